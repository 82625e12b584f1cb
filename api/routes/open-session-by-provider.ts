/** Owns `POST /session/oidc`: a person comes back from the identity provider. */
import type { OidcProvider } from '../../adapters/auth/oidc';
import { providerSignInSchema } from '../../contracts/user';
import { CrivoError } from '../../domain/errors';
import { signInByProvider } from '../../usecases/sign-in-by-provider';
import { takeAttempt } from '../attempt-cookie';
import type { AnyContext } from '../context';
import type { ApiDeps } from '../deps';
import { requireProvider } from '../require-provider';
import { route } from '../route';
import { keepToken, sessionToken } from '../session-cookie';
import { signInDeps } from '../sign-in-deps';
import { callerOf, sessionView } from '../views/session-view';

export const openSessionByProvider = route({
  method: 'post',
  path: '/session/oidc',
  summary: 'Sign in by what the identity provider answered: known by the verified e-mail among the users there are',
  permission: 'open',
  body: providerSignInSchema,
  answer: sessionView,
  errors: [
    'RouteNotFound',
    'ProviderSignInRefused',
    'ProviderAccountChanged',
    'SignInProviderUnavailable',
    'TooManyAttempts',
  ],
  handle: async ({ body, context, requestId }, deps) => {
    const provider = requireProvider(deps, context);
    const token = await begun(context, deps, provider, body.answer).catch((error: unknown) => {
      if (error instanceof CrivoError && error.code === 'ProviderSignInRefused') {
        const { cause } = error.details;
        deps.log.warn({ requestId, reason: cause instanceof Error ? cause.message : '' }, 'a sign-in was refused');
      }
      throw error;
    });
    const signedIn = await deps.identity.ofSession(token);
    if (signedIn === null) throw new CrivoError('ProviderSignInRefused');
    keepToken(context, deps, token);
    return callerOf(deps, signedIn.principal, signedIn);
  },
});

async function begun(context: AnyContext, deps: ApiDeps, provider: OidcProvider, answer: string): Promise<string> {
  const attempt = takeAttempt(context, deps);
  if (attempt === null) {
    throw new CrivoError('ProviderSignInRefused', { cause: new Error('this browser has no attempt under way') });
  }
  const address = deps.signIn.addressOf(context);
  const browser = { address, name: context.req.header('user-agent'), token: sessionToken(context) };
  const { token } = await signInByProvider({ ...signInDeps(deps), provider }, { answer, attempt }, browser);
  return token;
}
