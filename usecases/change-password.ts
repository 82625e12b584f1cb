/** Owns a person's change of their own password, and what the new one must be. */
import type { SignedIn } from '../adapters/auth/identity';
import type { Passwords } from '../adapters/auth/passwords';
import type { UserStore } from '../adapters/mongo/user-store';
import type { AuditEntry } from '../contracts/audit';
import type { PasswordChange, User } from '../contracts/user';
import { CrivoError, type Finding } from '../domain/errors';
import { PASSWORD_MAX, PASSWORD_MIN, passwordProblem, type PasswordProblem } from '../domain/passwords';
import { newId } from './new-id';
import { provePassword } from './own-password';
import type { AttemptDeps, Secrets } from './sign-in';

export interface ChangePasswordDeps extends AttemptDeps {
  readonly users: Pick<UserStore, 'findKnown' | 'putCredential'>;
  readonly passwords: Passwords;
  readonly secrets: Secrets;
}

const PROBLEMS: Readonly<Record<PasswordProblem, Omit<Finding, 'at'>>> = {
  short: { message: 'is too short', fix: `choose ${PASSWORD_MIN} characters or more, such as a few words` },
  long: { message: 'is too long', fix: `choose ${PASSWORD_MAX} characters or less` },
  monotonous: { message: 'repeats too few characters', fix: 'choose a few words instead' },
  personal: { message: 'holds a part of your name, user or e-mail', fix: 'leave it out' },
  common: { message: 'is one that many choose', fix: 'choose a few words instead' },
};

/**
 * All other sessions of the person end; this one goes on under another token, which is the answer. The current password
 * is asked for and counted as at the sign-in: a browser left open is not enough. Errors: `TooManyAttempts`,
 * `InvalidRequest` with what is wrong of either, `UserChanged` where an administrator was quicker, `Unavailable`.
 */
export async function changePassword(
  deps: ChangePasswordDeps,
  { user, session }: Pick<SignedIn, 'user' | 'session'>,
  { currentPassword, newPassword }: PasswordChange,
  address: string,
): Promise<string> {
  const known = await provePassword(deps, user, { password: currentPassword, at: 'currentPassword', address });
  if (newPassword === currentPassword) throw refused('newPassword', SAME);
  const problem = passwordProblem(newPassword, [user.user, user.name, user.email]);
  if (problem !== null) throw refused('newPassword', PROBLEMS[problem]);
  const changedAt = deps.now().toISOString();
  const credential = { hash: await deps.passwords.hash(newPassword), validUntil: null, changedAt };
  const { revision } = known.user;
  const record: User = { ...known.user, mustChangePassword: false, revision: revision + 1, updatedAt: changedAt };
  const token = deps.secrets.make();
  const goesOn = { tokenHash: deps.secrets.hash(token), session: { ...session, lastSeenAt: changedAt } };
  const audit = passwordAudit(user.user, user.user, changedAt, { by: 'self' });
  if (!(await deps.users.putCredential({ record, credential, goesOn }, audit))) throw new CrivoError('UserChanged');
  return token;
}

/** Of a password nothing is told but that it changed. */
export function passwordAudit(subject: string, target: string, at: string, after: object): AuditEntry {
  return { id: newId('aud'), at, subject, kind: 'password', target, branch: null, before: null, after };
}

const SAME = { message: 'is the password you have', fix: 'choose another one' };

function refused(at: string, finding: Omit<Finding, 'at'>): CrivoError {
  return new CrivoError('InvalidRequest', { errors: [{ at, ...finding }] });
}
