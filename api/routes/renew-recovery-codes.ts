/** Owns `POST /session/second-factor/recovery-codes`. */
import { factorProofSchema } from '../../contracts/second-factor';
import { renewRecoveryCodes as renew } from '../../usecases/second-factor';
import { requireSession } from '../require-session';
import { route } from '../route';
import { signInDeps } from '../sign-in-deps';
import { recoveryCodesView } from '../views/second-factor-view';

export const renewRecoveryCodes = route({
  method: 'post',
  path: '/session/second-factor/recovery-codes',
  summary: 'Make other recovery codes, told once, in place of all there were',
  permission: 'own',
  body: factorProofSchema,
  answer: recoveryCodesView,
  errors: ['TooManyAttempts', 'SecondFactorOff'],
  handle: async ({ body, context }, deps) => {
    const signedIn = requireSession(context, 'A second factor');
    const codes = await renew(signInDeps(deps), signedIn, body, deps.signIn.addressOf(context));
    return { recoveryCodes: [...codes] };
  },
});
