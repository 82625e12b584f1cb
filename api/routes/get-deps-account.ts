/** Owns `GET /branches/{branch}/deps`. */
import { findDepsAccount } from '../../usecases/deps-accounts';
import { branchParams } from '../params';
import { route } from '../route';
import { accountOf, depsAccountView } from '../views/bureau-account-view';

export const getDepsAccount = route({
  method: 'get',
  path: '/branches/{branch}/deps',
  summary: "Read the branch's Deps account, without its password",
  permission: 'deps:read',
  params: branchParams,
  answer: depsAccountView,
  errors: ['DepsAccountNotFound'],
  handle: async ({ params }, { stores }) =>
    accountOf(await findDepsAccount({ accounts: stores.depsAccounts }, params.branch)),
});
