/** Owns the queue of held orders as it is read, and what the desk says of a hold, in the order's own document. */
import {
  MOST_PROMISES,
  NO_DEADLINE,
  type Assignee,
  type QueueKind,
  type HoldSort,
  type PaymentPromise,
  type SortDirection,
} from '../../domain/hold-queue';
import { OrderStatus } from '../../domain/order';
import { anyOf, type Database } from './database';
import { orderFrom, orderId, toldAs, type OrderRecord, type StoredOrder } from './order-store';

/** A held order with what the desk says of it. */
export interface HeldOrder {
  readonly record: OrderRecord;
  readonly kind: QueueKind;
  readonly heldSince: string;
  /** `null` for an order that a person holds, without a hold by checks beneath. */
  readonly until: string | null;
  readonly risk: number;
  readonly assignee: Assignee | null;
  readonly promise: PaymentPromise | null;
  readonly promises: readonly PaymentPromise[];
}

/** Which held orders are wanted. What is absent is not asked for. Instants are UTC. */
export interface HoldFilter {
  readonly branches: '*' | readonly string[];
  readonly check?: string;
  /** `null`: nobody. */
  readonly assignee?: string | null;
  readonly customerKey?: string;
  readonly groupKey?: string;
  readonly kind?: QueueKind;
  readonly minCents?: number;
  readonly maxCents?: number;
  /** Whose deadline lies before or at this instant. */
  readonly dueBy?: string;
  readonly promise?: 'made' | 'none' | { readonly brokenAt: string };
  /** Which somebody's bands release: any of these, and neither entered nor sold by them. */
  readonly within?: { readonly reaches: readonly BandReach[]; readonly subject: string };
  /** As `branch/order`. */
  readonly names?: readonly string[];
}

/** How far a band reaches at some branches; `null` knows no bound. */
export interface BandReach {
  readonly branches: readonly string[];
  readonly upToCents: number | null;
  readonly overLimitPercent: number | null;
  readonly checks: 'all' | readonly string[];
}

/** How many there are, and what they are worth. */
export interface HoldSum {
  readonly count: number;
  readonly valueCents: number;
}

/** A place in the queue: the value it is sorted by, and which order. */
export interface HoldPosition {
  readonly at: string | number;
  readonly id: string;
}

export interface HoldPageQuery extends HoldFilter {
  readonly by: HoldSort;
  readonly order: SortDirection;
  readonly limit: number;
  readonly after?: HoldPosition;
}

/** What of an order's document is to be as it was read, for the desk's word to be written. */
export interface SeenHold {
  readonly branch: string;
  readonly order: string;
  readonly heldSince: string;
  readonly assignee: Assignee | null;
}

export interface HoldQueueStore {
  find(branch: string, order: string): Promise<HeldOrder | null>;
  /** At most `limit`. */
  page(query: HoldPageQuery): Promise<readonly HeldOrder[]>;
  sum(filter: HoldFilter): Promise<HoldSum>;
  /** Which of these orders (as `branch/order`, a page of them) somebody's bands release. */
  reached(names: readonly string[], within: NonNullable<HoldFilter['within']>): Promise<ReadonlySet<string>>;
  /** Gives the hold to somebody, or to nobody; false where it ended or was given to another one meanwhile. */
  assign(seen: SeenHold, assignee: Assignee | null, by: string): Promise<boolean>;
  /** The promise that stands from now on, and is remembered; `null` takes it away. False where the hold ended. */
  promise(seen: Omit<SeenHold, 'assignee'>, promise: PaymentPromise | null, by: string): Promise<boolean>;
}

const SORTED_BY = {
  age: 'heldSince',
  value: 'termCents',
  risk: 'queue.risk',
  deadline: 'queue.until',
} as const satisfies Record<HoldSort, string>;
/** An age grows as its instant lies further back. */
const BACKWARDS: ReadonlySet<HoldSort> = new Set<HoldSort>(['age']);

