/** Owns the moves of an order that nothing is judged for: its ends, the hold by hand and its lifting, a hold's times. */
import type { OrderRecord } from '../adapters/mongo/order-store';
import type { OrderCause } from '../contracts/webhook';
import { CrivoError } from '../domain/errors';
import { newsOfMove } from '../domain/hold-news';
import { holdTimes, MAX_ESCALATIONS } from '../domain/hold-times';
import {
  announcementOf,
  isOpen,
  lifeEndsAt,
  next,
  OrderStatus,
  type OrderEvent,
  type OrderState,
} from '../domain/order';
import { holdsByMove } from './hold-entries';
import { giveBackOrder, isBilled } from './give-back-claims';
import { decisionId, isAnswered, orderKey } from './order-subject';
import { freeReservation, sequenceOf } from './reserve-limit';
import type { CreditStores } from './stores';

/** What is to happen. `escalate` and `endHold`: a time of the hold has come; what follows is the branch's to say. */
export type OrderMove =
  | { readonly type: 'cancel' | 'close' | 'expire' | 'unhold' | 'escalate' | 'endHold' }
  | { readonly type: 'hold'; readonly reason: string };

export interface MoveOrderInput {
  readonly branch: string;
  readonly order: string;
  readonly generation: number;
  readonly revision: number;
  readonly subject: string;
  readonly state: OrderState;
  readonly move: OrderMove;
  /** The workflow's instant, so that a repetition makes the same of it. */
  readonly at: string;
}

/** Where an order stands, and under which write. */
export interface OrderPosition {
  readonly generation: number;
  readonly revision: number;
  readonly state: OrderState;
}

type MovingStores = Pick<
  CreditStores,
  'orders' | 'branches' | 'exposures' | 'ledgers' | 'movements' | 'releases' | 'calendarOf' | 'now'
>;

/**
 * Frees the reservation where the order ends, gives back what it took of releases where it came to nothing, then writes
 * the state and its outbox entry in one write. Safe to repeat: an order that is stored with this or a later revision
 * answers with where it stands. Errors: `OrderNotFound`, `BranchNotFound`, `TooManyConflicts`.
 */
export async function moveOrder(stores: MovingStores, input: MoveOrderInput): Promise<OrderPosition> {
  const stored = await stores.orders.find(input.branch, input.order);
  if (stored === null) throw new CrivoError('OrderNotFound');
  if (isAnswered(stored, input)) return positionOf(stored);
  const state = next(input.state, await eventOf(stores, stored, input));
  if (!isOpen(state)) await freeReservation(stores, stored, orderKey(input), sequenceOf(input));
  if (cameToNothing(state)) await giveBackOrder(stores, stored, input);
  const { generation, revision, subject, at } = input;
  const closedBy = isOpen(state) ? null : subject;
  const record: OrderRecord = { ...stored, generation, revision, state, closedBy, updatedAt: at };
  const event = announcementOf(input.state, state);
  const id = decisionId(input);
  const { branch, order, customerKey } = stored;
  const cause: OrderCause = { kind: 'order', branch, order, customerKey, generation, revision, state };
  const entries = [
    ...(event === null ? [] : [{ id, event, at, decision: null, cause }]),
    ...(isOpen(state) ? [] : [{ id: `cc_${id}`, event: 'creditChanged' as const, customerKey }]),
    ...holdsByMove(stored, input, state),
  ];
  await stores.orders.write(record, entries, { by: subject, what: newsOfMove(input.move.type, state) });
  return positionOf(record);
}

async function eventOf(stores: MovingStores, stored: OrderRecord, input: MoveOrderInput): Promise<OrderEvent> {
  const { move, at, subject } = input;
  switch (move.type) {
    case 'hold':
      return { type: 'forced', by: subject, reason: move.reason, at };
    case 'unhold':
      return { type: 'unforced', ...(await timesFrom(stores, input)) };
    case 'escalate':
      return { type: 'escalated' };
    case 'endHold':
      return holdEnd(stores, stored, input);
    case 'close':
      return { type: 'closed', billed: await isBilled(stores, stored, input) };
    default:
      return { type: move.type === 'cancel' ? 'cancelled' : 'expired' };
  }
}

/** A kept hold gets so many deadlines more; after the last, what ends it is the longest life of an order. */
async function holdEnd(stores: MovingStores, stored: OrderRecord, input: MoveOrderInput): Promise<OrderEvent> {
  const { parameters } = await branchOf(stores, input.branch);
  if (parameters.holdEnd !== 'keep') return { type: 'expired' };
  const isLast = (input.state.hold?.escalations ?? 0) + 1 >= MAX_ESCALATIONS;
  const deadline = isLast ? lifeEndsAt(stored) : (await timesFrom(stores, input)).holdUntil;
  return { type: 'escalated', deadline };
}

async function timesFrom(stores: MovingStores, { branch, at }: MoveOrderInput) {
  const { parameters } = await branchOf(stores, branch);
  return holdTimes(at, parameters, stores.calendarOf(parameters.holidays));
}

async function branchOf(stores: MovingStores, branch: string) {
  const record = await stores.branches.find(branch);
  if (record === null) throw new CrivoError('BranchNotFound');
  return record;
}

function cameToNothing({ status }: OrderState): boolean {
  return status === OrderStatus.cancelled || status === OrderStatus.expired;
}

function positionOf({ generation, revision, state }: OrderRecord): OrderPosition {
  return { generation, revision, state };
}
