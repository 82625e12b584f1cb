/** Owns `GET /session`: who am I, and what may I do. */
import { route } from '../route';
import { callerOf, sessionView } from '../views/session-view';

export const getSession = route({
  method: 'get',
  path: '/session',
  summary: 'Who the caller is and what they may do, for a session as for an API key',
  permission: 'own',
  answer: sessionView,
  errors: [],
  handle: ({ principal, context }, deps) => callerOf(deps, principal, context.get('signedIn')),
});
