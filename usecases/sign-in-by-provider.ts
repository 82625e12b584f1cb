/** Owns the signing in by an identity provider: it proves an e-mail and an account, and whose those are here is ours to say. */
import type { OidcAttempt, OidcProvider } from '../adapters/auth/oidc';
import { emailText } from '../contracts/user';
import { CrivoError } from '../domain/errors';
import { beginSession, countAttempt, type BegunSession, type Browser, type SignInDeps } from './sign-in';

export type ProviderSignInDeps = Omit<SignInDeps, 'passwords' | 'secondSteps'> & {
  readonly provider: Pick<OidcProvider, 'finish'>;
};

/** What the browser was sent back with, and what it was sent out with. */
export interface ProviderAnswer {
  readonly answer: string;
  readonly attempt: OidcAttempt;
}

/**
 * Makes nobody: who isn't among the users, or is switched off, is refused as a wrong answer is. The first account that
 * proves a person's e-mail is theirs: an address that is given to somebody else later doesn't bring the rights along.
 * Errors: `ProviderSignInRefused`, `ProviderAccountChanged`, `SignInProviderUnavailable`, `TooManyAttempts`.
 */
export async function signInByProvider(
  deps: ProviderSignInDeps,
  { answer, attempt }: ProviderAnswer,
  browser: Browser,
): Promise<BegunSession> {
  const counted = await countAttempt(deps, `oidc\0${attempt.state}`, browser.address);
  const proven = await deps.provider.finish(answer, attempt).catch(async (error: unknown) => {
    if (error instanceof CrivoError && error.code === 'SignInProviderUnavailable') await counted.passed();
    throw error;
  });
  const email = emailText.safeParse(proven.email);
  const known = email.success ? await deps.users.findByEmail(email.data) : null;
  if (known === null) throw refused('nobody here has this e-mail');
  if (!known.user.isActive) throw refused('the person is switched off');
  const { issuer, subject } = proven;
  const account = { issuer, subjectHash: deps.identity('provider account', `${issuer}\0${subject}`) };
  // Another issuer knows other subjects: whoever set it up here vouches for it as for the one before.
  const bound = known.providerAccount;
  if (bound?.issuer === issuer && bound.subjectHash !== account.subjectHash)
    throw new CrivoError('ProviderAccountChanged');
  const begun = await beginSession(deps, known, browser, { by: 'oidc', factor: { account, bound } });
  if (begun === null) throw refused('the person was changed meanwhile');
  await counted.passed();
  return begun;
}

/** The reason is for the log alone. */
function refused(reason: string): CrivoError {
  return new CrivoError('ProviderSignInRefused', { cause: new Error(reason) });
}
