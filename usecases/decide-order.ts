/** Owns the decision on one evaluation of an order: facts, judgement, next state, and the reservation that follows. */
import type { ExposureDocument } from '../adapters/mongo/exposure-store';
import type { OrderRecord } from '../adapters/mongo/order-store';
import type { OrderDecision } from '../contracts/decision';
import { CrivoError } from '../domain/errors';
import { exposedCents, termCents, unknownModalities } from '../domain/modalities';
import { holdTimes } from '../domain/hold-times';
import { letsPass, next, OrderStatus, type Judged } from '../domain/order';
import { Outcome } from '../domain/outcome';
import { waiversAmong } from '../domain/release';
import type { FactReadings } from '../domain/facts';
import { judgePolicy } from '../rules/evaluate';
import { remark } from '../rules/remark';
import { saidOfApproval, toleranceOf } from './approve-order';
import { claimReleases, judgeWaiving } from './claim-release';
import { contentHash } from './content-hash';
import { gatherEvidence, standingOf, type GatheredEvidence } from './gather-evidence';
import { gatherFacts, type Evidence } from './gather-facts';
import { decisionId, lowersExposure, peopleOf, type OrderSubject } from './order-subject';
import { planReservation, type ReservationPlan } from './plan-reservation';
import { applyReservation, sequenceOf } from './reserve-limit';
import type { CreditStores } from './stores';
import { reportWantedBy } from './want-report';
import { recordOf } from './write-order';

const ATTEMPTS = 100;
/** Who judges again when nobody asked for it. */
const ITSELF = 'crivo';

/** A decision, whether what it holds is reserved already, and whether an attempt at it may have claimed a release. */
export interface DecidedOrder {
  readonly decision: OrderDecision;
  readonly isReserved: boolean;
  readonly mayHaveClaimed: boolean;
  /** Nothing of the order would be another by it: it isn't stored. Only of what judges again by itself. */
  readonly isWithoutEffect?: true;
}

/**
 * Judges on a fresh reading until the reservation that follows from it can be made on that same reading. Nothing is given
 * back yet: what an attempt frees before its decision is stored, another order may take, while the decision that counts
 * is another attempt's and holds it. Errors: `TooManyConflicts`.
 */
export async function decideOrder(stores: CreditStores, subject: OrderSubject): Promise<DecidedOrder> {
  let mayHaveClaimed = false;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const evidence = await gatherEvidence(stores, subject, attempt === 0);
    const { decision, plan } = await judge(stores, subject, evidence);
    mayHaveClaimed ||= evidence.releases.length > 0;
    if (attempt === 0 && isWithoutEffect(subject, evidence, decision, plan))
      return { decision, isReserved: false, mayHaveClaimed: false, isWithoutEffect: true };
    if (!(await claim(stores, subject, evidence, decision))) continue;
    if (lowers(plan, evidence, subject)) return { decision, isReserved: false, mayHaveClaimed };
    const mark = { sequence: sequenceOf(subject.input), at: decision.at };
    if (await applyReservation(stores, subject.customer, subject.key, evidence.exposure, { ...plan, mark })) {
      if (heldCentsBefore(evidence, subject) !== heldCents(decision))
        await noteHeld(stores, subject, decision, evidence.exposure);
      return { decision, isReserved: true, mayHaveClaimed };
    }
  }
  throw new CrivoError('TooManyConflicts');
}

/**
 * True where it was judged again by itself, and neither the order nor what it holds would be another. News of a customer
 * that the order's first decision had read already comes to this: somebody who looks at the order sees nothing change.
 */
function isWithoutEffect(
  subject: OrderSubject,
  evidence: Evidence,
  decision: OrderDecision,
  { after }: ReservationPlan,
): boolean {
  const { input, stored, key } = subject;
  if (input.cause !== 'reevaluate' || input.subject !== ITSELF || stored === null || decision.waived !== undefined)
    return false;
  const before = evidence.exposure.reservations[key];
  const holdsTheSame =
    before?.reservedCents === after?.reservedCents &&
    before?.remainingCents === after?.remainingCents &&
    before?.overLimit === after?.overLimit &&
    before?.customerKey === after?.customerKey;
  const waits = holdsTheSame && heldCentsBefore(evidence, subject) === heldCents(decision);
  return waits && standing(stored) === standing(recordOf(subject, decision));
}

/** All of an order but the names of the write that left it so. */
function standing({ revision: _r, lastDecision: _d, updatedAt: _u, groupKey: _g, ...record }: OrderRecord): string {
  return contentHash(record);
}

function claim(
  stores: CreditStores,
  { key, content, loaded }: OrderSubject,
  { releases }: GatheredEvidence,
  { decision, waived = [], before, event, at }: OrderDecision,
): Promise<boolean> {
  const amountCents = termCents(content.payments, loaded.policy.modalities);
  return claimReleases(stores, releases, waived, letsPass(before, event), { key, decision, amountCents, at });
}

