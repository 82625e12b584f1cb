/** Owns the judging of an order: facts, policy, reservation, decision and the order's next state, safe to repeat. */
import type { BranchRecord } from '../adapters/mongo/branch-store';
import type { OrderRecord, OutboxEntry } from '../adapters/mongo/order-store';
import type { CustomerRecord } from '../contracts/customer';
import type { Cause, DecisionRecord } from '../contracts/decision';
import type { OrderContent } from '../contracts/order';
import { CrivoError } from '../domain/errors';
import { reservationKey } from '../domain/exposure';
import { exposedCents, termCents } from '../domain/modalities';
import { announcementOf, next, type Judged, type OrderState } from '../domain/order';
import type { OrderAction } from '../domain/actions';
import type { AskedBy } from '../domain/outcome';
import { judgePolicy } from '../rules/evaluate';
import { contentHash } from './content-hash';
import { gatherFacts, openShareCents, type Evidence } from './gather-facts';
import { planReservation, type ReservationPlan } from './plan-reservation';
import type { LoadedPolicy } from './policy-source';
import { billedByReservation } from '../domain/receivables';
import { refreshLedger } from './refresh-ledger';
import { applyReservation, settleReservation } from './reserve-limit';
import type { CreditStores } from './stores';

/** New content, with the hash it is compared by. A customer met for the first time is stored with it. */
export interface Submission {
  readonly content: OrderContent;
  readonly contentHash: string;
  readonly customer: CustomerRecord;
}

export interface JudgeOrderInput {
  readonly branch: string;
  readonly order: string;
  readonly generation: number;
  /** Rises with every write of the order's workflow; names the decision together with branch and order. */
  readonly revision: number;
  readonly cause: Cause;
  readonly by: AskedBy;
  readonly actions: readonly OrderAction[];
  readonly subject: string;
  readonly state: OrderState;
  readonly submission: Submission | null;
  readonly amendment: {
    readonly content: Omit<OrderContent, 'customerKey' | 'origin'>;
    readonly contentHash: string;
  } | null;
}

/** What the workflow learns: the event it applies to its own state, and which decision tells the rest. */
export interface JudgeOrderResult {
  readonly event: Judged;
  readonly decision: string;
  /** Of the content first submitted, by which a repetition is told from a conflict. */
  readonly submittedHash: string;
  /** Ids of the checks that fired or are unknown. */
  readonly restrictions: readonly string[];
}

const ATTEMPTS = 100;

/** What one evaluation is about, gathered before it is judged. */
interface Subject {
  readonly input: JudgeOrderInput;
  readonly stored: OrderRecord | null;
  readonly branch: BranchRecord;
  readonly customer: CustomerRecord;
  readonly loaded: LoadedPolicy;
  readonly content: OrderContent;
  readonly contentHash: string;
  readonly key: string;
}

/**
 * Judges, reserves, records and moves the order on, in that order, so that a crash between any two is repeated safely:
 * the reservation is keyed by the order, the decision by its revision, and a decision that is there already is used
 * instead of the one computed anew. Errors: `BranchNotFound`, `OrderNotFound`, `PolicyNotFound`, `PolicyInvalid`,
 * `TooManyConflicts`.
 */
export async function judgeOrder(stores: CreditStores, input: JudgeOrderInput): Promise<JudgeOrderResult> {
  const [stored, earlier] = await Promise.all([
    stores.orders.find(input.branch, input.order),
    stores.decisions.find(decisionId(input)),
  ]);
  if (stored !== null && isAnswered(stored, input)) return answerFrom(stores, stored, earlier);
  const subject = await gatherSubject(stores, input, stored);
  const decision = earlier ?? (await record(stores, subject, await decide(stores, subject)));
  await write(stores, subject, decision);
  return resultOf(decision, stored?.submittedHash ?? subject.contentHash);
}

/** A decision that somebody stored meanwhile counts, and what was reserved for ours is brought in line with it. */
async function record(stores: CreditStores, subject: Subject, computed: DecisionRecord): Promise<DecisionRecord> {
  const stored = await stores.decisions.insertOrFind(computed);
  if (stored !== computed) await settleReservation(stores, subject.customer, subject.key, stored);
  return stored;
}

