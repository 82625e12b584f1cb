/** Owns `PUT /branches/{branch}/deps`: with which login, and when, a branch speaks to Deps. */
import { depsAccountBodySchema } from '../../contracts/deps-account';
import { putDepsAccount as put } from '../../usecases/deps-accounts';
import { branchParams } from '../params';
import { route } from '../route';
import { depsAccountView, shownDepsAccount } from '../views/bureau-account-view';

export const putDepsAccount = route({
  method: 'put',
  path: '/branches/{branch}/deps',
  summary:
    "Set the branch's Deps account; password, sync and what decides about buying stay as they are where they are left out, and no password is ever told",
  permission: 'deps:write',
  params: branchParams,
  body: depsAccountBodySchema,
  answer: depsAccountView,
  errors: ['SettingsChanged', 'TooManyConflicts'],
  handle: async ({ params, body, principal }, { stores, depsPortal, sealer, now }) => {
    const deps = { accounts: stores.depsAccounts, guard: depsPortal.guard, sealer, now };
    return shownDepsAccount(deps, await put(deps, principal.subject, params.branch, body));
  },
});
