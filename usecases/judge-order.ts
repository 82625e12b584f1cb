/** Owns the judging of an order, safe to repeat: read, decide, record, write. */
import type { OrderRecord } from '../adapters/mongo/order-store';
import { ofKind, type OrderDecision } from '../contracts/decision';
import { CrivoError } from '../domain/errors';
import type { Judged } from '../domain/order';
import { roomForPart } from '../domain/order-parts';
import { decideOrder, noteHeld } from './decide-order';
import type { OrderPosition } from './move-order';
import { noteRestrictions } from './note-restrictions';
import {
  decisionId,
  gatherSubject,
  isAnswered,
  readForOrder,
  type JudgeOrderInput,
  type OrderSubject,
} from './order-subject';
import { settleReservation } from './reserve-limit';
import type { CreditStores } from './stores';
import { writeOrder } from './write-order';

/** What the workflow learns: the event it applies to its own state, and which decision tells the rest. */
export interface JudgeOrderResult {
  readonly event: Judged;
  readonly decision: string;
  /** Of the content first submitted, by which a repetition is told from a conflict. */
  readonly submittedHash: string;
  /** Ids of the checks that fired or are unknown. */
  readonly restrictions: readonly string[];
  /** Where the order stands, when it has moved on since this evaluation: a workflow that began too late takes it over. */
  readonly moved?: OrderPosition;
}

/**
 * Judges, reserves, records and moves the order on, in that order, so that a crash between any two is repeated safely:
 * the reservation is keyed by the order, the decision by its revision, and a decision that is there already is used
 * instead of the one computed anew. Errors: `BranchNotFound`, `OrderNotFound`, `PolicyNotFound`, `PolicyInvalid`,
 * `TooManyConflicts`, `PartExceedsOrder`.
 */
export async function judgeOrder(stores: CreditStores, input: JudgeOrderInput): Promise<JudgeOrderResult> {
  const met = input.submission?.customer ?? null;
  const [stored, found, early] = await Promise.all([
    stores.orders.find(input.branch, input.order),
    stores.decisions.find(decisionId(input)),
    met && readForOrder(stores, met),
  ]);
  const earlier = ofKind('order', found);
  if (stored !== null && isAnswered(stored, input)) return answerFrom(stores, stored, input, earlier);
  const subject = await gatherSubject(stores, input, stored, early);
  if (earlier === null) requireRoomForPart(subject);
  // Deciding anew could free what the stored decision holds, and another order could take it.
  const decision = await (earlier === null ? record(stores, subject) : agreeWith(stores, subject, earlier));
  await noteRestrictions(stores, decision, subject.lastEntry);
  await writeOrder(stores, subject, decision);
  return resultOf(decision, stored?.submittedHash ?? subject.contentHash);
}

/** Parts never add up to more than the order. Errors: `PartExceedsOrder`. */
function requireRoomForPart({ input, content }: OrderSubject): void {
  const action = input.actions.at(-1);
  if (input.part === undefined || (action !== 'stockSeparation' && action !== 'invoicing')) return;
  if (input.part.amountCents > roomForPart(input.state, action, content.totalCents)) {
    throw new CrivoError('PartExceedsOrder');
  }
}

/** A decision that somebody stored meanwhile counts, not ours. */
async function record(stores: CreditStores, subject: OrderSubject): Promise<OrderDecision> {
  const computed = await decideOrder(stores, subject);
  const stored = await stores.decisions.insertOrFind(computed);
  return stored === computed ? stored : agreeWith(stores, subject, stored);
}

/** Brings what this or another attempt reserved or noted for a decision of its own in line with the one that counts. */
async function agreeWith(stores: CreditStores, subject: OrderSubject, stored: OrderDecision): Promise<OrderDecision> {
  const { customer, key } = subject;
  await settleReservation(stores, customer, key, stored);
  await noteHeld(stores, subject, stored, subject.ledger);
  return stored;
}

async function answerFrom(
  stores: CreditStores,
  stored: OrderRecord,
  input: JudgeOrderInput,
  earlier: OrderDecision | null,
): Promise<JudgeOrderResult> {
  const decision = earlier ?? ofKind('order', await stores.decisions.find(stored.firstDecision));
  if (decision === null) throw new CrivoError('DecisionNotFound');
  const { generation, revision, state } = stored;
  const hasMoved = generation > input.generation || revision > input.revision;
  return { ...resultOf(decision, stored.submittedHash), ...(hasMoved && { moved: { generation, revision, state } }) };
}

function resultOf(decision: OrderDecision, submittedHash: string): JudgeOrderResult {
  const restrictions = decision.judgement.restrictions.map((restriction) => restriction.check);
  return { event: decision.event, decision: decision.decision, submittedHash, restrictions };
}
