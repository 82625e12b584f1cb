/** Owns `GET /branches/{branch}/deps`. */
import { findDepsAccount } from '../../usecases/deps-accounts';
import { branchParams } from '../params';
import { route } from '../route';
import { depsAccountView, shownDepsAccount } from '../views/bureau-account-view';

export const getDepsAccount = route({
  method: 'get',
  path: '/branches/{branch}/deps',
  summary: "Read the branch's Deps account, without its password",
  permission: 'deps:read',
  params: branchParams,
  answer: depsAccountView,
  errors: ['DepsAccountNotFound'],
  handle: async ({ params }, { stores }) => {
    const deps = { accounts: stores.depsAccounts };
    return shownDepsAccount(deps, await findDepsAccount(deps, params.branch));
  },
});
