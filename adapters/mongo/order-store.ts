/** Owns the orders' documents: content, state and outbox, always changed in one write. */
import type { Restriction } from '../../contracts/judgement';
import type { WantedReport } from '../../contracts/purchase';
import type { OrderContent } from '../../contracts/order';
import type { Indicator, Mode, Outcome } from '../../domain/outcome';
import type { OrderAction } from '../../domain/actions';
import type { HoldNews } from '../../domain/hold-news';
import { queueKind, NO_DEADLINE, type Assignee, type QueueKind, type PaymentPromise } from '../../domain/hold-queue';
import { CLOSED_STATUSES, heldSince, OPEN_STATUSES, type OrderState } from '../../domain/order';
import type { Approval } from '../../domain/tolerance';
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
  /** True where it holds an order that had passed before. */
  readonly isNew?: true;
  readonly analyst: string;
  readonly seller: string;
  /** The numbers its texts and rules are about; absent in orders from before. */
  readonly values?: Restriction['values'];
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
  /** The checks that hold it, none of them waived; absent in orders from before this was kept. */
  readonly heldBy?: readonly string[];
  /** By its last decision, from 0 to 1000; absent likewise. */
  readonly risk?: number;
  /** How far a release would lead beyond the limit; `null` for beyond every bound, absent likewise. */
  readonly overLimitPercent?: number | null;
  /** The decision of the submit, and the one that let each stage pass. */
  readonly firstDecision: string;
  readonly lastDecision: string;
  readonly passedBy: Readonly<Partial<Record<OrderAction, string>>>;
  /** What it has passed and by which checks; `null` before that and once reopened, absent in orders from before. */
  readonly approval?: Approval | null;
  /** Who cancelled or closed it, or `crivo` for a deadline; `null` while it is open or when its invoicing ended it. */
  readonly closedBy: string | null;
  /** Of the last reopening; absent where there was none. */
  readonly reopened?: { readonly at: string; readonly by: string };
  /** The largest total the order has had; absent in orders from before, which had one only. */
  readonly greatestTotalCents?: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Whose last decision has a restriction. `branch: null` for all; `waivedBy: null` where it counted. */
export interface CheckQuery {
  readonly check: string;
  readonly waivedBy: string | null;
  readonly branch: string | null;
  readonly limit: number;
  readonly afterId: string;
}

export interface CustomerOrdersQuery {
  readonly branch: string;
  readonly customerKey: string;
  readonly limit: number;
  readonly before?: { readonly createdAt: string; readonly order: string };
}

export interface OrderStore extends Outbox {
  find(branch: string, order: string): Promise<OrderRecord | null>;
  /**
   * Writes the whole record unless this or a later revision is there, which answers false; the outbox entries go into
   * the same write. `news`: who did what, told to whoever looks at the queue, where the order is or was in it.
   */
  write(record: OrderRecord, entries: readonly OutboxEntry[], news?: HoldNews): Promise<boolean>;
  /** Which of these groups have orders that are not closed. */
  openGroups(groupKeys: readonly string[]): Promise<readonly string[]>;
  /** Orders of a group that are not closed, by id, from after `afterId` on. */
  openOfGroup(groupKey: string, limit: number, afterId?: string): Promise<readonly OrderRecord[]>;
  /** Of a customer at one branch, whatever became of them: newest first, older than `before`. */
  ofCustomer(query: CustomerOrdersQuery): Promise<readonly OrderRecord[]>;
  /** What its orders that are held at `save` would take together, in cents, of all branches: none of it is reserved. */
  heldAtSaveCents(customerKey: string): Promise<number>;
  /** Open orders at whose last decision this check counted, or was let pass by `waivedBy`; by id, from after `afterId` on. */
  openWithCheck(query: CheckQuery): Promise<readonly Pick<OrderRecord, 'branch' | 'order'>[]>;
  /**
   * Raises the generation of a closed order as it was read, and only once until the new one has written. False when
   * somebody else did, or when the order is open.
   */
  reopen(stored: OrderRecord, reopened: NonNullable<OrderRecord['reopened']>): Promise<boolean>;
}

/** What the queue of held orders filters and sorts by, beside `status`, `heldSince` and the term part. */
export interface QueueFields {
  readonly kind: QueueKind;
  readonly checks: readonly string[];
  /** Zero for an order that was never judged since risks are told. */
  readonly risk: number;
  /** When its hold ends, or `NO_DEADLINE`. */
  readonly until: string;
  /** `null`: beyond what any percent bounds. */
  readonly overLimitPercent: number | null;
}

/** What people at the desk have said of a hold. It is never part of what a workflow writes, and ends with the hold. */
export interface DeskFields {
  readonly assignee?: Assignee;
  readonly promise?: PaymentPromise;
}

