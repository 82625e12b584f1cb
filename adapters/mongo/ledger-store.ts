/** Owns the ledgers: the fold of each customer's movements, one document a customer, and who is being folded anew. */
import type { CustomerLedger } from '../../domain/ledger';
import { noLedger } from '../../domain/ledger';
import type { Database } from './database';
import { outboxOf, type CreditChange, type Outbox } from './outbox';

/** A run of ingest, by which its unfinished work is found. */
export interface IngestRun {
  readonly run: string;
  readonly startedAt: string;
}

/** Where a page of changed ledgers ends. */
export interface LedgerPosition {
  readonly changedAt: string;
  readonly customerKey: string;
}

export interface LedgerStore extends Outbox<CreditChange> {
  /**
   * By customer, for every one that was asked for. `null` while movements of it are being taken in: then they must be
   * read themselves. Who has none has an empty ledger.
   */
  findMany(customerKeys: readonly string[]): Promise<ReadonlyMap<string, CustomerLedger | null>>;
  /** Notes that movements of these customers are about to be stored. */
  begin(run: IngestRun, customerKeys: readonly string[]): Promise<void>;
  /** Customers that a run began and did not finish, in no particular order. */
  begunBy(run: string, limit: number): Promise<readonly string[]>;
  /** Those of these customers of whom movements are being taken in. */
  unfinished(customerKeys: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Runs begun before an instant that are not finished, each once. At most `limit` of the customers they left are looked
   * at, and younger runs take no place among them: who folds these and asks again meets the rest.
   */
  leftBefore(startedAt: string, limit: number): Promise<readonly string[]>;
  /**
   * Writes the folds unless newer ones are there, which have a greater count (docs/decisions/0025 says why an equal one is
   * the same fold), with the news that the customers' credit has changed, and notes that
   * the run is done with them.
   */
  put(run: string, ledgers: readonly CustomerLedger[], changedAt: string): Promise<void>;
  /** Customers in the order in which their ledgers last changed, from after a position on. */
  changedAfter(position: LedgerPosition, limit: number): Promise<readonly (LedgerPosition & ChangedLedger)[]>;
}

/** What is told of a ledger that changed. */
export type ChangedLedger = Pick<CustomerLedger, 'branches'>;

interface StoredLedger extends Omit<CustomerLedger, 'customerKey'> {
  readonly _id: string;
  readonly changedAt: string;
  readonly pending?: IngestRun[];
  readonly outbox?: CreditChange[];
}

const EMPTY = { count: 0, newestRecordedAt: null, branches: [], titles: [], changedAt: '' };

export function ledgerStore(database: Database): LedgerStore {
  const ledgers = database.collection<StoredLedger>('ledgers');
  return {
    ...outboxOf<CreditChange>(database, 'ledgers'),
    findMany: async (customerKeys) => {
      const found = new Map<string, CustomerLedger | null>(customerKeys.map((key) => [key, noLedger(key)]));
      const stored = await ledgers.find({ _id: { $in: [...customerKeys] } }, { projection: { outbox: 0 } }).toArray();
      for (const one of stored) found.set(one._id, fromStored(one));
      return found;
    },
    begin: async (run, customerKeys) => {
      if (customerKeys.length === 0) return;
      const empty = customerKeys.map((_id) => ({ _id, ...EMPTY, pending: [run] }));
      const known = await database.insertNew('ledgers', empty);
      const keys = known.flatMap((index) => customerKeys[index] ?? []);
      if (keys.length > 0) await ledgers.updateMany({ _id: { $in: keys } }, { $addToSet: { pending: run } });
    },
    begunBy: async (run, limit) => {
      const page = await ledgers
        .find({ 'pending.run': run }, { projection: { _id: 1 } })
        .limit(limit)
        .toArray();
      return page.map(({ _id }) => _id);
    },
    unfinished: async (customerKeys) => {
      const begun = await ledgers
        .find({ _id: { $in: [...customerKeys] }, 'pending.run': { $gt: '' } }, { projection: { _id: 1 } })
        .toArray();
      return new Set(begun.map(({ _id }) => _id));
    },
    leftBefore: async (startedAt, limit) => {
      const page = await ledgers
        .find({ 'pending.startedAt': { $gt: '', $lt: startedAt } }, { projection: { pending: 1 } })
        .limit(limit)
        .toArray();
      const left = page.flatMap(({ pending = [] }) => pending).filter((one) => one.startedAt < startedAt);
      return [...new Set(left.map(({ run }) => run))];
    },
    put: async (run, folds, changedAt) => {
      const done = { $pull: { pending: { run } } };
      const writes = folds.map(({ customerKey: _id, ...fold }) => {
        const news: CreditChange = { id: `${_id}/${fold.count}`, event: 'creditChanged', customerKey: _id };
        const update = { $set: { ...fold, changedAt }, $push: { outbox: news }, ...done };
        return { filter: { _id, count: { $lt: fold.count } }, update };
      });
      if ((await database.updateEach('ledgers', writes)) === folds.length) return;
      await ledgers.updateMany({ _id: { $in: folds.map(({ customerKey }) => customerKey) }, 'pending.run': run }, done);
    },
    changedAfter: async ({ changedAt, customerKey }, limit) => {
      const later = { $or: [{ changedAt: { $gt: changedAt } }, { changedAt, _id: { $gt: customerKey } }] };
      const page = await ledgers
        .find({ changedAt: { $gte: changedAt }, $and: [later] }, { projection: { changedAt: 1, branches: 1 } })
        .sort({ changedAt: 1, _id: 1 })
        .limit(limit)
        .toArray();
      return page.map((one) => ({ changedAt: one.changedAt, customerKey: one._id, branches: one.branches }));
    },
  };
}

function fromStored({ _id, pending = [], changedAt, outbox, ...fold }: StoredLedger): CustomerLedger | null {
  return pending.length > 0 ? null : { customerKey: _id, ...fold };
}
