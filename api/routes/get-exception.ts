/** Owns `GET /exceptions/{exception}`. */
import { findException } from '../exception-deps';
import { exceptionParams } from '../params';
import { route } from '../route';
import { exceptionOf, exceptionView } from '../views/exception-view';

export const getException = route({
  method: 'get',
  path: '/exceptions/{exception}',
  summary: 'An exception as it stands; an ended one stays as it was',
  permission: 'exceptions:read',
  params: exceptionParams,
  answer: exceptionView,
  errors: ['ExceptionNotFound'],
  handle: async ({ params, principal }, deps) =>
    exceptionOf(await findException(deps, principal, params.exception), deps.now()),
});
