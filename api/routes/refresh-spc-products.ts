/** Owns `POST /branches/{branch}/spc/products/refresh`: what the operator may buy, asked of SPC Brasil itself. */
import type { SpcAccount } from '../../contracts/spc-account';
import { refreshProducts } from '../../usecases/refresh-products';
import { spcLogin } from '../../usecases/spc-accounts';
import { branchParams } from '../params';
import { route } from '../route';
import { productsOf, productsView } from '../views/bureau-account-view';

export const refreshSpcProducts = route({
  method: 'post',
  path: '/branches/{branch}/spc/products/refresh',
  summary: 'List the products of this operator at SPC and keep the list; nothing is charged',
  permission: 'spc:write',
  params: branchParams,
  answer: productsView,
  errors: ['SpcAccountNotFound', 'SpcLoginRefused', 'SpcUnavailable'],
  handle: async ({ params }, { stores: { spcAccounts: accounts }, spcPortal, sealer, now }) => {
    const listProducts = (account: SpcAccount) => spcPortal.bureau.listProducts(spcLogin(account, sealer));
    return productsOf(await refreshProducts({ accounts, listProducts, now }, 'spc', params.branch));
  },
});
