/** Owns the decision records: inserted once, never changed. */
import type { DecisionRecord } from '../../contracts/decision';
import { isDuplicateKey, type Database } from './database';

export interface DecisionStore {
  find(decision: string): Promise<DecisionRecord | null>;
  /** Inserts the record, or answers the one that is there: a repeated evaluation uses what was decided first. */
  insertOrFind(record: DecisionRecord): Promise<DecisionRecord>;
  insertMany(records: readonly DecisionRecord[]): Promise<void>;
  /** All decisions of an order, oldest first, at most `limit`. */
  ofOrder(branch: string, order: string, limit: number): Promise<readonly DecisionRecord[]>;
}

type StoredDecision = Omit<DecisionRecord, 'decision'> & { readonly _id: string };

export function decisionStore(database: Database): DecisionStore {
  const decisions = database.collection<StoredDecision>('decisions');
  const find = async (decision: string): Promise<DecisionRecord | null> => {
    const stored = await decisions.findOne({ _id: decision });
    return stored && fromStored(stored);
  };
  return {
    find,
    insertOrFind: async (record) => {
      try {
        await decisions.insertOne(toStored(record));
        return record;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const stored = await find(record.decision);
        if (stored === null) throw error;
        return stored;
      }
    },
    insertMany: async (records) => {
      if (records.length > 0) await decisions.insertMany(records.map(toStored));
    },
    ofOrder: async (branch, order, limit) => {
      const stored = await decisions.find({ branch, order }).sort({ evaluation: 1 }).limit(limit).toArray();
      return stored.map(fromStored);
    },
  };
}

function toStored({ decision, ...rest }: DecisionRecord): StoredDecision {
  return { _id: decision, ...rest };
}
function fromStored({ _id, ...rest }: StoredDecision): DecisionRecord {
  return { decision: _id, ...rest };
}
