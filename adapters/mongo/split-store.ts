/** Owns what was split off from each order: who took how much, so that two splits at once never take the same. */
import { isDuplicateKey, type Database } from './database';
import { orderId } from './order-store';

/** One order that names another as its origin, and the total it was submitted with. */
export interface SplitClaim {
  readonly order: string;
  readonly totalCents: number;
  /** When it was claimed: one whose order never came is forgotten. */
  readonly at: string;
}

/** As read: `revision` 0 and no claims where nothing was split off yet. */
export interface Splits {
  readonly revision: number;
  readonly claims: readonly SplitClaim[];
}

export interface SplitStore {
  find(branch: string, origin: string): Promise<Splits>;
  /** Puts the claims in the place of those that were read. False when somebody else did meanwhile. */
  replace(branch: string, origin: string, read: Splits, claims: readonly SplitClaim[]): Promise<boolean>;
}

interface StoredSplits extends Splits {
  readonly _id: string;
}

export function splitStore(database: Database): SplitStore {
  const splits = database.collection<StoredSplits>('splits');
  return {
    find: async (branch, origin) => {
      const stored = await splits.findOne({ _id: orderId(branch, origin) });
      return { revision: stored?.revision ?? 0, claims: stored?.claims ?? [] };
    },
    replace: async (branch, origin, { revision }, claims) => {
      const _id = orderId(branch, origin);
      const set = { revision: revision + 1, claims: [...claims] };
      try {
        const { matchedCount, upsertedCount } = await splits.updateOne(
          { _id, revision },
          { $set: set },
          { upsert: revision === 0 },
        );
        return matchedCount + upsertedCount === 1;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}