/** `dec_` and a hash: the same for every repetition of one evaluation. */
export function decisionId(at: Pick<JudgeOrderInput, 'branch' | 'order' | 'generation' | 'revision'>): string {
  return `dec_${contentHash([at.branch, at.order, at.generation, at.revision]).slice(0, 26)}`;
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
  earlier: DecisionRecord | null,
): Promise<JudgeOrderResult> {
  const decision = earlier ?? (await stores.decisions.find(stored.firstDecision));
  if (decision === null) throw new CrivoError('DecisionNotFound');
  return resultOf(decision, stored.submittedHash);
}

async function gatherSubject(
  stores: CreditStores,
  input: JudgeOrderInput,
  stored: OrderRecord | null,
): Promise<Subject> {
  const submission = input.submission;
  if (stored === null && submission === null) throw new CrivoError('OrderNotFound');
  const base = submission?.content ?? stored?.content;
  if (base === undefined) throw new CrivoError('OrderNotFound');
  const content = input.amendment === null ? base : { ...base, ...input.amendment.content };
  const [branch, customer] = await Promise.all([
    stores.branches.find(input.branch),
    knownCustomer(stores, content.customerKey, submission?.customer ?? null),
  ]);
  if (branch === null) throw new CrivoError('BranchNotFound');
  const pinned = stored === null || input.cause === 'amend' ? branch.policy : stored.policy;
  return {
    input,
    stored,
    branch,
    customer,
    loaded: await stores.policies.load(pinned),
    content,
    contentHash: input.amendment?.contentHash ?? submission?.contentHash ?? stored?.contentHash ?? '',
    key: reservationKey({ kind: 'order', branch: input.branch, id: input.order }),
  };
}

async function knownCustomer(stores: CreditStores, key: string, met: CustomerRecord | null): Promise<CustomerRecord> {
  const customer = await stores.customers.find(key);
  if (customer !== null) return customer;
  if (met === null) throw new CrivoError('CustomerNotFound');
  await stores.customers.ensure(met);
  return met;
}

/** Judges on a fresh reading until the reservation that follows from it can be made on that same reading. */
async function decide(stores: CreditStores, subject: Subject): Promise<DecisionRecord> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const evidence = await gatherEvidence(stores, subject);
    const { decision, plan } = await judge(subject, evidence);
    if (await applyReservation(stores, subject.customer, subject.key, evidence.exposure, plan)) {
      await noteHeld(stores, subject, evidence, decision);
      return decision;
    }
  }
  throw new CrivoError('TooManyConflicts');
}

async function gatherEvidence(stores: CreditStores, subject: Subject): Promise<Evidence> {
  const { branch, customer, loaded, content, key } = subject;
  const { zone, holidays } = branch.parameters;
  const fold = { zone, modalities: loaded.policy.modalities };
  const { movements, titles, exposure } = await refreshLedger(stores, customer, fold);
  const now = stores.now();
  return {
    policy: loaded.policy,
    zone,
    calendar: stores.calendarOf(holidays),
    customer,
    titles,
    ledgerAsOf: newestOf(movements) ?? now.toISOString(),
    exposure,
    ownKey: key,
    billedCents: billedByReservation(titles).get(key) ?? 0,
    order: content,
    now,
  };
}

/** The instant of the newest movement, `null` without any that tells. */
export function newestOf(movements: readonly { readonly recordedAt: string | null }[]): string | null {
  return movements.reduce<string | null>(
    (newest, { recordedAt }) => (recordedAt !== null && recordedAt > (newest ?? '') ? recordedAt : newest),
    null,
  );
}