export function holdQueueStore(database: Database): HoldQueueStore {
  const orders = database.collection<StoredOrder>('orders');
  const change = async (filter: object, update: object) => (await orders.updateOne(filter, update)).matchedCount === 1;
  return {
    find: async (branch, order) => {
      const filter = { _id: orderId(branch, order), status: OrderStatus.held };
      const stored = await orders.findOne(filter, { projection: { outbox: 0 } });
      return stored && heldFrom(stored);
    },
    page: async ({ by, order, limit, after, ...filter }) => {
      const key = SORTED_BY[by];
      const direction = (order === 'asc') === BACKWARDS.has(by) ? -1 : 1;
      const found = await orders
        .find({ ...matching(filter), ...(after && later(key, direction, after)) } as never, {
          projection: { outbox: 0 },
        })
        .sort({ [key]: direction, _id: direction })
        .limit(limit)
        .toArray();
      return found.map(heldFrom);
    },
    sum: async (filter) => {
      const sums = { count: { $sum: 1 }, valueCents: { $sum: '$content.totalCents' } };
      const [found] = await orders
        .aggregate<HoldSum>([{ $match: matching(filter) }, { $group: { _id: null, ...sums } }])
        .toArray();
      return { count: found?.count ?? 0, valueCents: found?.valueCents ?? 0 };
    },
    reached: async (names, within) => {
      const filter = matching({ branches: '*', names, within });
      const found = await orders
        .find(filter as never, { projection: { branch: 1, order: 1 } })
        .limit(names.length)
        .toArray();
      return new Set(found.map(({ branch, order }) => `${branch}/${order}`));
    },
    assign: ({ branch, order, heldSince, assignee: seen }, assignee, by) => {
      const asSeen = { 'desk.assignee.subject': seen?.subject ?? null, 'desk.assignee.since': seen?.since ?? null };
      const filter = { _id: orderId(branch, order), status: OrderStatus.held, heldSince, ...asSeen };
      const told = toldAs({ by, what: assignee === null ? 'putBack' : 'assigned' });
      if (assignee === null) return change(filter, { ...told, $unset: { 'desk.assignee': '' } });
      return change(filter, { ...told, $set: { ...told.$set, 'desk.assignee': assignee } });
    },
    promise: ({ branch, order, heldSince }, promise, by) => {
      const filter = { _id: orderId(branch, order), status: OrderStatus.held, heldSince };
      const told = toldAs({ by, what: promise === null ? 'promiseWithdrawn' : 'promised' });
      if (promise === null) return change(filter, { ...told, $unset: { 'desk.promise': '' } });
      const remembered = { $push: { promises: { $each: [promise], $slice: -MOST_PROMISES } } };
      return change(filter, { ...told, $set: { ...told.$set, 'desk.promise': promise }, ...remembered });
    },
  };
}

function matching({ branches, check, assignee, promise, within, names, ...asked }: HoldFilter): object {
  const { customerKey, groupKey, kind, minCents, maxCents, dueBy } = asked;
  const value = {
    ...(minCents !== undefined && { $gte: minCents }),
    ...(maxCents !== undefined && { $lte: maxCents }),
  };
  return {
    status: OrderStatus.held,
    ...(branches !== '*' && { branch: { $in: [...branches] } }),
    ...(check !== undefined && { 'queue.checks': check }),
    ...(assignee !== undefined && { 'desk.assignee.subject': assignee }),
    ...(customerKey !== undefined && { customerKey }),
    ...(groupKey !== undefined && { groupKey }),
    ...(kind !== undefined && { 'queue.kind': kind }),
    ...(Object.keys(value).length > 0 && { termCents: value }),
    ...(dueBy !== undefined && { 'queue.until': { $lte: dueBy } }),
    ...promised(promise),
    ...(names !== undefined && { _id: { $in: [...names] } }),
    ...(within !== undefined && reached(within)),
  };
}

/** What only a person holds needs no release. */
function reached({ reaches, subject }: NonNullable<HoldFilter['within']>): object {
  const own = { enteredBy: { $ne: subject }, 'content.seller': { $ne: subject }, 'queue.checks.0': { $exists: true } };
  return { ...own, ...anyOf(...reaches.map(reachedBy), NOTHING) };
}

/** An alternative that nothing fits: of somebody without a band. */
const NOTHING = { branch: { $in: [] } };

function reachedBy({ branches, upToCents, overLimitPercent, checks }: BandReach): Record<string, unknown> {
  return {
    branch: { $in: [...branches] },
    ...(upToCents !== null && { termCents: { $lte: upToCents } }),
    ...(overLimitPercent !== null && { 'queue.overLimitPercent': { $lte: overLimitPercent } }),
    ...(checks !== 'all' && { 'queue.checks': { $not: { $elemMatch: { $nin: [...checks] } } } }),
  };
}

function promised(promise: HoldFilter['promise']): object {
  if (promise === undefined) return {};
  if (promise === 'none') return { 'desk.promise.brokenAt': null };
  return { 'desk.promise.brokenAt': promise === 'made' ? { $gt: '' } : { $gt: '', $lte: promise.brokenAt } };
}

/** The bound on the sorted field itself lets the index begin there; the alternatives leave out what was shown before. */
function later(key: string, direction: 1 | -1, { at, id }: HoldPosition): object {
  const [beyond, from] = direction === 1 ? (['$gt', '$gte'] as const) : (['$lt', '$lte'] as const);
  const { $and } = anyOf({ [key]: { [beyond]: at } }, { [key]: at, _id: { [beyond]: id } });
  return { $and: [{ [key]: { [from]: at } }, ...$and] };
}

function heldFrom(stored: StoredOrder): HeldOrder {
  const { heldSince, queue, desk, promises = [] } = stored;
  const record = orderFrom(stored);
  return {
    record,
    kind: queue?.kind ?? 'check',
    heldSince: heldSince ?? record.updatedAt,
    until: queue === undefined || queue.until === NO_DEADLINE ? null : queue.until,
    risk: queue?.risk ?? 0,
    assignee: desk?.assignee ?? null,
    promise: desk?.promise ?? null,
    promises,
  };
}
