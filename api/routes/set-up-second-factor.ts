/** Owns `POST /session/second-factor/setup`. */
import { factorSetupSchema } from '../../contracts/second-factor';
import { setUpFactor } from '../../usecases/second-factor';
import { requireSession } from '../require-session';
import { route } from '../route';
import { signInDeps } from '../sign-in-deps';
import { newSecondFactorView } from '../views/second-factor-view';

export const setUpSecondFactor = route({
  method: 'post',
  path: '/session/second-factor/setup',
  summary: 'Begin to turn on the own second factor: a secret for an app, told once and confirmed by a code of it',
  permission: 'own',
  body: factorSetupSchema,
  answer: newSecondFactorView,
  errors: ['TooManyAttempts', 'PasswordChangeDue', 'SecondFactorOn'],
  handle: ({ body, context }, deps) => {
    const signedIn = requireSession(context, 'A second factor');
    return setUpFactor(signInDeps(deps), signedIn, body.password, deps.signIn.addressOf(context));
  },
});
