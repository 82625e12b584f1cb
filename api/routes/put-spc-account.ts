/** Owns `PUT /branches/{branch}/spc`: with which operator, and on which terms, a branch asks SPC Brasil. */
import { spcAccountBodySchema } from '../../contracts/spc-account';
import { putSpcAccount as put } from '../../usecases/spc-accounts';
import { branchParams } from '../params';
import { route } from '../route';
import { accountOf, spcAccountView } from '../views/bureau-account-view';

export const putSpcAccount = route({
  method: 'put',
  path: '/branches/{branch}/spc',
  summary:
    "Set the branch's SPC account; without a password or what decides about buying what is kept stays, and no password is ever told",
  permission: 'spc:write',
  params: branchParams,
  body: spcAccountBodySchema,
  answer: spcAccountView,
  errors: ['SettingsChanged', 'TooManyConflicts'],
  handle: async ({ params, body, principal }, { stores, spcPortal, sealer, now }) => {
    const deps = { accounts: stores.spcAccounts, guard: spcPortal.guard, sealer, now };
    return accountOf(await put(deps, principal.subject, params.branch, body));
  },
});
