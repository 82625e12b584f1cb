/** Owns the logins that are under way or still good: one an account, renewed before it ends, never two at once. */
import { createHash } from 'node:crypto';
import type { DepsLogin } from './deps-client';
import type { DepsSession } from './login-answer';

export interface SessionCache {
  /** One that is good for a while yet. */
  of(account: DepsLogin): Promise<DepsSession>;
  /** Another than `refused`, which Deps takes no longer. */
  renewed(account: DepsLogin, refused: DepsSession): Promise<DepsSession>;
  /** A new one, always. */
  fresh(account: DepsLogin): Promise<DepsSession>;
}

const MAX_ACCOUNTS = 1_000;
/** Renewed this long before its end, or after nine tenths of a short life. */
const EARLY_MS = 5 * 60_000;
const EARLY_SHARE = 0.1;

export function sessionCache(logIn: (account: DepsLogin) => Promise<DepsSession>, now: () => Date): SessionCache {
  const kept = new Map<string, DepsSession>();
  const underWay = new Map<string, Promise<DepsSession>>();

  const fresh = async (account: DepsLogin): Promise<DepsSession> => {
    const key = keyOf(account);
    const session = await logIn(account);
    kept.delete(key);
    kept.set(key, session);
    const [oldest] = kept.keys();
    if (kept.size > MAX_ACCOUNTS && oldest !== undefined) kept.delete(oldest);
    return session;
  };
  const shared = (account: DepsLogin): Promise<DepsSession> => {
    const key = keyOf(account);
    const waiting = underWay.get(key);
    if (waiting !== undefined) return waiting;
    const started = fresh(account).finally(() => underWay.delete(key));
    underWay.set(key, started);
    return started;
  };
  return {
    fresh,
    of: async (account) => {
      const session = kept.get(keyOf(account));
      return session !== undefined && isGood(session, now()) ? session : shared(account);
    },
    renewed: async (account, refused) => {
      const session = kept.get(keyOf(account));
      return session !== undefined && session.token !== refused.token ? session : shared(account);
    },
  };
}

function isGood({ startedAtMs, endsAtMs }: DepsSession, now: Date): boolean {
  return now.getTime() < endsAtMs - Math.min(EARLY_MS, (endsAtMs - startedAtMs) * EARLY_SHARE);
}

/** A changed password or address is another login. */
function keyOf({ accountKey, apiUrl, email, password }: DepsLogin): string {
  return createHash('sha256')
    .update(JSON.stringify([accountKey, apiUrl, email, password]))
    .digest('hex');
}
