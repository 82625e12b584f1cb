/** Owns the judging of an order, safe to repeat: read, decide, record, write. */
import type { OrderRecord } from '../adapters/mongo/order-store';
import { ofKind, type OrderDecision } from '../contracts/decision';
import { CrivoError } from '../domain/errors';
import type { Judged } from '../domain/order';
import { decideOrder, noteHeld } from './decide-order';
import { decisionId, gatherSubject, readForOrder, type JudgeOrderInput, type OrderSubject } from './order-subject';
import { noteRestrictions } from './note-restrictions';
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
}

/**
 * Judges, reserves, records and moves the order on, in that order, so that a crash between any two is repeated safely:
 * the reservation is keyed by the order, the decision by its revision, and a decision that is there already is used
 * instead of the one computed anew. Errors: `BranchNotFound`, `OrderNotFound`, `PolicyNotFound`, `PolicyInvalid`,
 * `TooManyConflicts`.
 */
export async function judgeOrder(stores: CreditStores, input: JudgeOrderInput): Promise<JudgeOrderResult> {
  const met = input.submission?.customer ?? null;
  const [stored, found, early] = await Promise.all([
    stores.orders.find(input.branch, input.order),
    stores.decisions.find(decisionId(input)),
    met && readForOrder(stores, met),
  ]);
  const earlier = ofKind('order', found);
  if (stored !== null && isAnswered(stored, input)) return answerFrom(stores, stored, earlier);
  const subject = await gatherSubject(stores, input, stored, early);
  // Deciding anew could free what the stored decision holds, and another order could take it.
  const decision = await (earlier === null ? record(stores, subject) : agreeWith(stores, subject, earlier));
  await noteRestrictions(stores, decision, subject.lastEntry);
  await writeOrder(stores, subject, decision);
  return resultOf(decision, stored?.submittedHash ?? subject.contentHash);
}

/** A decision that somebody stored meanwhile counts, not ours. */
async function record(stores: CreditStores, subject: OrderSubject): Promise<OrderDecision> {
  const computed = await decideOrder(stores, subject);
  const stored = await stores.decisions.insertOrFind(computed);
  return stored === computed ? stored : agreeWith(stores, subject, stored);
}

/** Brings what this or another attempt reserved or noted for a decision of its own in line with the one that counts. */
async function agreeWith(stores: CreditStores, subject: OrderSubject, stored: OrderDecision): Promise<OrderDecision> {
  const { customer, key, branch } = subject;
  await settleReservation(stores, customer, key, stored, branch.parameters.zone);
  await noteHeld(stores, subject, stored);
  return stored;
}

/** The order is stored with this or a later revision: an evaluation repeated after its last write, or a late submit. */
function isAnswered(stored: OrderRecord, input: JudgeOrderInput): boolean {
  return (
    stored.generation > input.generation ||
    (stored.generation === input.generation && stored.revision >= input.revision)
  );
}

async function answerFrom(
  stores: CreditStores,
  stored: OrderRecord,
  earlier: OrderDecision | null,
): Promise<JudgeOrderResult> {
  const decision = earlier ?? ofKind('order', await stores.decisions.find(stored.firstDecision));
  if (decision === null) throw new CrivoError('DecisionNotFound');
  return resultOf(decision, stored.submittedHash);
}

function resultOf(decision: OrderDecision, submittedHash: string): JudgeOrderResult {
  const restrictions = decision.judgement.restrictions.map((restriction) => restriction.check);
  return { event: decision.event, decision: decision.decision, submittedHash, restrictions };
}
