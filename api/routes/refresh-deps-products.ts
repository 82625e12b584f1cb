/** Owns `POST /branches/{branch}/deps/products/refresh`: what the login may buy, asked of Deps itself. */
import type { DepsAccount } from '../../contracts/deps-account';
import { depsLogin } from '../../usecases/deps-login';
import { refreshProducts } from '../../usecases/refresh-products';
import { branchParams } from '../params';
import { route } from '../route';
import { productsOf, productsView } from '../views/bureau-account-view';

export const refreshDepsProducts = route({
  method: 'post',
  path: '/branches/{branch}/deps/products/refresh',
  summary: 'Log in to Deps, list the products of this login and keep the list; nothing is charged',
  permission: 'deps:write',
  params: branchParams,
  answer: productsView,
  errors: ['DepsAccountNotFound', 'DepsLoginRefused', 'DepsUnavailable'],
  handle: async ({ params }, { stores: { depsAccounts: accounts }, depsPortal, sealer, now }) => {
    const listProducts = (account: DepsAccount) => depsPortal.client.login(depsLogin(account, sealer));
    return productsOf(await refreshProducts({ accounts, listProducts, now }, 'deps', params.branch));
  },
});
