/** Owns what is kept of the pictures that were sent to Deps: one document an account and customer. */
import type { PictureRecord } from '../../contracts/receivables-sync';
import type { CalendarDate } from '../../domain/calendar';
import type { Database } from './database';

/** What a run has done so far. */
export interface RunTally {
  readonly customersSent: number;
  readonly titlesSent: number;
  readonly failed: number;
  readonly deferred: number;
}

export interface PictureStore {
  /** By customer; who has none is left out. */
  findMany(accountKey: string, customerKeys: readonly string[]): Promise<ReadonlyMap<string, PictureRecord>>;
  /** Writes each as it is given. */
  put(records: readonly PictureRecord[]): Promise<void>;
  /** Customers that other runs than this one left in any status but `sent`, by key, from after `afterKey` on. */
  leftOver(accountKey: string, run: string, afterKey: string, limit: number): Promise<readonly string[]>;
  /** Customers whose pictures have changed by a day though nothing moved, by key, from after `afterKey` on. */
  agedBy(accountKey: string, day: CalendarDate, afterKey: string, limit: number): Promise<readonly string[]>;
  tally(accountKey: string, run: string): Promise<RunTally>;
  /** What failed and why, by key; what could not be told yet is not among it. */
  failures(accountKey: string, limit: number): Promise<readonly PictureRecord[]>;
  /** All of an account, by key, from after `afterKey` on. */
  page(accountKey: string, afterKey: string, limit: number): Promise<readonly PictureRecord[]>;
}

interface StoredPicture extends PictureRecord {
  readonly _id: string;
}

export function pictureStore(database: Database): PictureStore {
  const pictures = database.collection<StoredPicture>('pictures');
  const idOf = (accountKey: string, customerKey: string) => `${accountKey}/${customerKey}`;
  const pageOf = async (filter: object, accountKey: string, afterKey: string, limit: number) => {
    const found = await pictures
      .find({ ...filter, accountKey, customerKey: { $gt: afterKey } })
      .sort({ customerKey: 1 })
      .limit(limit)
      .toArray();
    return found.map(fromStored);
  };
  const keysOf = async (filter: object, accountKey: string, afterKey: string, limit: number) =>
    (await pageOf(filter, accountKey, afterKey, limit)).map(({ customerKey }) => customerKey);
  return {
    findMany: async (accountKey, customerKeys) => {
      if (customerKeys.length === 0) return new Map();
      const ids = customerKeys.map((customerKey) => idOf(accountKey, customerKey));
      const found = await pictures.find({ _id: { $in: ids } }).toArray();
      return new Map(found.map((stored) => [stored.customerKey, fromStored(stored)]));
    },
    put: async (records) => {
      if (records.length === 0) return;
      const writes = records.map((record) => {
        const filter = { _id: idOf(record.accountKey, record.customerKey) };
        return { updateOne: { filter, update: { $set: record }, upsert: true } };
      });
      await pictures.bulkWrite(writes, { ordered: false });
    },
    leftOver: (accountKey, run, afterKey, limit) =>
      keysOf({ status: { $in: ['sending', 'failed', 'deferred'] }, run: { $ne: run } }, accountKey, afterKey, limit),
    agedBy: (accountKey, day, afterKey, limit) =>
      keysOf({ nextChangeOn: { $gt: '', $lte: day } }, accountKey, afterKey, limit),
    tally: async (accountKey, run) => {
      const groups = await pictures
        .aggregate<{ _id: string; customers: number; titles: number }>([
          { $match: { accountKey, run } },
          { $group: { _id: '$status', customers: { $sum: 1 }, titles: { $sum: '$titles' } } },
        ])
        .toArray();
      const of = (status: string) => groups.find(({ _id }) => _id === status);
      const sent = of('sent');
      return {
        customersSent: sent?.customers ?? 0,
        titlesSent: sent?.titles ?? 0,
        failed: of('failed')?.customers ?? 0,
        deferred: of('deferred')?.customers ?? 0,
      };
    },
    failures: (accountKey, limit) => pageOf({ status: 'failed' }, accountKey, '', limit),
    page: (accountKey, afterKey, limit) => pageOf({}, accountKey, afterKey, limit),
  };
}

function fromStored({ _id, ...record }: StoredPicture): PictureRecord {
  return record;
}
