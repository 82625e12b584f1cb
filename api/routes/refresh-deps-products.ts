/** Owns `POST /branches/{branch}/deps/products/refresh`: what the login may buy, asked of Deps itself. */
import { refreshDepsProducts as refresh } from '../../usecases/refresh-deps-products';
import { branchParams } from '../params';
import { route } from '../route';
import { depsProductsOf, depsProductsView } from '../views/deps-account-view';

export const refreshDepsProducts = route({
  method: 'post',
  path: '/branches/{branch}/deps/products/refresh',
  summary: 'Log in to Deps and list the products of this login; nothing is charged',
  permission: 'deps:write',
  params: branchParams,
  answer: depsProductsView,
  errors: ['DepsAccountNotFound', 'DepsLoginRefused', 'DepsUnavailable'],
  handle: async ({ params }, { stores, depsPortal, sealer }) => {
    const deps = { accounts: stores.depsAccounts, client: depsPortal.client, opener: sealer };
    return depsProductsOf(await refresh(deps, params.branch));
  },
});
