/** Owns the people who sign in: made, changed, switched off, and given another password, each with its audit entry. */
import type { SessionStore } from '../adapters/mongo/session-store';
import type { SecondFactorStore } from '../adapters/mongo/second-factor-store';
import type { UserStore } from '../adapters/mongo/user-store';
import type { AuditEntry } from '../contracts/audit';
import type { User, UserBody, UserChange } from '../contracts/user';
import { CrivoError } from '../domain/errors';
import type { Principal } from '../domain/permissions';
import { passwordAudit } from './change-password';
import { demandGrantable, demandMightier, type GrantDeps } from './grants';
import { handOverPassword, type HandedOverDeps } from './handed-over-password';
import { newId } from './new-id';
import { factorAudit } from './second-step';
import { laterThan } from './version-time';

export interface UserDeps extends GrantDeps, HandedOverDeps {
  readonly users: Pick<UserStore, 'find' | 'insert' | 'replace' | 'putCredential'>;
  readonly sessions: Pick<SessionStore, 'endOf'>;
  readonly secondFactors: Pick<SecondFactorStore, 'reset'>;
}

/** The password stands in this answer alone. */
export interface WithPassword {
  readonly user: User;
  readonly password: string;
  readonly validUntil: string;
}

/** Errors: `UserExists`, those of {@link demandGrantable}, `Unavailable`. */
export async function addUser(deps: UserDeps, admin: Principal, body: UserBody): Promise<WithPassword> {
  await demandGrantable(deps, admin, body);
  const { password, credential } = await handOverPassword(deps);
  const at = credential.changedAt;
  const state = { isActive: true, mustChangePassword: true, lastSignInAt: null, secondFactorSince: null } as const;
  const user: User = { ...body, ...state, revision: 1, createdAt: at, updatedAt: at };
  const inserted = await deps.users.insert({ user, credential }, userAudit(admin.subject, null, user));
  if (inserted === 'inserted') return { user, password, validUntil: credential.validUntil ?? at };
  throw taken(inserted === 'userTaken' ? 'user' : 'email');
}

/** What is not named stays. Errors: `UserNotFound`, `UserChanged`, `LastAdministrator`, and as above. */
export async function changeUser(
  deps: UserDeps,
  admin: Principal,
  name: string,
  { revision, ...change }: UserChange,
): Promise<User> {
  const before = await findUser(deps, name);
  await demandMightier(deps, admin, before);
  if (before.revision !== revision) throw new CrivoError('UserChanged', { state: { revision: before.revision } });
  const changed = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const after: User = {
    ...before,
    ...(changed as Partial<User>),
    revision: revision + 1,
    updatedAt: laterThan(before.updatedAt, deps.now()),
  };
  await demandGrantable(deps, admin, after);
  const outcome = await deps.users.replace(after, userAudit(admin.subject, before, after));
  if (outcome === 'emailTaken') throw taken('email');
  if (outcome === 'lastAdministrator') throw new CrivoError('LastAdministrator');
  if (outcome === 'changed') throw new CrivoError('UserChanged');
  return after;
}

/**
 * All their sessions end; attempts that have locked them out were at the password before. Nobody does it to themselves: their own
 * they change with the one they have. Errors: `UserNotFound`, `PermissionDenied`, `UserChanged`, `Unavailable`.
 */
export async function resetPassword(deps: UserDeps, admin: Principal, name: string): Promise<WithPassword> {
  const before = await findUser(deps, name);
  await demandMightier(deps, admin, before);
  if (admin.subject === name)
    throw new CrivoError('PermissionDenied', {}, 'The own password is changed by PUT /v1/session/password.');
  const { password, credential } = await handOverPassword(deps);
  const { changedAt, validUntil } = credential;
  const updatedAt = laterThan(before.updatedAt, deps.now());
  const record: User = { ...before, mustChangePassword: true, revision: before.revision + 1, updatedAt };
  const audit = passwordAudit(admin.subject, name, changedAt, { by: 'administrator', validUntil });
  if (!(await deps.users.putCredential({ record, credential, goesOn: null }, audit)))
    throw new CrivoError('UserChanged');
  return { user: record, password, validUntil: validUntil ?? changedAt };
}

/**
 * Of somebody who has lost app and recovery codes: the password alone signs in again, and all their sessions end. Nobody
 * does it to themselves. Errors: `UserNotFound`, `PermissionDenied`, `SecondFactorOff`, `Unavailable`.
 */
export async function resetSecondFactor(
  deps: Pick<UserDeps, 'users' | 'secondFactors' | 'userGroups' | 'now'>,
  admin: Principal,
  name: string,
): Promise<User> {
  const before = await findUser(deps, name);
  await demandMightier(deps, admin, before);
  if (admin.subject === name)
    throw new CrivoError('PermissionDenied', {}, 'The own second factor is turned off with password and code.');
  const audit = factorAudit(admin.subject, name, deps.now(), { isOn: false, by: 'administrator' });
  if (!(await deps.secondFactors.reset(name, audit))) throw new CrivoError('SecondFactorOff');
  return { ...before, secondFactorSince: null };
}

/** All of them, or the one that is named; how many there were. Errors: `UserNotFound`, `PermissionDenied`. */
export async function endSessions(
  deps: Pick<UserDeps, 'users' | 'sessions' | 'userGroups' | 'now'>,
  admin: Principal,
  name: string,
  session: string | undefined,
): Promise<number> {
  await demandMightier(deps, admin, await findUser(deps, name));
  const at = deps.now().toISOString();
  const audit = { id: newId('aud'), at, subject: admin.subject, kind: 'session', branch: null } as const;
  const target = session ?? name;
  return deps.sessions.endOf(name, session ?? null, { ...audit, target, before: { user: name }, after: null });
}

/** Errors: `UserNotFound`. */
export async function findUser({ users }: { users: Pick<UserStore, 'find'> }, name: string): Promise<User> {
  const user = await users.find(name);
  if (user === null) throw new CrivoError('UserNotFound');
  return user;
}

/** Names and e-mails stay where they can be corrected and erased: the entry tells that they changed. */
export function userAudit(subject: string, before: User | null, after: User): AuditEntry {
  const shown = ({ userGroups, branches, isActive }: User) => ({ userGroups, branches, isActive });
  const changed = before === null ? [] : (['name', 'email'] as const).filter((field) => before[field] !== after[field]);
  return {
    id: newId('aud'),
    at: after.updatedAt,
    subject,
    kind: 'user',
    target: after.user,
    branch: null,
    before: before && shown(before),
    after: { ...shown(after), ...(changed.length > 0 && { changed }) },
  };
}

function taken(at: 'user' | 'email'): CrivoError {
  const finding = { at, message: 'is taken', fix: 'send another one, or change the user who has it' };
  return new CrivoError('UserExists', { errors: [finding] });
}
