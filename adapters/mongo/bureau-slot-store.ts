/** Owns how many questions a bureau account is asked at once: places that are leased, so that a dead process frees its own. */
import { isDuplicateKey, type Database } from './database';

/** Who wants a place, of how many, until when at most. */
export interface SlotClaim {
  readonly accountKey: string;
  readonly holder: string;
  readonly limit: number;
  readonly now: Date;
  readonly until: Date;
}

export interface BureauSlotStore {
  /** True where one of the places was free. Never waits. */
  take(claim: SlotClaim): Promise<boolean>;
  /** Gives back whatever the holder has. */
  free(accountKey: string, holder: string): Promise<void>;
}

interface StoredSlot {
  readonly _id: string;
  readonly accountKey: string;
  readonly holder: string | null;
  readonly until: Date;
}

export function bureauSlotStore(database: Database): BureauSlotStore {
  const slots = database.collection<StoredSlot>('bureauSlots');
  return {
    take: async ({ accountKey, holder, limit, now, until }) => {
      const held = await slots.find({ accountKey, until: { $gt: now } }).toArray();
      const taken = new Set(held.map(({ _id }) => _id));
      const free = Array.from({ length: limit }, (_, at) => `${accountKey}/${at}`).filter((_id) => !taken.has(_id));
      for (const _id of free) {
        try {
          const lapsed = { _id, until: { $lte: now } };
          await slots.updateOne(lapsed, { $set: { accountKey, holder, until } }, { upsert: true });
          return true;
        } catch (error) {
          // Somebody else has just taken this one.
          if (!isDuplicateKey(error)) throw error;
        }
      }
      return false;
    },
    free: async (accountKey, holder) => {
      await slots.updateMany({ accountKey, holder }, { $set: { holder: null, until: new Date(0) } });
    },
  };
}
