/** Owns who a caller is: an API key or a session of a browser, both giving the same principal. */
import type { Session, User } from '../../contracts/user';
import type { Principal } from '../../domain/permissions';
import { isSecondFactorDue } from '../../domain/second-factor';
import { permissionsOfGroups } from '../../domain/user-groups';
import { secretHash } from '../../platform/keyring';
import type { ApiKeyStore } from '../mongo/api-key-store';
import type { SessionStore } from '../mongo/session-store';
import type { UserGroupStore } from '../mongo/user-group-store';
import type { UserStore } from '../mongo/user-store';

/** A person behind a session, as all is now: a group that was changed counts at once. */
export interface SignedIn {
  readonly principal: Principal;
  readonly user: User;
  readonly session: Session;
  readonly tokenHash: string;
  /** A group of the person demands a second factor, which comes before anything else. */
  readonly secondFactorDue: boolean;
}

export interface Identity {
  /** The principal behind an `Authorization` header, or `null` when there is none. */
  authenticate(authorization: string | undefined): Promise<Principal | null>;
  /**
   * Who is behind the token of a session's cookie; `null` when it has ended, or the person is switched off. `look`: asked
   * without anybody doing anything, so that it doesn't count as a use.
   */
  ofSession(token: string, why?: 'use' | 'look'): Promise<SignedIn | null>;
}

/** How long sessions last: unused for `idleMs`, or begun `longestMs` ago, they are over. */
export interface SessionTiming {
  readonly idleMs: number;
  readonly longestMs: number;
}

export interface IdentityStores {
  readonly apiKeys: Pick<ApiKeyStore, 'findBySecretHash'>;
  readonly sessions: Pick<SessionStore, 'findByToken' | 'touch'>;
  readonly users: Pick<UserStore, 'find'>;
  readonly userGroups: Pick<UserGroupStore, 'findAll'>;
}

const FRESH_MS = 2_000;
const KEPT_KEYS = 10_000;
/** Use is noted once in so long. */
const TOUCH_EVERY_MS = 60_000;

/** Both ways in. */
export function createIdentity(stores: IdentityStores, timing: SessionTiming, now: () => number): Identity {
  return { ...apiKeyIdentity(stores.apiKeys, now), ...sessionIdentity(stores, timing, now) };
}

/** Looks a key up by its hash, at most every two seconds, so that a revoked key ends within them. */
export function apiKeyIdentity(
  keys: Pick<ApiKeyStore, 'findBySecretHash'>,
  now: () => number,
): Pick<Identity, 'authenticate'> {
  const kept = new Map<string, { readonly principal: Principal; readonly readAt: number }>();
  return {
    authenticate: async (authorization) => {
      const secret = /^Bearer (crv_[0-9a-z]{20,100})$/.exec(authorization ?? '')?.[1];
      if (secret === undefined) return null;
      const hash = secretHash(secret);
      const known = kept.get(hash);
      if (known !== undefined && now() - known.readAt < FRESH_MS) return known.principal;
      const principal = await keys.findBySecretHash(hash);
      kept.delete(hash);
      if (principal === null) return null;
      if (kept.size >= KEPT_KEYS) kept.clear();
      kept.set(hash, { principal, readAt: now() });
      return principal;
    },
  };
}

/** Nothing is kept between two requests, so that a session that was ended is over at once, in every process. */
export function sessionIdentity(
  { sessions, users, userGroups }: Omit<IdentityStores, 'apiKeys'>,
  { idleMs }: Pick<SessionTiming, 'idleMs'>,
  now: () => number,
): Pick<Identity, 'ofSession'> {
  return {
    ofSession: async (token, why = 'use') => {
      if (!/^[0-9a-z]{20,100}$/.test(token)) return null;
      const tokenHash = secretHash(token);
      const session = await sessions.findByToken(tokenHash);
      if (session === null) return null;
      const unusedMs = now() - Date.parse(session.lastSeenAt);
      if (unusedMs >= idleMs || now() >= Date.parse(session.endsAt)) return null;
      const user = await users.find(session.user);
      if (user === null || !user.isActive) return null;
      const groups = await userGroups.findAll(user.userGroups);
      const permissions = permissionsOfGroups(groups);
      const secondFactorDue = isSecondFactorDue({ session, user, groups });
      if (why === 'use' && unusedMs >= TOUCH_EVERY_MS) await sessions.touch(tokenHash, new Date(now()).toISOString());
      const principal = { subject: user.user, userGroups: user.userGroups, permissions, branches: user.branches };
      // A password that nobody used to come in need not be changed before anything else.
      const mustChangePassword = user.mustChangePassword && session.by === 'password';
      return { principal, user: { ...user, mustChangePassword }, session, tokenHash, secondFactorDue };
    },
  };
}
