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
import { orderFrom, orderId, type OrderRecord, type StoredOrder } from './order-store';

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
  /** Gives the hold to somebody, or to nobody; false where it ended or was given to another one meanwhile. */
  assign(seen: SeenHold, assignee: Assignee | null): Promise<boolean>;
  /** The promise that stands from now on, and is remembered; `null` takes it away. False where the hold ended. */
  promise(seen: Omit<SeenHold, 'assignee'>, promise: PaymentPromise | null): Promise<boolean>;
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
    assign: ({ branch, order, heldSince, assignee: seen }, assignee) => {
      const asSeen = { 'desk.assignee.subject': seen?.subject ?? null, 'desk.assignee.since': seen?.since ?? null };
      const filter = { _id: orderId(branch, order), status: OrderStatus.held, heldSince, ...asSeen };
      const given = { $set: { 'desk.assignee': assignee } };
      return change(filter, assignee === null ? { $unset: { 'desk.assignee': '' } } : given);
    },
    promise: ({ branch, order, heldSince }, promise) => {
      const filter = { _id: orderId(branch, order), status: OrderStatus.held, heldSince };
      if (promise === null) return change(filter, { $unset: { 'desk.promise': '' } });
      const remembered = { $push: { promises: { $each: [promise], $slice: -MOST_PROMISES } } };
      return change(filter, { $set: { 'desk.promise': promise }, ...remembered });
    },
  };
}

function matching({ branches, check, assignee, promise, ...asked }: HoldFilter): object {
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
