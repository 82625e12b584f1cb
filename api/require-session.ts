/** Owns the demand for a person behind a session: keys of theirs don't change how they sign in. */
import type { SignedIn } from '../adapters/auth/identity';
import { CrivoError } from '../domain/errors';
import type { AnyContext } from './context';

/** Errors: `PermissionDenied` for an API key; `what` begins the sentence, such as "A password". */
export function requireSession(context: AnyContext, what: string): SignedIn {
  const signedIn = context.get('signedIn');
  if (signedIn !== undefined) return signedIn;
  throw new CrivoError('PermissionDenied', {}, `${what} is changed by the person who is signed in, by no key.`);
}
