/** Owns the decision on one evaluation of a sale: facts, verdict by line, and the reservation of what is allowed. */
import type { ExposureDocument } from '../adapters/mongo/exposure-store';
import type { CustomerRecord } from '../contracts/customer';
import type { SaleDecision } from '../contracts/decision';
import type { SaleContent } from '../contracts/sale';
import { CrivoError } from '../domain/errors';
import type { AlwaysHeld } from '../domain/exceptions';
import { reservationKey, type Reservation } from '../domain/exposure';
import type { FactReadings } from '../domain/facts';
import { exposedCents, termCents, unknownModalities } from '../domain/modalities';
import { waiversAmong } from '../domain/release';
import { holds, type WaivedCheck } from '../domain/waivers';
import { claimReleases, judgeWaiving, type Claiming, type Waiving } from './claim-release';
import { contentHash } from './content-hash';
import { gatherEvidence, standingOf, type GatheredEvidence, type JudgedSubject } from './gather-evidence';
import { gatherFacts } from './gather-facts';
import { judgePayments, type PaymentsVerdict } from './judge-payments';
import { firstMet, readCustomer } from './order-subject';
import { planTaking, type ReservationPlan, type TakingInputs } from './plan-reservation';
import type { LoadedPolicy } from './policy-source';
import { applyReservation } from './reserve-limit';
import type { CreditStores } from './stores';

const ATTEMPTS = 100;

/** One evaluation of a sale. `customer` is `null` for a buyer without document. */
export interface SaleEvaluation {
  readonly branch: string;
  readonly sale: string;
  readonly evaluation: number;
  readonly content: SaleContent;
  readonly contentHash: string;
  /** As it would be met for the first time; what is stored of it counts. */
  readonly customer: CustomerRecord | null;
  readonly subject: string;
  /** Who has sent it so far: a release of theirs doesn't let it pass. */
  readonly enteredBy: readonly string[];
}

/** `dec_` and a hash: the same for every repetition of one evaluation, and never that of an order. */
export function saleDecisionId(at: Pick<SaleEvaluation, 'branch' | 'sale' | 'evaluation'>): string {
  return `dec_${contentHash(['sale', at.branch, at.sale, at.evaluation]).slice(0, 26)}`;
}

/** The name of what a sale holds of the limit. */
export function saleKey({ branch, sale }: { readonly branch: string; readonly sale: string }): string {
  return reservationKey({ kind: 'sale', branch, id: sale });
}

/**
 * Judges on a fresh reading until what is allowed can be reserved on that same reading. The decision is not stored yet.
 * Errors: `BranchNotFound`, those of the policy, `SaleConflict` while the same evaluation is under way for another
 * customer, `TooManyConflicts`.
 */
export async function decideSale(stores: CreditStores, given: SaleEvaluation): Promise<SaleDecision> {
  const { customer: met, content } = given;
  const [branch, reading] = await Promise.all([
    stores.branches.find(given.branch),
    met === null ? null : readCustomer(stores, met, saleKey(given)),
  ]);
  if (branch === null) throw new CrivoError('BranchNotFound');
  const loaded = await stores.policies.inForce(branch.policy);
  if (reading === null) return decideUnidentified(given, loaded, stores.now());
  const customer = reading.customer ?? (await firstMet(stores, met));
  return decideOn(stores, given, { ...reading, branch, customer, loaded, content, key: saleKey(given) });
}

async function decideUnidentified(given: SaleEvaluation, loaded: LoadedPolicy, now: Date): Promise<SaleDecision> {
  const { payments } = given.content;
  const { branch } = given;
  const verdict = await judgePayments({ policy: loaded.policy, branch, action: 'receipt', facts: null, payments });
  return decisionOf(given, { loaded, facts: null, verdict, waived: [], alwaysHeld: null, reservation: null, now });
}

async function decideOn(stores: CreditStores, given: SaleEvaluation, subject: JudgedSubject): Promise<SaleDecision> {
  const { loaded, customer, key } = subject;
  const { payments } = given.content;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const evidence = await gatherEvidence(stores, subject, attempt === 0);
    const before = evidence.exposure.reservations[key] ?? null;
    const earlier = before?.decision === saleDecisionId(given) ? await stores.decisions.find(before.decision) : null;
    if (earlier?.kind === 'sale') return earlier;
    const facts = gatherFacts(evidence);
    const { result: verdict, waived } = await judgeSale(given, loaded, facts, evidence);
    const claiming = claimingOf(given, loaded, evidence.now);
    if (!(await claimReleases(stores, evidence.releases, waived, !holds(verdict.judgement.outcome), claiming)))
      continue;
    const plan = planOf(given, verdict, {
      customerKey: customer.customerKey,
      exposedCents: exposedCents(payments, loaded.policy.modalities),
      before,
      judgement: verdict.judgement,
      ...standingOf(evidence, facts),
    });
    if (await take(stores, given, subject, evidence.exposure, plan)) {
      const { alwaysHeld } = evidence.exceptions;
      return decisionOf(given, {
        loaded,
        facts,
        verdict,
        waived,
        alwaysHeld,
        reservation: plan.after,
        now: evidence.now,
      });
    }
  }
  throw new CrivoError('TooManyConflicts');
}

