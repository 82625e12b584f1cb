/** Owns the API keys: only the hash of a secret is kept, with the principal it stands for. */
import type { Principal } from '../../domain/permissions';
import type { Database } from './database';

export interface ApiKeyStore {
  findBySecretHash(hash: string): Promise<Principal | null>;
  /** What a subject may by any of its keys; none where it has none any more. */
  ofSubject(subject: string): Promise<readonly Principal[]>;
  put(hash: string, principal: Principal): Promise<void>;
}

/** More keys than one person has. */
const MOST_KEYS = 100;

interface StoredApiKey extends Principal {
  readonly _id: string;
}

export function apiKeyStore(database: Database): ApiKeyStore {
  const keys = database.collection<StoredApiKey>('apiKeys');
  return {
    findBySecretHash: async (hash) => {
      const stored = await keys.findOne({ _id: hash });
      if (stored === null) return null;
      return fromStored(stored);
    },
    ofSubject: async (subject) => (await keys.find({ subject }).limit(MOST_KEYS).toArray()).map(fromStored),
    put: async (hash, principal) => {
      await keys.replaceOne({ _id: hash }, { ...principal }, { upsert: true });
    },
  };
}

function fromStored({ _id, ...principal }: StoredApiKey): Principal {
  return principal;
}
