/** Owns `POST /exceptions/{exception}/end`. */
import { endExceptionSchema } from '../../contracts/exception';
import { endException as end } from '../../usecases/exceptions';
import { demandBranchOf, exceptionDeps, findException } from '../exception-deps';
import { exceptionParams } from '../params';
import { route } from '../route';
import { exceptionOf, exceptionView } from '../views/exception-view';

export const endException = route({
  method: 'post',
  path: '/exceptions/{exception}/end',
  summary: 'End an exception now, as it was read; open orders that it concerns are judged again',
  permission: 'exceptions:write',
  permissionNote:
    'of all branches for one of all branches; and, for a hold that somebody else made, a band that would release it',
  params: exceptionParams,
  body: endExceptionSchema,
  answer: exceptionView,
  errors: ['ExceptionNotFound', 'ExceptionEnded', 'ExceptionChanged', 'AboveAuthority', 'TooManyConflicts'],
  handle: async ({ params, body, principal }, deps) => {
    const read = await findException(deps, principal, params.exception);
    demandBranchOf(principal, read.branch);
    return exceptionOf(await end(exceptionDeps(deps), principal, read, body), deps.now());
  },
});
