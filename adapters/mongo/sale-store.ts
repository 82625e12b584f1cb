/** Owns the sales' documents: what was sent last, how it stands, and which decision says why. */
import type { SaleContent } from '../../contracts/sale';
import type { SaleStatus } from '../../domain/sale';
import { isDuplicateKey, type Database } from './database';
import { outboxOf, type CreditChange, type Outbox } from './outbox';

export interface SaleRecord {
  readonly branch: string;
  readonly sale: string;
  /** Rises with each evaluation; names the decision together with branch and sale. */
  readonly evaluation: number;
  /** What that evaluation judged, and the hash by which a repetition is told from a correction. */
  readonly content: SaleContent;
  readonly contentHash: string;
  /** Who has sent it, with whichever content; absent in sales from before. */
  readonly enteredBy?: readonly string[];
  readonly status: SaleStatus;
  readonly decision: string;
  readonly cancelledBy: string | null;
  /** When what a cancelled sale held was given back; `null` until then. */
  readonly freedAt: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface SaleStore extends Outbox<CreditChange> {
  find(branch: string, sale: string): Promise<SaleRecord | null>;
  /** A customer's sales at a branch, the one written last before the others, at most `limit`. */
  newestOf(branch: string, customerKey: string, limit: number): Promise<readonly SaleRecord[]>;
  /** Writes what an evaluation came to, unless that or a later one, or a cancellation, is there; answers what stands. */
  write(record: SaleRecord): Promise<SaleRecord>;
  /** False when the sale was evaluated anew or cancelled since it was read. */
  cancel(read: SaleRecord, by: string, at: string): Promise<boolean>;
  /** Notes that what a cancelled sale held is free, together with the news of it; once. */
  noteFreed(read: SaleRecord, at: string): Promise<void>;
}

interface StoredSale extends SaleRecord {
  readonly _id: string;
  readonly outbox?: CreditChange[];
}

export function saleStore(database: Database): SaleStore {
  const sales = database.collection<StoredSale>('sales');
  const find = async (branch: string, sale: string): Promise<SaleRecord | null> => {
    const stored = await sales.findOne({ _id: saleId(branch, sale) }, { projection: { outbox: 0 } });
    return stored && fromStored(stored);
  };
  return {
    ...outboxOf<CreditChange>(database, 'sales'),
    find,
    newestOf: async (branch, customerKey, limit) => {
      const stored = await sales
        .find({ 'content.customerKey': customerKey, branch }, { projection: { outbox: 0 } })
        .sort({ updatedAt: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return stored.map(fromStored);
    },
    write: async (record) => {
      const { createdAt, ...set } = record;
      const earlier = { evaluation: { $lt: record.evaluation }, status: { $ne: 'cancelled' as const } };
      try {
        const filter = { _id: saleId(record.branch, record.sale), ...earlier };
        await sales.updateOne(filter, { $set: set, $setOnInsert: { createdAt } }, { upsert: true });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      return (await find(record.branch, record.sale)) ?? record;
    },
    cancel: async ({ branch, sale, evaluation, status }, by, at) => {
      const asRead = { _id: saleId(branch, sale), evaluation, status };
      const cancelled = { status: 'cancelled' as const, cancelledBy: by, updatedAt: at };
      return (await sales.updateOne(asRead, { $set: cancelled })).matchedCount === 1;
    },
    noteFreed: async ({ branch, sale, decision, content: { customerKey } }, at) => {
      const news = customerKey === null ? null : { id: `cc_${decision}`, event: 'creditChanged' as const, customerKey };
      const change = { $set: { freedAt: at }, ...(news && { $push: { outbox: news } }) };
      await sales.updateOne({ _id: saleId(branch, sale), status: 'cancelled', freedAt: null }, change);
    },
  };
}

function saleId(branch: string, sale: string): string {
  return `${branch}/${sale}`;
}

function fromStored({ _id, outbox, ...record }: StoredSale): SaleRecord {
  return record;
}
