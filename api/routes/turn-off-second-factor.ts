/** Owns `POST /session/second-factor/turn-off`. */
import { factorProofSchema } from '../../contracts/second-factor';
import { readFactor, turnFactorOff } from '../../usecases/second-factor';
import { requireSession } from '../require-session';
import { route } from '../route';
import { keepToken } from '../session-cookie';
import { signInDeps } from '../sign-in-deps';
import { secondFactorView } from '../views/second-factor-view';

export const turnOffSecondFactor = route({
  method: 'post',
  path: '/session/second-factor/turn-off',
  summary: 'Turn off the own second factor; all other sessions of the person end',
  permission: 'own',
  body: factorProofSchema,
  answer: secondFactorView,
  errors: ['TooManyAttempts', 'SecondFactorOff', 'SecondFactorRequired'],
  handle: async ({ body, context }, deps) => {
    const signedIn = requireSession(context, 'A second factor');
    const token = await turnFactorOff(signInDeps(deps), signedIn, body, deps.signIn.addressOf(context));
    keepToken(context, deps, token);
    return readFactor(deps.stores, signedIn);
  },
});
