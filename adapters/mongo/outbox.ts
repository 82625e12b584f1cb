/** Owns the outbox inside a document: what it has to tell, stored in the same write as its cause, until it was handed on. */
import type { HoldAccount } from '../../contracts/hold';
import type { Announcement } from '../../contracts/webhook';
import type { Bureau } from '../../domain/bureau-report';
import type { CollectionName, Database } from './database';

/**
 * Something changed by which open orders of a customer's group may be judged otherwise: told to their re-evaluation.
 * `datesOnly`: nothing has changed yet, but a limit will on a day to come, which is to be waited for.
 */
export type CreditChange = { readonly id: string; readonly event: 'creditChanged'; readonly datesOnly?: true } & (
  { readonly customerKey: string } | { readonly groupKey: string }
);

/** An order waits for a report that its branch buys by itself. */
export interface ReportWanted {
  readonly id: string;
  readonly event: 'reportWanted';
  readonly branch: string;
  readonly order: string;
  readonly customerKey: string;
  readonly bureau: Bureau;
  readonly product: string;
}

/** A hold of an order began, stands otherwise or ended: its account is written apart, out of the way of judging. */
export interface HoldNoted {
  readonly id: string;
  readonly event: 'holdNoted';
  readonly account: HoldAccount;
}

export type OutboxEntry = Announcement | CreditChange | ReportWanted | HoldNoted;

/** A document with something to tell. `id` is the document's. */
export interface Cause<Entry extends OutboxEntry = OutboxEntry> {
  readonly id: string;
  readonly entries: readonly Entry[];
}

export interface Outbox<Entry extends OutboxEntry = OutboxEntry> {
  /** Documents with undelivered entries. */
  withOutbox(limit: number): Promise<readonly Cause<Entry>[]>;
  /** Forgets entries that were handed on. */
  clearOutbox(delivered: readonly { id: string; entryIds: readonly string[] }[]): Promise<void>;
}

/** What a collection needs so that its documents can carry an outbox. */
export const OUTBOX_INDEX = { keys: { 'outbox.id': 1 }, options: { sparse: true } } as const;

interface WithOutbox<Entry> {
  readonly _id: string;
  readonly outbox?: readonly Entry[];
}

/** The outboxes of all documents of one collection. */
export function outboxOf<Entry extends OutboxEntry>(database: Database, name: CollectionName): Outbox<Entry> {
  const collection = database.collection<WithOutbox<Entry>>(name);
  return {
    withOutbox: async (limit) => {
      const stored = await collection
        // Not `$exists`, for which the index would be read from end to end.
        .find({ 'outbox.id': { $gt: '' } }, { projection: { outbox: 1 } })
        .limit(limit)
        .toArray();
      return stored.map(({ _id, outbox }) => ({ id: _id, entries: outbox ?? [] }));
    },
    clearOutbox: async (delivered) => {
      if (delivered.length === 0) return;
      await collection.bulkWrite(
        delivered.map(({ id, entryIds }) => ({
          updateOne: {
            filter: { _id: id },
            update: { $pull: { outbox: { id: { $in: [...entryIds] } } } } as never,
          },
        })),
        { ordered: false },
      );
    },
  };
}
