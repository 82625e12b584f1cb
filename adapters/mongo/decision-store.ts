/** Owns the decision records: inserted once, never changed. */
import { ofKind, type DecisionRecord, type OrderDecision, type SaleDecision } from '../../contracts/decision';
import { isDuplicateKey, type Database } from './database';

export interface DecisionStore {
  find(decision: string): Promise<DecisionRecord | null>;
  /** Inserts the record, or answers the one that is there: a repeated evaluation uses what was decided first. */
  insertOrFind<T extends DecisionRecord>(record: T): Promise<T>;
  /** What decisions on sales say of their lines, in any order; those that are there no more are left out. */
  saleVerdicts(decisions: readonly string[]): Promise<readonly SaleVerdict[]>;
  insertMany(records: readonly DecisionRecord[]): Promise<void>;
  /** All decisions of an order, oldest first, at most `limit`. */
  ofOrder(branch: string, order: string, limit: number): Promise<readonly OrderDecision[]>;
  /** All decisions of a sale, oldest first, at most `limit`. */
  ofSale(branch: string, sale: string, limit: number): Promise<readonly SaleDecision[]>;
}

/** A decision on a sale without its facts and evidence. */
export type SaleVerdict = Pick<SaleDecision, 'decision' | 'payments' | 'allowed'> & {
  readonly judgement: Pick<SaleDecision['judgement'], 'outcome' | 'restrictions'>;
};

const VERDICT = { payments: 1, allowed: 1, 'judgement.outcome': 1, 'judgement.restrictions': 1 } as const;

type WithoutId<T> = T extends DecisionRecord ? Omit<T, 'decision'> & { readonly _id: string } : never;
type StoredDecision = WithoutId<DecisionRecord>;

export function decisionStore(database: Database): DecisionStore {
  const decisions = database.collection<StoredDecision>('decisions');
  const find = async (decision: string): Promise<DecisionRecord | null> => {
    const stored = await decisions.findOne({ _id: decision });
    return stored && fromStored(stored);
  };
  return {
    find,
    insertOrFind: async <T extends DecisionRecord>(record: T) => {
      try {
        await decisions.insertOne(toStored(record));
        return record;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const stored = await find(record.decision);
        if (stored?.kind !== record.kind) throw error;
        return stored as T;
      }
    },
    saleVerdicts: async (ids) => {
      if (ids.length === 0) return [];
      const found = decisions.find({ _id: { $in: [...ids] }, kind: 'sale' });
      const stored = await found.project<Omit<SaleVerdict, 'decision'> & { _id: string }>(VERDICT).toArray();
      return stored.map(({ _id, ...rest }) => ({ decision: _id, ...rest }));
    },
    insertMany: async (records) => {
      if (records.length > 0) await decisions.insertMany(records.map(toStored));
    },
    ofOrder: async (branch, order, limit) => {
      const stored = await decisions.find({ branch, order }).sort({ evaluation: 1 }).limit(limit).toArray();
      return stored.flatMap((one) => ofKind('order', fromStored(one)) ?? []);
    },
    ofSale: async (branch, sale, limit) => {
      const stored = await decisions.find({ branch, sale }).sort({ evaluation: 1 }).limit(limit).toArray();
      return stored.flatMap((one) => ofKind('sale', fromStored(one)) ?? []);
    },
  };
}

function toStored({ decision, ...rest }: DecisionRecord): StoredDecision {
  return { _id: decision, ...rest };
}
function fromStored({ _id, ...rest }: StoredDecision): DecisionRecord {
  return { decision: _id, ...rest };
}