function judgeSale(
  { branch, sale, content, enteredBy, ...given }: SaleEvaluation,
  { policy }: LoadedPolicy,
  facts: FactReadings,
  { releases, exceptions }: GatheredEvidence,
): Promise<Waiving<PaymentsVerdict>> {
  const { payments, seller } = content;
  const use = {
    branch,
    on: { kind: 'sale', id: sale },
    amountCents: termCents(payments, policy.modalities),
    decision: saleDecisionId({ branch, sale, ...given }),
    people: [...enteredBy, ...(seller === null ? [] : [seller])],
  } as const;
  const alwaysHeld = exceptions.alwaysHeld ?? undefined;
  return judgeWaiving(
    [...exceptions.waivers, ...waiversAmong(releases, use)],
    (waived) => judgePayments({ policy, branch, action: 'receipt', facts, payments, alwaysHeld }, waived),
    ({ judgement }) => judgement,
  );
}

function claimingOf(given: SaleEvaluation, { policy }: LoadedPolicy, now: Date): Claiming {
  const amountCents = termCents(given.content.payments, policy.modalities);
  return { key: saleKey(given), decision: saleDecisionId(given), amountCents, at: now.toISOString() };
}

/** A sale of which a line is refused takes nothing: it is corrected and sent again as a whole. */
function planOf(given: SaleEvaluation, { allowed }: PaymentsVerdict, inputs: TakingInputs): ReservationPlan {
  if (!allowed) return { after: null, takenAtMostCents: null, groupTakenAtMostCents: null };
  const { after, ...conditions } = planTaking(inputs);
  return { after: after && { ...after, decision: saleDecisionId(given) }, ...conditions };
}

/** What an attempt has reserved is relied on by others for so long. Longer than any attempt takes. */
const RELIED_ON_MS = 60_000;

/**
 * Nothing serialises the attempts at one evaluation, so none lowers what another has reserved for it: the decision that
 * is stored first may be the other's. Who sees the stored decision gives the excess back. What was reserved long ago was
 * left by who died: it is written anew, so that the sweep that clears such leftovers sees that it is needed.
 */
async function take(
  stores: CreditStores,
  given: SaleEvaluation,
  { customer, key }: JudgedSubject,
  exposure: ExposureDocument,
  plan: ReservationPlan,
): Promise<boolean> {
  const before = exposure.reservations[key];
  const now = stores.now();
  const isOfThis = before?.decision === saleDecisionId(given);
  const isFresh = isOfThis && now.getTime() - Date.parse(before.at ?? '') < RELIED_ON_MS;
  // Two customers can't hold their share under one name, and whichever is stored first must hold its own.
  if (isFresh && before.customerKey !== customer.customerKey) {
    throw new CrivoError('SaleConflict', { state: { sale: given.sale, status: 'judging' } });
  }
  if (isFresh && before.reservedCents >= (plan.after?.reservedCents ?? 0)) return true;
  return applyReservation(stores, customer, key, exposure, { ...plan, mark: { at: now.toISOString() } });
}

interface Decided {
  readonly loaded: LoadedPolicy;
  readonly facts: FactReadings | null;
  readonly verdict: PaymentsVerdict;
  readonly waived: readonly WaivedCheck[];
  readonly alwaysHeld: AlwaysHeld | null;
  readonly reservation: Reservation | null;
  readonly now: Date;
}

function decisionOf(
  given: SaleEvaluation,
  { loaded, facts, verdict, waived, alwaysHeld, reservation, now }: Decided,
): SaleDecision {
  const { branch, sale, evaluation, content, subject, enteredBy } = given;
  const unknown = unknownModalities(content.payments, loaded.policy.modalities);
  return {
    decision: saleDecisionId(given),
    kind: 'sale',
    branch,
    sale,
    evaluation,
    customerKey: content.customerKey,
    subject,
    enteredBy,
    contentHash: given.contentHash,
    content,
    policy: { id: loaded.id, version: loaded.version, hash: loaded.hash },
    facts,
    ...verdict,
    ...(waived.length > 0 && { waived }),
    ...(alwaysHeld && { alwaysHeld }),
    ...(unknown.length > 0 && { unknownModalities: unknown }),
    reservation,
    at: now.toISOString(),
  };
}
