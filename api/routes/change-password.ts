/** Owns `PUT /session/password`. */
import { passwordChangeSchema } from '../../contracts/user';
import { changePassword as change } from '../../usecases/change-password';
import { requireSession } from '../require-session';
import { route } from '../route';
import { keepToken } from '../session-cookie';
import { signInDeps } from '../sign-in-deps';
import { callerOf, sessionView } from '../views/session-view';

export const changePassword = route({
  method: 'put',
  path: '/session/password',
  summary: 'Change the own password; all other sessions of the person end',
  permission: 'own',
  body: passwordChangeSchema,
  answer: sessionView,
  errors: ['TooManyAttempts', 'UserChanged'],
  handle: async ({ body, context, principal }, deps) => {
    const signedIn = requireSession(context, 'A password');
    const token = await change(signInDeps(deps), signedIn, body, deps.signIn.addressOf(context));
    keepToken(context, deps, token);
    const { user } = signedIn;
    return callerOf(deps, principal, { ...signedIn, user: { ...user, mustChangePassword: false } });
  },
});
