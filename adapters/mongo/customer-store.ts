/** Owns the customers' documents. */
import type { mongo } from 'mongoose';
import type { AuditEntry } from '../../contracts/audit';
import type { CustomerRecord } from '../../contracts/customer';
import { insertAudit, type StoredAudit } from './audit-store';
import { insertCreditEntry, type StoredHistory } from './customer-history-store';
import { alreadyThere, insertOnce, type Database } from './database';
import { outboxOf, type CreditChange, type Outbox } from './outbox';

export interface CustomerStore extends Outbox<CreditChange> {
  find(customerKey: string): Promise<CustomerRecord | null>;
  /** Those that are stored, in no particular order. */
  findMany(customerKeys: readonly string[]): Promise<readonly CustomerRecord[]>;
  /** Those that are kept under every entry of this index, at most `limit`, in no particular order. */
  named(index: readonly string[], limit: number): Promise<readonly CustomerRecord[]>;
  /** Keeps a stored customer under these entries of the index of names, and no others. */
  indexName(customerKey: string, index: readonly string[]): Promise<void>;
  /** Inserts a customer met for the first time; what is stored already stays as it is. */
  ensure(record: CustomerRecord): Promise<void>;
  /** The same of many, which may name one customer more than once. */
  ensureMany(records: readonly CustomerRecord[]): Promise<void>;
  /** The groups these customers belong to, by customer; who isn't stored is left out. */
  groupKeysOf(customerKeys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The groups these customers belong to, each once. */
  groupsOf(customerKeys: readonly string[]): Promise<readonly string[]>;
  /** The customers of a group, at most `limit`. */
  ofGroup(groupKey: string, limit: number): Promise<readonly CustomerRecord[]>;
  /**
   * Replaces the record if nobody changed it since `expectedUpdatedAt`; false when somebody did. What is audited
   * changes the customer's credit: it enters the customer's history, and the news of it goes into the same write.
   */
  replace(
    record: CustomerRecord,
    expectedUpdatedAt: string,
    audit: AuditEntry | null,
    /** Part of the same transaction; where it answers false, nothing of it is written. */
    beside?: (session: mongo.ClientSession) => Promise<boolean>,
  ): Promise<boolean>;
}

/** A customer as stored, under its own name. */
export interface StoredCustomer extends Omit<CustomerRecord, 'customerKey' | 'maxTermDays'> {
  readonly _id: string;
  readonly outbox?: CreditChange[];
  /** Absent where no name was told. */
  readonly nameIndex?: readonly string[];
  /** Absent in what was stored before there was one. */
  readonly maxTermDays?: number | null;
}

export function customerStore(database: Database): CustomerStore {
  const customers = database.collection<StoredCustomer>('customers');
  const audits = database.collection<StoredAudit>('audit');
  const entries = database.collection<StoredHistory>('customerHistory');
  return {
    ...outboxOf<CreditChange>(database, 'customers'),
    find: async (customerKey) => {
      const stored = await customers.findOne({ _id: customerKey }, { projection: { outbox: 0 } });
      return stored && customerFrom(stored);
    },
    findMany: async (customerKeys) => {
      const stored = await customers.find({ _id: { $in: [...customerKeys] } }, { projection: { outbox: 0 } }).toArray();
      return stored.map(customerFrom);
    },
    named: async (index, limit) => {
      const stored = await customers
        .find({ nameIndex: { $all: [...index] } }, { projection: { outbox: 0 } })
        .limit(limit)
        .toArray();
      return stored.map(customerFrom);
    },
    indexName: async (customerKey, index) => {
      await customers.updateOne({ _id: customerKey, nameIndex: { $ne: [...index] } }, { $set: { nameIndex: index } });
    },
    ensureMany: async (records) => {
      const keys = [...new Set(records.map(({ customerKey }) => customerKey))];
      const found = await customers.find({ _id: { $in: keys } }, { projection: { _id: 1 } }).toArray();
      const known = new Set(found.map(({ _id }) => _id));
      const missing = new Map(
        records.filter(({ customerKey }) => !known.has(customerKey)).map((one) => [one.customerKey, one]),
      );
      if (missing.size === 0) return;
      const documents = [...missing.values()].map(({ customerKey, ...rest }) => ({ _id: customerKey, ...rest }));
      await alreadyThere(() => customers.insertMany(documents, { ordered: false }));
    },
    groupKeysOf: async (customerKeys) => {
      const found = await customers
        .find({ _id: { $in: [...customerKeys] } }, { projection: { groupKey: 1 } })
        .toArray();
      return new Map(found.map(({ _id, groupKey }) => [_id, groupKey]));
    },
    groupsOf: (customerKeys) => customers.distinct('groupKey', { _id: { $in: [...customerKeys] } }),
    ofGroup: async (groupKey, limit) => {
      const stored = await customers
        .find({ groupKey }, { projection: { outbox: 0 } })
        .limit(limit)
        .toArray();
      return stored.map(customerFrom);
    },
    ensure: async ({ customerKey, ...rest }) => {
      await insertOnce(customers, { _id: customerKey, ...rest });
    },
    replace: ({ customerKey, ...rest }, expectedUpdatedAt, audit, beside) =>
      database.transaction(async (session) => {
        const seen = { _id: customerKey, updatedAt: expectedUpdatedAt };
        const news = audit && { id: audit.id, event: 'creditChanged' as const, customerKey };
        const change = { $set: rest, ...(news && { $push: { outbox: news } }) };
        const { matchedCount } = await customers.updateOne(seen, change, { session });
        if (matchedCount === 0) return false;
        if (audit !== null) {
          await insertAudit(audits, audit, session);
          await insertCreditEntry(entries, audit, session);
        }
        if (beside === undefined || (await beside(session))) return true;
        await session.abortTransaction();
        return false;
      }),
  };
}

/** Of customers stored before these were known. */
const NO_TERMS = { temporaryLimit: null, guarantees: [], maxTermDays: null } as const;

/** The record alone, of one that was read with or without its outbox and what it is found by. */
export function customerFrom({ _id, outbox, nameIndex, ...rest }: StoredCustomer): CustomerRecord {
  return { ...NO_TERMS, customerKey: _id, ...rest };
}
