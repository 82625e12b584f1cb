/** Owns `PUT /session/second-factor`. */
import { factorConfirmSchema } from '../../contracts/second-factor';
import { turnFactorOn } from '../../usecases/second-factor';
import { requireSession } from '../require-session';
import { route } from '../route';
import { keepToken } from '../session-cookie';
import { signInDeps } from '../sign-in-deps';
import { recoveryCodesView } from '../views/second-factor-view';

export const turnOnSecondFactor = route({
  method: 'put',
  path: '/session/second-factor',
  summary: 'Turn on the own second factor by a code of what was set up; all other sessions of the person end',
  permission: 'own',
  body: factorConfirmSchema,
  answer: recoveryCodesView,
  errors: ['TooManyAttempts', 'SecondFactorSetupExpired'],
  handle: async ({ body, context }, deps) => {
    const signedIn = requireSession(context, 'A second factor');
    const { token, recoveryCodes } = await turnFactorOn(
      signInDeps(deps),
      signedIn,
      body.code,
      deps.signIn.addressOf(context),
    );
    keepToken(context, deps, token);
    return { recoveryCodes: [...recoveryCodes] };
  },
});
