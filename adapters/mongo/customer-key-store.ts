/** Owns each customer's own key, sealed: without it nothing that was sealed with it can be read by anybody. */
import { isDuplicateKey, type Database } from './database';

export interface CustomerKeyStore {
  find(customerKey: string): Promise<string | null>;
  /** The customer's sealed key: the one there is, or the one given. */
  ensure(customerKey: string, sealedKey: string): Promise<string>;
}

interface StoredKey {
  readonly _id: string;
  readonly sealedKey: string;
}

export function customerKeyStore(database: Database): CustomerKeyStore {
  const keys = database.collection<StoredKey>('customerKeys');
  const find = async (customerKey: string) => (await keys.findOne({ _id: customerKey }))?.sealedKey ?? null;
  return {
    find,
    ensure: async (customerKey, sealedKey) => {
      try {
        await keys.insertOne({ _id: customerKey, sealedKey });
        return sealedKey;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return (await find(customerKey)) ?? sealedKey;
      }
    },
  };
}
