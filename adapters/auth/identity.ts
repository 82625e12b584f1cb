/** Owns who a caller is: an API key today, a session later, both giving the same principal. */
import type { Principal } from '../../domain/permissions';
import { secretHash } from '../../platform/keyring';
import type { ApiKeyStore } from '../mongo/api-key-store';

export interface Identity {
  /** The principal behind an `Authorization` header, or `null` when there is none. */
  authenticate(authorization: string | undefined): Promise<Principal | null>;
}

const FRESH_MS = 2_000;
const KEPT_KEYS = 10_000;

/** Looks a key up by its hash, at most every two seconds, so that a revoked key ends within them. */
export function apiKeyIdentity(keys: Pick<ApiKeyStore, 'findBySecretHash'>, now: () => number): Identity {
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
