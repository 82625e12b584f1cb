/** Owns `PUT /branches/{branch}/deps`: with which login, and when, a branch speaks to Deps. */
import { depsAccountBodySchema } from '../../contracts/deps-account';
import { putDepsAccount as put } from '../../usecases/deps-accounts';
import { branchParams } from '../params';
import { route } from '../route';
import { accountOf, depsAccountView } from '../views/bureau-account-view';

export const putDepsAccount = route({
  method: 'put',
  path: '/branches/{branch}/deps',
  summary:
    "Set the branch's Deps account; without `password`, `sync` or what decides about buying what is kept stays, and no password is ever told",
  permission: 'deps:write',
  params: branchParams,
  body: depsAccountBodySchema,
  answer: depsAccountView,
  errors: ['TooManyConflicts'],
  handle: async ({ params, body, principal }, { stores, depsPortal, sealer, now }) => {
    const deps = { accounts: stores.depsAccounts, guard: depsPortal.guard, sealer, now };
    return accountOf(await put(deps, principal.subject, params.branch, body));
  },
});