function lowers({ after }: ReservationPlan, { exposure }: Evidence, { key }: OrderSubject): boolean {
  const before = exposure.reservations[key];
  return before !== undefined && (after?.remainingCents ?? 0) < before.remainingCents;
}

async function judge(
  stores: Pick<CreditStores, 'purchasing' | 'purchases'>,
  subject: OrderSubject,
  evidence: GatheredEvidence,
): Promise<{ decision: OrderDecision; plan: ReservationPlan }> {
  const { input, customer, loaded, content, key } = subject;
  const facts = gatherFacts(evidence);
  const judged = await judgeChecks(subject, evidence, facts);
  const { judgement } = judged;
  const wantsReport = await reportWantedBy(stores, subject, judgement, evidence.now);
  const event = eventOf(subject, evidence, wantsReport === null ? judgement.outcome : Outcome.undetermined);
  const state = next(input.state, event);
  const plan = planReservation({
    customerKey: customer.customerKey,
    state,
    judgement,
    exposedCents: exposedCents(content.payments, loaded.policy.modalities),
    before: evidence.exposure.reservations[key] ?? null,
    ...standingOf(evidence, facts),
  });
  const decision: OrderDecision = {
    ...namesOf(subject),
    facts,
    ...judged,
    ...(wantsReport && { wantsReport }),
    reservation: plan.after,
    before: input.state,
    event,
    state,
    at: event.at,
  };
  return { decision, plan };
}

type JudgedChecks = Pick<OrderDecision, 'holdable' | 'judgement' | 'waived' | 'alwaysHeld' | 'sinceApproval'>;

/** With all that stands against what holds the order: exceptions, releases, and what it has passed before. */
async function judgeChecks(
  subject: OrderSubject,
  evidence: GatheredEvidence,
  facts: FactReadings,
): Promise<JudgedChecks> {
  const { input, loaded, content } = subject;
  const amountCents = termCents(content.payments, loaded.policy.modalities);
  const holdable = amountCents > 0;
  const { waivers, alwaysHeld } = evidence.exceptions;
  const asked = { branch: input.branch, actions: input.actions, holdable, ...(alwaysHeld && { alwaysHeld }) };
  const on = { kind: 'order', id: input.order } as const;
  const use = { branch: input.branch, on, amountCents, decision: decisionId(input), people: peopleOf(subject) };
  const { result, waived } = await judgeWaiving(
    [...waivers, ...waiversAmong(evidence.releases, use), ...toleranceOf(subject, evidence.now)],
    (standing) => judgePolicy(loaded.policy, facts, asked, standing),
    (judged) => judged,
  );
  const said = saidOfApproval(subject, result, waived);
  return {
    holdable,
    judgement: remark(result, said),
    ...(waived.length > 0 && { waived }),
    ...(alwaysHeld && { alwaysHeld }),
    ...(said.length > 0 && { sinceApproval: said }),
  };
}

function eventOf(subject: OrderSubject, { now, calendar }: GatheredEvidence, outcome: Outcome): Judged {
  const { input, branch } = subject;
  const at = now.toISOString();
  return {
    type: 'judged',
    actions: input.actions,
    by: input.by,
    outcome,
    amended: input.cause === 'amend',
    lowersExposure: input.cause === 'amend' && lowersExposure(subject),
    at,
    ...holdTimes(at, branch.parameters, calendar),
    ...partOf(input),
    stages: branch.parameters.stages,
  };
}

/** What the decision is about. */
function namesOf(subject: OrderSubject) {
  const { input, customer, loaded, content } = subject;
  const unknown = unknownModalities(content.payments, loaded.policy.modalities);
  return {
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
    policy: { id: loaded.id, version: loaded.version, hash: loaded.hash },
    ...(unknown.length > 0 && { unknownModalities: unknown }),
  } as const;
}

/** The part asked for, under the decision that may let it pass. */
function partOf(input: OrderSubject['input']): Pick<Judged, 'part'> {
  const action = input.actions.at(-1);
  if (input.part === undefined || (action !== 'stockSeparation' && action !== 'invoicing')) return {};
  return { part: { ...input.part, action, decision: decisionId(input) } };
}

/** An order held at `save` takes nothing of the limit, but analysts see what is waiting for it. Safe to repeat. */
export async function noteHeld(
  stores: Pick<CreditStores, 'exposures'>,
  { customer: { customerKey }, key }: OrderSubject,
  decision: OrderDecision,
  { groupKey }: Pick<ExposureDocument, 'groupKey'>,
): Promise<void> {
  await stores.exposures.noteHeld(groupKey, customerKey, key, heldCents(decision));
}

function heldCents({ state, facts: { thisCents } }: OrderDecision): number {
  const isHeldAtSave = state.status === OrderStatus.held && state.stage === 'save';
  return isHeldAtSave && thisCents.known && typeof thisCents.value === 'number' ? thisCents.value : 0;
}

function heldCentsBefore({ exposure }: Evidence, { key }: OrderSubject): number {
  return exposure.held[key]?.heldCents ?? 0;
}