/** An order as stored. */
export interface StoredOrder extends OrderRecord {
  readonly _id: string;
  /** The state's fields that lists filter and sort by. */
  readonly status: OrderState['status'];
  readonly heldSince: string | null;
  /** Absent while it isn't held. */
  readonly queue?: QueueFields;
  readonly desk?: DeskFields;
  /** All promises of payment of its holds, the newest last, at most `MOST_PROMISES`. */
  readonly promises?: readonly PaymentPromise[];
  /** What was done last to an order of the queue; `at` by the server's clock, the same for all processes. */
  readonly news?: HoldNews & { readonly at: Date };
  readonly outbox?: OutboxEntry[];
}

const OPEN = { $in: [...OPEN_STATUSES] };

export function orderStore(database: Database): OrderStore {
  const orders = database.collection<StoredOrder>('orders');
  return {
    ...outboxOf(database, 'orders'),
    find: async (branch, order) => {
      const stored = await orders.findOne({ _id: orderId(branch, order) }, { projection: { outbox: 0 } });
      return stored && orderFrom(stored);
    },
    write: async (record, entries, news) => {
      const _id = orderId(record.branch, record.order);
      const { groupKey, ...rest } = record;
      const { generation, revision } = rest;
      const older = anyOf({ generation: { $lt: generation } }, { generation, revision: { $lt: revision } });
      const queue = queueOf(record);
      const isOfQueue = queue !== null || entries.some(({ event }) => event === 'holdNoted');
      const told = news === undefined || !isOfQueue ? NOT_TOLD : toldAs(news);
      const set = { ...rest, status: rest.state.status, heldSince: heldSince(rest.state), ...(queue && { queue }) };
      const unset = queue === null ? { $unset: { queue: '', desk: '' } as const } : {};
      const push = entries.length === 0 ? {} : { $push: { outbox: { $each: [...entries] } } };
      try {
        // Moving a customer to another group moves its orders: what was read before must not bring them back.
        const changes = { ...told, $set: { ...set, ...told.$set }, ...unset, $setOnInsert: { groupKey }, ...push };
        await orders.updateOne({ _id, ...older }, changes, { upsert: true });
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
      return stored.map(orderFrom);
    },
    ofCustomer: async ({ branch, customerKey, limit, before }) => {
      const _id = orderId(branch, before?.order ?? '');
      const older =
        before && anyOf({ createdAt: { $lt: before.createdAt } }, { createdAt: before.createdAt, _id: { $lt: _id } });
      const stored = await orders
        .find({ customerKey, branch, ...older }, { projection: { outbox: 0 } })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return stored.map(orderFrom);
    },
    heldAtSaveCents: async (customerKey) => {
      const [summed] = await orders
        .aggregate<{ readonly cents: number }>([
          { $match: { customerKey, status: 'held', 'state.hold.action': 'save' } },
          { $group: { _id: null, cents: { $sum: '$termCents' } } },
        ])
        .toArray();
      return summed?.cents ?? 0;
    },
    openWithCheck: async ({ check, waivedBy, branch, limit, afterId }) => {
      const by = waivedBy === null ? { waivedBy: { $exists: false } } : { 'waivedBy.id': waivedBy };
      const filter = {
        status: OPEN,
        ...(branch !== null && { branch }),
        restrictions: { $elemMatch: { check, ...by } },
        _id: { $gt: afterId },
      };
      return orders
        .find<{ branch: string; order: string }>(filter, { projection: { _id: 0, branch: 1, order: 1 } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
    },
    reopen: async ({ branch, order, generation }, reopened) => {
      const closed = { status: { $in: [...CLOSED_STATUSES] }, revision: { $gt: 0 } };
      const raised = { $set: { generation: generation + 1, revision: 0, reopened, approval: null } };
      const { matchedCount } = await orders.updateOne({ _id: orderId(branch, order), generation, ...closed }, raised);
      return matchedCount === 1;
    },
  };
}

const NOT_TOLD = { $set: {} } as const;

/** As part of an update: what is told with it of an order in the queue, at the server's own time. */
export function toldAs({ by, what }: HoldNews) {
  return { $set: { 'news.by': by, 'news.what': what }, $currentDate: { 'news.at': true } } as const;
}

/** The one id of an order over all branches; also the last part of its workflow's id. */
export function orderId(branch: string, order: string): string {
  return `${branch}/${order}`;
}

/** As the queue shows the order; `null` where it isn't held. */
function queueOf({ state, heldBy = [], risk = 0, overLimitPercent = null }: OrderRecord): QueueFields | null {
  const kind = queueKind(state);
  if (kind === null) return null;
  return { kind, checks: heldBy, risk, until: state.hold?.deadline ?? NO_DEADLINE, overLimitPercent };
}

/** The record alone: what is written back must not bring back what the desk has said meanwhile. */
export function orderFrom(stored: StoredOrder): OrderRecord {
  const { _id, status, heldSince: _since, queue, desk, promises, news, outbox, ...record } = stored;
  return record;
}