async function judge(
  subject: Subject,
  evidence: Evidence,
): Promise<{ decision: DecisionRecord; plan: ReservationPlan }> {
  const { input, branch, customer, loaded, content, key } = subject;
  const overrides = loaded.policy.modalities;
  const facts = gatherFacts(evidence);
  const holdable = termCents(content.payments, overrides) > 0;
  const judgement = await judgePolicy(loaded.policy, facts, { branch: input.branch, actions: input.actions, holdable });
  const at = evidence.now.toISOString();
  const event: Judged = {
    type: 'judged',
    actions: input.actions,
    by: input.by,
    outcome: judgement.outcome,
    lowersExposure: input.cause === 'amend' && lowersExposure(subject),
    at,
    holdUntil: new Date(evidence.now.getTime() + branch.parameters.holdDeadlineHours * 3_600_000).toISOString(),
    stages: branch.parameters.stages,
  };
  const state = next(input.state, event);
  const before = evidence.exposure.reservations[key] ?? null;
  const plan = planReservation({
    customerKey: customer.customerKey,
    state,
    judgement,
    exposedCents: exposedCents(content.payments, overrides),
    openShareCents: openShareCents(evidence),
    before,
    takenCents: memberTakenCents(evidence),
    limitCents: facts.limitCents.known && typeof facts.limitCents.value === 'number' ? facts.limitCents.value : null,
  });
  const decision: DecisionRecord = {
    decision: decisionId(input),
    kind: 'order',
    branch: input.branch,
    order: input.order,
    generation: input.generation,
    evaluation: input.revision,
    customerKey: customer.customerKey,
    cause: input.cause,
    subject: input.subject,
    contentHash: subject.contentHash,
    holdable,
    policy: { id: loaded.id, version: loaded.version, hash: loaded.hash },
    facts,
    judgement,
    reservation: plan.after,
    before: input.state,
    event,
    state,
    at,
  };
  return { decision, plan };
}

function memberTakenCents({ exposure, customer }: Evidence): number {
  const member = exposure.members[customer.customerKey];
  return member === undefined ? 0 : member.openCents + member.reservedCents;
}

/** Nothing of the amended order asks for more credit, or for longer, than what it was before. */
function lowersExposure({ stored, content, loaded }: Subject): boolean {
  if (stored === null) return false;
  const overrides = loaded.policy.modalities;
  const lastDue = (payments: OrderContent['payments']) =>
    payments
      .flatMap((line) => line.dueOn)
      .sort()
      .at(-1) ?? '';
  return (
    termCents(content.payments, overrides) <= termCents(stored.content.payments, overrides) &&
    exposedCents(content.payments, overrides) <= exposedCents(stored.content.payments, overrides) &&
    lastDue(content.payments) <= lastDue(stored.content.payments)
  );
}

/** An order held at `save` takes nothing of the limit, but analysts see what is waiting for it. */
async function noteHeld(
  stores: CreditStores,
  subject: Subject,
  evidence: Evidence,
  decision: DecisionRecord,
): Promise<void> {
  const heldCents = decision.state.status === 'held' && decision.state.stage === 'save' ? openShareCents(evidence) : 0;
  if ((evidence.exposure.held[subject.key]?.heldCents ?? 0) === heldCents) return;
  await stores.exposures.noteHeld(subject.customer.groupKey, subject.customer.customerKey, subject.key, heldCents);
}

async function write(stores: CreditStores, subject: Subject, decision: DecisionRecord): Promise<void> {
  const { input, stored, customer, content, loaded } = subject;
  const passed = decision.state.stage !== input.state.stage || decision.state.status === 'done';
  const record: OrderRecord = {
    branch: input.branch,
    order: input.order,
    generation: input.generation,
    revision: input.revision,
    customerKey: customer.customerKey,
    groupKey: customer.groupKey,
    content,
    submittedHash: stored?.submittedHash ?? subject.contentHash,
    contentHash: subject.contentHash,
    policy: { id: loaded.id, version: loaded.version },
    state: decision.state,
    termCents: termCents(content.payments, loaded.policy.modalities),
    outcome: decision.judgement.outcome,
    indicator: decision.judgement.indicator,
    restrictions: decision.judgement.restrictions.map(({ check, result, analyst, seller }) => ({
      check,
      result,
      analyst,
      seller,
    })),
    firstDecision: stored?.firstDecision ?? decision.decision,
    lastDecision: decision.decision,
    passedBy: { ...stored?.passedBy, ...(passed ? { [input.state.stage]: decision.decision } : {}) },
    closedBy: null,
    createdAt: stored?.createdAt ?? decision.at,
    updatedAt: decision.at,
  };
  await stores.orders.write(record, outboxEntry(decision));
}

function outboxEntry(decision: DecisionRecord): OutboxEntry | null {
  const event = announcementOf(decision.before, decision.state);
  return event && { id: decision.decision, event, at: decision.at, decision: decision.decision };
}

function resultOf(decision: DecisionRecord, submittedHash: string): JudgeOrderResult {
  const restrictions = decision.judgement.restrictions.map((restriction) => restriction.check);
  return { event: decision.event, decision: decision.decision, submittedHash, restrictions };
}
