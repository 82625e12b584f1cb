/** Owns `POST /session`: a person signs in. */
import { signInSchema } from '../../contracts/user';
import { CrivoError } from '../../domain/errors';
import { signIn } from '../../usecases/sign-in';
import { route } from '../route';
import { keepToken, sessionToken } from '../session-cookie';
import { signInDeps } from '../sign-in-deps';
import { callerOf, sessionView } from '../views/session-view';

export const openSession = route({
  method: 'post',
  path: '/session',
  summary: 'Sign in: the session travels in a cookie that no script can read',
  permission: 'open',
  body: signInSchema,
  answer: sessionView,
  errors: ['SignInRefused', 'TooManyAttempts'],
  handle: async ({ body, context }, deps) => {
    const address = deps.signIn.addressOf(context);
    const browser = { address, name: context.req.header('user-agent'), token: sessionToken(context) };
    const { token } = await signIn(signInDeps(deps), body, browser);
    const signedIn = await deps.identity.ofSession(token);
    if (signedIn === null) throw new CrivoError('SignInRefused');
    keepToken(context, deps, token);
    return callerOf(deps, signedIn.principal, signedIn);
  },
});
