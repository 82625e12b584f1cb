/** Owns the orders' documents: content, state and outbox, always changed in one write. */
import type { OrderContent } from '../../contracts/order';
import type { Indicator, Outcome } from '../../domain/outcome';
import type { OrderAction } from '../../domain/actions';
import type { OrderAnnouncement, OrderState } from '../../domain/order';
import { anyOf, isDuplicateKey, type Database } from './database';

/** Something to tell the outside, kept in the document of its cause until it was handed on. */
export interface OutboxEntry {
  readonly id: string;
  readonly event: OrderAnnouncement;
  readonly at: string;
  readonly decision: string | null;
}

export interface OrderRecord {
  readonly branch: string;
  readonly order: string;
  readonly generation: number;
  /** Rises with each write of the order's workflow; a repeated write is recognised by it. */
  readonly revision: number;
  readonly customerKey: string;
  readonly groupKey: string;
  readonly content: OrderContent;
  /** Hash of what was first submitted, by which a repetition is told from a conflict. */
  readonly submittedHash: string;
  readonly contentHash: string;
  readonly policy: { readonly id: string; readonly version: number };
  readonly state: OrderState;
  readonly termCents: number;
  readonly outcome: Outcome;
  readonly indicator: Indicator;
  readonly restrictions: readonly { check: string; result: 'hit' | 'unknown'; analyst: string; seller: string }[];
  /** The decision of the submit, and the one that let each stage pass. */
  readonly firstDecision: string;
  readonly lastDecision: string;
  readonly passedBy: Readonly<Partial<Record<OrderAction, string>>>;
  /** Who cancelled it, or `crivo` for a deadline; `null` while it is open or when it is done. */
  readonly closedBy: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A position in the hold queue: since when held, and which order. */
export interface HoldPosition {
  readonly since: string;
  readonly id: string;
}

export interface OrderStore {
  find(branch: string, order: string): Promise<OrderRecord | null>;
  /** Writes the whole record unless this or a later revision is there; the outbox entry goes into the same write. */
  write(record: OrderRecord, entry: OutboxEntry | null): Promise<void>;
  /** Held orders, longest held first. */
  held(query: {
    branches: readonly string[] | '*';
    limit: number;
    after?: HoldPosition;
  }): Promise<readonly OrderRecord[]>;
  /** Orders with undelivered outbox entries. */
  withOutbox(limit: number): Promise<readonly { id: string; entries: readonly OutboxEntry[] }[]>;
  /** Forgets entries that were handed on. */
  clearOutbox(delivered: readonly { id: string; entryIds: readonly string[] }[]): Promise<void>;
}

interface StoredOrder extends OrderRecord {
  readonly _id: string;
  /** The state's fields that lists filter and sort by. */
  readonly status: OrderState['status'];
  readonly heldSince: string | null;
  readonly outbox?: OutboxEntry[];
}

export function orderStore(database: Database): OrderStore {
  const orders = database.collection<StoredOrder>('orders');
  return {
    find: async (branch, order) => {
      const stored = await orders.findOne({ _id: orderId(branch, order) }, { projection: { outbox: 0 } });
      return stored && fromStored(stored);
    },
    write: async (record, entry) => {
      const _id = orderId(record.branch, record.order);
      const { generation, revision } = record;
      const older = anyOf({ generation: { $lt: generation } }, { generation, revision: { $lt: revision } });
      const set = { ...record, status: record.state.status, heldSince: record.state.hold?.since ?? null };
      const push = entry === null ? {} : { $push: { outbox: entry } };
      try {
        await orders.updateOne({ _id, ...older }, { $set: set, ...push }, { upsert: true });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    held: async ({ branches, limit, after }) => {
      const scope = branches === '*' ? {} : { branch: { $in: [...branches] } };
      const later =
        after && anyOf({ heldSince: { $gt: after.since } }, { heldSince: after.since, _id: { $gt: after.id } });
      const stored = await orders
        .find({ status: 'held', ...scope, ...later }, { projection: { outbox: 0 } })
        .sort({ heldSince: 1, _id: 1 })
        .limit(limit)
        .toArray();
      return stored.map(fromStored);
    },
    withOutbox: async (limit) => {
      const stored = await orders
        // Not `$exists`, for which the index would be read from end to end.
        .find({ 'outbox.id': { $gt: '' } }, { projection: { outbox: 1 } })
        .limit(limit)
        .toArray();
      return stored.map(({ _id, outbox }) => ({ id: _id, entries: outbox ?? [] }));
    },
    clearOutbox: async (delivered) => {
      if (delivered.length === 0) return;
      await orders.bulkWrite(
        delivered.map(({ id, entryIds }) => ({
          updateOne: { filter: { _id: id }, update: { $pull: { outbox: { id: { $in: [...entryIds] } } } } },
        })),
        { ordered: false },
      );
    },
  };
}

/** The one id of an order over all branches; also the last part of its workflow's id. */
export function orderId(branch: string, order: string): string {
  return `${branch}/${order}`;
}

function fromStored({ _id, status, heldSince, outbox, ...record }: StoredOrder): OrderRecord {
  return record;
}
