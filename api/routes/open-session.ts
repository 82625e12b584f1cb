/** Owns `POST /session`: a person signs in. */
import { z } from '@hono/zod-openapi';
import { signInSchema } from '../../contracts/user';
import { CrivoError } from '../../domain/errors';
import { signIn } from '../../usecases/sign-in';
import { route } from '../route';
import { keepStep } from '../second-step-cookie';
import { keepToken, sessionToken } from '../session-cookie';
import { signInDeps } from '../sign-in-deps';
import { secondStepView } from '../views/second-factor-view';
import { callerOf, sessionView } from '../views/session-view';

export const openSession = route({
  method: 'post',
  path: '/session',
  summary:
    'Sign in: the session travels in a cookie that no script can read. Of a person with a second factor 202: a cookie ' +
    'keeps for five minutes that the password was right, and POST /v1/session/second-step takes the code',
  permission: 'open',
  body: signInSchema,
  answer: z.union([sessionView, secondStepView]),
  isAccepted: (answer) => 'secondStep' in answer,
  errors: ['SignInRefused', 'TooManyAttempts'],
  handle: async ({ body, context }, deps) => {
    const address = deps.signIn.addressOf(context);
    const browser = { address, name: context.req.header('user-agent'), token: sessionToken(context) };
    const begun = await signIn(signInDeps(deps), body, browser);
    if ('stepToken' in begun) {
      keepStep(context, deps, begun.stepToken);
      return { secondStep: 'wanted' as const, until: begun.until };
    }
    const signedIn = await deps.identity.ofSession(begun.token);
    if (signedIn === null) throw new CrivoError('SignInRefused');
    keepToken(context, deps, begun.token);
    return callerOf(deps, signedIn.principal, signedIn);
  },
});
