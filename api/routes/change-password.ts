/** Owns `PUT /session/password`. */
import { passwordChangeSchema } from '../../contracts/user';
import { CrivoError } from '../../domain/errors';
import { changePassword as change } from '../../usecases/change-password';
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
    const signedIn = context.get('signedIn');
    if (signedIn === undefined) {
      throw new CrivoError('PermissionDenied', {}, 'A password is changed by the person who is signed in, by no key.');
    }
    const token = await change(signInDeps(deps), signedIn, body, deps.signIn.addressOf(context));
    keepToken(context, deps, token);
    const { user } = signedIn;
    return callerOf(deps, principal, { ...signedIn, user: { ...user, mustChangePassword: false } });
  },
});
