/** Owns the accounts of holds: one document a hold, as the last write of its order tells it. */
import type { HoldAccount, StoredHold } from '../../contracts/hold';
import { isDuplicateKey, type Database } from './database';

export interface HoldStore {
  /** Writes the account unless the same write, or a later one, has told of the hold already. */
  note(account: StoredHold): Promise<void>;
  /** The order's holds by checks from before this one, newest first, at most `EARLIER_READ`. */
  earlier(account: Pick<HoldAccount, 'branch' | 'order' | 'since'>): Promise<readonly Pick<HoldAccount, 'checks'>[]>;
}

const EARLIER_READ = 50;

export type HoldDocument = Omit<StoredHold, 'hold'> & { readonly _id: string };

export function holdStore(database: Database): HoldStore {
  const holds = database.collection<HoldDocument>('holds');
  return {
    note: async ({ hold, ...rest }) => {
      try {
        await holds.updateOne({ _id: hold, sequence: { $lt: rest.sequence } }, { $set: rest }, { upsert: true });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    // The name of a hold sorts by its order, then by when it began.
    earlier: ({ branch, order, since }) =>
      holds
        .find({ _id: { $gte: `${branch}/${order}/checks/`, $lt: `${branch}/${order}/checks/${since}` } })
        .project<Pick<HoldAccount, 'checks'>>({ checks: 1 })
        .sort({ _id: -1 })
        .limit(EARLIER_READ)
        .toArray(),
  };
}
