/** Owns `POST /exceptions`. */
import { exceptionBodySchema } from '../../contracts/exception';
import { createException as create } from '../../usecases/exceptions';
import { askedException, demandBranchOf, exceptionDeps } from '../exception-deps';
import { route } from '../route';
import { exceptionOf, exceptionView } from '../views/exception-view';

export const createException = route({
  method: 'post',
  path: '/exceptions',
  summary: "For some days: a check doesn't count for a customer, a group or everybody, or they are always held",
  permission: 'exceptions:write',
  permissionNote:
    'of all branches for one of all branches; and a band that releases the check without a ceiling, except to hold',
  body: exceptionBodySchema,
  answer: exceptionView,
  errors: ['BranchNotFound', 'CustomerNotFound', 'GroupNotFound', 'AboveAuthority', 'TooManyExceptions'],
  handle: async ({ body, principal }, deps) => {
    demandBranchOf(principal, body.branch);
    return exceptionOf(await create(exceptionDeps(deps), principal, askedException(deps, body)), deps.now());
  },
});
