/** Owns the API keys: only the hash of a secret is kept, with the principal it stands for. */
import type { Principal } from '../../domain/permissions';
import type { Database } from './database';

export interface ApiKeyStore {
  findBySecretHash(hash: string): Promise<Principal | null>;
  put(hash: string, principal: Principal): Promise<void>;
}

interface StoredApiKey extends Principal {
  readonly _id: string;
}

export function apiKeyStore(database: Database): ApiKeyStore {
  const keys = database.collection<StoredApiKey>('apiKeys');
  return {
    findBySecretHash: async (hash) => {
      const stored = await keys.findOne({ _id: hash });
      if (stored === null) return null;
      const { _id, ...principal } = stored;
      return principal;
    },
    put: async (hash, principal) => {
      await keys.replaceOne({ _id: hash }, { ...principal }, { upsert: true });
    },
  };
}
