/** Owns `GET /branches/{branch}/spc`. */
import { findSpcAccount } from '../../usecases/spc-accounts';
import { branchParams } from '../params';
import { route } from '../route';
import { accountOf, spcAccountView } from '../views/bureau-account-view';

export const getSpcAccount = route({
  method: 'get',
  path: '/branches/{branch}/spc',
  summary: "Read the branch's SPC account, without its password",
  permission: 'spc:read',
  params: branchParams,
  answer: spcAccountView,
  errors: ['SpcAccountNotFound'],
  handle: async ({ params }, { stores }) =>
    accountOf(await findSpcAccount({ accounts: stores.spcAccounts }, params.branch)),
});
