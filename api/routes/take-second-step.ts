/** Owns `POST /session/second-step`: the code of a person whose password was right. */
import { secondStepSchema } from '../../contracts/second-factor';
import { CrivoError } from '../../domain/errors';
import { takeSecondStep as take } from '../../usecases/second-step';
import { route } from '../route';
import { dropStep, stepToken } from '../second-step-cookie';
import { keepToken, sessionToken } from '../session-cookie';
import { signInDeps } from '../sign-in-deps';
import { callerOf, sessionView } from '../views/session-view';

export const takeSecondStep = route({
  method: 'post',
  path: '/session/second-step',
  summary: 'Send the code that a sign-in waits for: of the app, or a recovery code, each good once',
  permission: 'open',
  body: secondStepSchema,
  answer: sessionView,
  errors: ['SecondStepExpired', 'SecondFactorRefused', 'TooManyAttempts'],
  handle: async ({ body, context }, deps) => {
    const waiting = stepToken(context);
    if (waiting === undefined) throw new CrivoError('SecondStepExpired');
    const address = deps.signIn.addressOf(context);
    const browser = { address, name: context.req.header('user-agent'), token: sessionToken(context) };
    const { token } = await take(signInDeps(deps), waiting, body.code, browser);
    const signedIn = await deps.identity.ofSession(token);
    if (signedIn === null) throw new CrivoError('SecondStepExpired');
    keepToken(context, deps, token);
    dropStep(context, deps);
    return callerOf(deps, signedIn.principal, signedIn);
  },
});
