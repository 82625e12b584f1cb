/** Owns the orders' documents: content, state and outbox, always changed in one write. */
import type { WantedReport } from '../../contracts/purchase';
import type { OrderContent } from '../../contracts/order';
import type { Indicator, Mode, Outcome } from '../../domain/outcome';
import type { OrderAction } from '../../domain/actions';
import { CLOSED_STATUSES, heldSince, OPEN_STATUSES, type OrderState } from '../../domain/order';
import type { WaivedBy } from '../../domain/waivers';
import { anyOf, isDuplicateKey, type Database } from './database';
import { outboxOf, type Outbox, type OutboxEntry } from './outbox';

/** A check that fired at the order's last decision, as lists show it. */
export interface OrderRestriction {
  readonly check: string;
  /** As applied; absent in orders from before. */
  readonly mode?: Exclude<Mode, 'off'>;
  readonly result: 'hit' | 'unknown';
  /** What let it pass; absent where it counted. */
  readonly waivedBy?: WaivedBy;
  readonly analyst: string;
  readonly seller: string;
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
  /** Who submitted or amended it; absent in orders from before. */
  readonly enteredBy?: readonly string[];
  /** Hash of what was first submitted, by which a repetition is told from a conflict. */
  readonly submittedHash: string;
  readonly contentHash: string;
  readonly policy: { readonly id: string; readonly version: number };
  readonly state: OrderState;
  readonly termCents: number;
  readonly outcome: Outcome;
  readonly indicator: Indicator;
  /** What its last decision waits for; absent in orders from before this was kept. */
  readonly wantsReport?: WantedReport | null;
  readonly restrictions: readonly OrderRestriction[];
  /** The decision of the submit, and the one that let each stage pass. */
  readonly firstDecision: string;
  readonly lastDecision: string;
  readonly passedBy: Readonly<Partial<Record<OrderAction, string>>>;
  /** Who cancelled or closed it, or `crivo` for a deadline; `null` while it is open or when its invoicing ended it. */
  readonly closedBy: string | null;
  /** Of the last reopening; absent where there was none. */
  readonly reopened?: { readonly at: string; readonly by: string };
  /** The largest total the order has had; absent in orders from before, which had one only. */
  readonly greatestTotalCents?: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A position in the hold queue: since when held, and which order. */
export interface HoldPosition {
  readonly since: string;
  readonly id: string;
}

export interface OrderStore extends Outbox {
  find(branch: string, order: string): Promise<OrderRecord | null>;
  /**
   * Writes the whole record unless this or a later revision is there, which answers false; the outbox entries go into
   * the same write.
   */
  write(record: OrderRecord, entries: readonly OutboxEntry[]): Promise<boolean>;
  /** Which of these groups have orders that are not closed. */
  openGroups(groupKeys: readonly string[]): Promise<readonly string[]>;
  /** Orders of a group that are not closed, by id, from after `afterId` on. */
  openOfGroup(groupKey: string, limit: number, afterId?: string): Promise<readonly OrderRecord[]>;
  /**
   * Raises the generation of a closed order as it was read, and only once until the new one has written. False when
   * somebody else did, or when the order is open.
   */
  reopen(stored: OrderRecord, reopened: NonNullable<OrderRecord['reopened']>): Promise<boolean>;
  /** Held orders, longest held first. */
  held(query: {
    branches: readonly string[] | '*';
    limit: number;
    after?: HoldPosition;
  }): Promise<readonly OrderRecord[]>;
}

interface StoredOrder extends OrderRecord {
  readonly _id: string;
  /** The state's fields that lists filter and sort by. */
  readonly status: OrderState['status'];
  readonly heldSince: string | null;
  readonly outbox?: OutboxEntry[];
}

const OPEN = { $in: [...OPEN_STATUSES] };

export function orderStore(database: Database): OrderStore {
  const orders = database.collection<StoredOrder>('orders');
  return {
    ...outboxOf(database, 'orders'),
    find: async (branch, order) => {
      const stored = await orders.findOne({ _id: orderId(branch, order) }, { projection: { outbox: 0 } });
      return stored && fromStored(stored);
    },
    write: async (record, entries) => {
      const _id = orderId(record.branch, record.order);
      const { groupKey, ...rest } = record;
      const { generation, revision } = rest;
      const older = anyOf({ generation: { $lt: generation } }, { generation, revision: { $lt: revision } });
      const set = { ...rest, status: rest.state.status, heldSince: heldSince(rest.state) };
      const push = entries.length === 0 ? {} : { $push: { outbox: { $each: [...entries] } } };
      try {
        // Moving a customer to another group moves its orders: what was read before must not bring them back.
        const change = { $set: set, $setOnInsert: { groupKey }, ...push };
        await orders.updateOne({ _id, ...older }, change, { upsert: true });
        return true;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return false;
      }
    },
    openGroups: (groupKeys) => orders.distinct('groupKey', { groupKey: { $in: [...groupKeys] }, status: OPEN }),
    openOfGroup: async (groupKey, limit, afterId = '') => {
      const stored = await orders
        .find({ groupKey, status: OPEN, _id: { $gt: afterId } }, { projection: { outbox: 0 } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      return stored.map(fromStored);
    },
    reopen: async ({ branch, order, generation }, reopened) => {
      const closed = { status: { $in: [...CLOSED_STATUSES] }, revision: { $gt: 0 } };
      const raised = { $set: { generation: generation + 1, revision: 0, reopened } };
      const { matchedCount } = await orders.updateOne({ _id: orderId(branch, order), generation, ...closed }, raised);
      return matchedCount === 1;
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
  };
}

/** The one id of an order over all branches; also the last part of its workflow's id. */
export function orderId(branch: string, order: string): string {
  return `${branch}/${order}`;
}

function fromStored({ _id, status, heldSince, outbox, ...record }: StoredOrder): OrderRecord {
  return record;
}
