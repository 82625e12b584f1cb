/** Owns the asking for the own password once more, before something that an open browser alone must not do. */
import type { Passwords } from '../adapters/auth/passwords';
import type { KnownUser, UserStore } from '../adapters/mongo/user-store';
import type { User } from '../contracts/user';
import { CrivoError } from '../domain/errors';
import { accountOf, countAttempt, type AttemptDeps } from './sign-in';

export interface OwnPasswordDeps extends AttemptDeps {
  readonly users: Pick<UserStore, 'findKnown'>;
  readonly passwords: Pick<Passwords, 'matches'>;
}

/** Which password, where it stands in the request, and from where it was sent. */
export interface OwnPassword {
  readonly password: string;
  readonly at: string;
  readonly address: string;
}

/** Counted as at the sign-in. Errors: `TooManyAttempts`, `InvalidRequest` where it is another one. */
export async function provePassword(
  deps: OwnPasswordDeps,
  user: Pick<User, 'user' | 'email'>,
  { password, at, address }: OwnPassword,
): Promise<KnownUser> {
  const known = await deps.users.findKnown(user.user);
  const attempt = await countAttempt(deps, accountOf(user.email, known), address);
  const matches = await deps.passwords.matches(known?.credential.hash ?? null, password);
  if (known === null || !matches) {
    const finding = { at, message: 'is not your password', fix: 'send the one you signed in with' };
    throw new CrivoError('InvalidRequest', { errors: [finding] });
  }
  await attempt.passed();
  return known;
}
