/** Owns who used which report for what: one document a use, inserted once. */
import type { ReportUse } from '../../contracts/purchase';
import { anyOf, isDuplicateKey, type Database } from './database';

/** A position in a customer's uses. */
export interface UsePosition {
  readonly at: string;
  readonly use: string;
}

export interface ReportUseStore {
  /** Inserting it again changes nothing. */
  insert(use: ReportUse): Promise<void>;
  /** Of a customer, newest first, older than `before`, at most `limit`. */
  page(query: { customerKey: string; limit: number; before?: UsePosition }): Promise<readonly ReportUse[]>;
}

type StoredUse = Omit<ReportUse, 'use'> & { readonly _id: string };

export function reportUseStore(database: Database): ReportUseStore {
  const uses = database.collection<StoredUse>('reportUses');
  return {
    insert: async ({ use, ...rest }) => {
      try {
        await uses.insertOne({ _id: use, ...rest });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    page: async ({ customerKey, limit, before }) => {
      const older = before && anyOf({ at: { $lt: before.at } }, { at: before.at, _id: { $lt: before.use } });
      const found = await uses
        .find({ customerKey, ...older })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return found.map(({ _id, ...rest }) => ({ use: _id, ...rest }));
    },
  };
}
