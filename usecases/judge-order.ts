/** Owns the judging of an order, safe to repeat: read, decide, record, write. */
import type { OrderRecord } from '../adapters/mongo/order-store';
import { ofKind, type OrderDecision } from '../contracts/decision';
import { CrivoError } from '../domain/errors';
import { isOpen, letsPass, type Judged } from '../domain/order';
import { roomForPart } from '../domain/order-parts';
import { settleReleases } from './claim-release';
import { decideOrder, noteHeld } from './decide-order';
import { giveBackOrder } from './give-back-claims';
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
import { giveBackOvertaken, sequenceOf, settleReservation } from './reserve-limit';
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
  const [stored, early] = await Promise.all([
    stores.orders.find(input.branch, input.order),
    met && readForOrder(stores, met, input),
  ]);
  if (stored !== null && isAnswered(stored, input)) return answerFrom(stores, stored, input);
  const subject = await gatherSubject(stores, input, stored, early);
  requireRoomForPart(subject);
  const { decision, isWithoutEffect } = await record(stores, subject);
  if (isWithoutEffect && stored !== null)
    return { ...resultOf(decision, stored.submittedHash), decision: stored.lastDecision };
  await noteRestrictions(stores, decision, subject.lastEntry);
  if (!(await writeOrder(stores, subject, decision))) await agreeWithOrder(stores, subject);
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

interface Recorded {
  readonly decision: OrderDecision;
  readonly isWithoutEffect: boolean;
}

/**
 * A decision that is stored already counts, not ours: of an attempt that died, or of one that is slow. One without an effect
 * is stored nowhere, unless such an attempt has found one.
 */
async function record(stores: CreditStores, subject: OrderSubject): Promise<Recorded> {
  const decided = await decideOrder(stores, subject);
  const { decision, isReserved, mayHaveClaimed } = decided;
  if (decided.isWithoutEffect && (await stores.decisions.find(decision.decision)) === null)
    return { decision, isWithoutEffect: true };
  const stored = await stores.decisions.insertOrFind(decision);
  if (mayHaveClaimed || stored.waived !== undefined) {
    const settled = { ...stored, passes: letsPass(stored.before, stored.event) };
    await settleReleases(stores, subject.customer.customerKey, subject.key, settled);
  }
  // All in cash now: what it had taken of releases for its term part, others may pass by.
  if (!stored.holdable && stored.cause === 'amend') await giveBackOrder(stores, subject.customer, subject.input);
  const agreed = stored === decision && isReserved ? stored : await agreeWith(stores, subject, stored);
  return { decision: agreed, isWithoutEffect: false };
}

/** Brings what this or another attempt reserved or noted for a decision of its own in line with the one that counts. */
async function agreeWith(stores: CreditStores, subject: OrderSubject, stored: OrderDecision): Promise<OrderDecision> {
  const { customer, key } = subject;
  await settleReservation(stores, customer, key, stored);
  await noteHeld(stores, subject, stored, subject.ledger);
  return stored;
}

/** The order has moved on beyond this attempt, which may have reserved for it what it doesn't hold any more. */
async function agreeWithOrder(stores: CreditStores, { input, customer, key }: OrderSubject): Promise<void> {
  const stored = await stores.orders.find(input.branch, input.order);
  if (stored === null || sequenceOf(stored) <= sequenceOf(input)) return;
  const last = isOpen(stored.state) ? ofKind('order', await stores.decisions.find(stored.lastDecision)) : null;
  const standing = { reservation: last?.reservation ?? null, sequence: sequenceOf(stored) };
  await giveBackOvertaken(stores, customer, key, standing);
}

async function answerFrom(
  stores: CreditStores,
  stored: OrderRecord,
  input: JudgeOrderInput,
): Promise<JudgeOrderResult> {
  const own = ofKind('order', await stores.decisions.find(decisionId(input)));
  const decision = own ?? ofKind('order', await stores.decisions.find(stored.firstDecision));
  if (decision === null) throw new CrivoError('DecisionNotFound');
  const { generation, revision, state } = stored;
  const hasMoved = generation > input.generation || revision > input.revision;
  return { ...resultOf(decision, stored.submittedHash), ...(hasMoved && { moved: { generation, revision, state } }) };
}

function resultOf(decision: OrderDecision, submittedHash: string): JudgeOrderResult {
  const restrictions = decision.judgement.restrictions.map((restriction) => restriction.check);
  return { event: decision.event, decision: decision.decision, submittedHash, restrictions };
}
