/** Owns what an order keeps of its approvals, and how far they reach: within tolerance they hold it no second time. Pure. */
import { dateInZone, daysBetween, type CalendarDate } from './calendar';
import { exposedCents, lacksDueDate, lastDueOn, termCents, type ModalityOverrides, type Payment } from './modalities';
import { CheckResult, Mode, Outcome } from './outcome';
import { holds, type WaivedCheck, type Waiver } from './waivers';

/** How far a policy lets an approval reach. Both zero: not at all. */
export interface Tolerance {
  /** By how much the term part may have grown in total, in percent. */
  readonly growPercent: number;
  /** Calendar days in the branch's zone; 0 is the day of the approval itself. */
  readonly days: number;
}

/** What an order asks for, as far as an approval is measured by it. */
export interface OrderTerms {
  /** Its term part, in cents. */
  readonly amountCents: number;
  /** What of it the customer will owe us, in cents: a card's line becomes a risk of ours once it is another modality's. */
  readonly exposedCents: number;
  readonly lastDueOn: CalendarDate | null;
  /** False when of some line on term nobody has said when it is due. */
  readonly isDated: boolean;
}

/** A check that blocked where the order passed it, and what the order was then. */
export interface ApprovedCheck extends OrderTerms {
  readonly check: string;
  readonly at: string;
  /** That let it pass. */
  readonly decision: string;
  /** `noHit` passed by itself; the others by a release or an exception. */
  readonly result: CheckResult;
}

/** What an order keeps of what it has passed. Reopened, it begins anew. */
export interface Approval {
  /** Of the last action it passed. */
  readonly at: string;
  /** The checks that only indicated then: what they say is known, though they were never approved. */
  readonly indicated: readonly string[];
  readonly checks: readonly ApprovedCheck[];
}

/** What is to be said of a check in the light of an approval: it holds anew, or is tolerated. */
export interface SinceApproval {
  readonly check: string;
  /** The day of the approval, in the branch's zone. */
  readonly since: CalendarDate;
  readonly is: 'new' | 'tolerated';
}

export function termsOf(payments: readonly Payment[], overrides: ModalityOverrides = {}): OrderTerms {
  const isDated = !lacksDueDate(payments, overrides);
  const parts = { amountCents: termCents(payments, overrides), exposedCents: exposedCents(payments, overrides) };
  return { ...parts, lastDueOn: lastDueOn(payments), isDated };
}

type Dues = Pick<OrderTerms, 'lastDueOn' | 'isDated'>;

/** Nothing is due later than before, as far as anybody has said. */
export function isDueNoLater(now: Dues, then: Dues): boolean {
  return (now.lastDueOn ?? '') <= (then.lastDueOn ?? '') && (now.isDated || !then.isDated);
}

interface Moment {
  readonly at: string;
  readonly zone: string;
}

/**
 * The approvals that still reach the order as it is. The waiver's id is the decision that approved. What was released
 * while nobody could verify it is not approved in case it turns out true.
 */
export function toleratedBy(
  approval: Approval | null,
  terms: OrderTerms,
  tolerance: Tolerance | undefined,
  moment: Moment,
): readonly Waiver[] {
  if (approval === null || tolerance === undefined) return [];
  return approval.checks
    .filter((approved) => reaches(approved, terms, tolerance, moment))
    .map(({ check, decision: id, result }) => {
      const only = result === CheckResult.unknown ? { onlyUnverified: true as const } : {};
      return { kind: 'tolerance', id, checks: [check], ...only };
    });
}

function reaches(
  approved: ApprovedCheck,
  terms: OrderTerms,
  { growPercent, days }: Tolerance,
  { at, zone }: Moment,
): boolean {
  if (growPercent === 0 && days === 0) return false;
  const age = daysBetween(dateInZone(approved.at, zone), dateInZone(at, zone));
  const isWithin = (now: number, then: number) => now * 100 <= then * (100 + growPercent);
  return (
    isWithin(terms.amountCents, approved.amountCents) &&
    isWithin(terms.exposedCents, approved.exposedCents) &&
    age <= days &&
    isDueNoLater(terms, approved)
  );
}

/** A check as judged with what stood against it. */
interface Judged {
  readonly check: string;
  readonly mode: Mode;
  readonly result: CheckResult;
  readonly outcome: Outcome;
}

/** An evaluation by which the order passes. */
export interface Passing {
  readonly decision: string;
  readonly at: string;
  readonly terms: OrderTerms;
  readonly checks: readonly Judged[];
  readonly waived: readonly WaivedCheck[];
  /** False where no action is passed by it: an order that waits was only looked at again. */
  readonly isAction: boolean;
}

/**
 * What the order keeps after passing. A check that blocks and is clear, or is released or excepted, is approved anew; one
 * that tolerance let pass keeps its approval, so that growth adds up; one that only indicates gets none.
 */
export function approvalAfter(before: Approval | null, passing: Passing): Approval {
  const { decision, at, terms, checks, waived, isAction } = passing;
  const approved = checks
    .filter((judged) => isApproved(judged, waived, isAction))
    .map(({ check, result }): ApprovedCheck => ({ check, at, decision, result, ...terms }));
  const anew = new Set(approved.map(({ check }) => check));
  const kept = (before === null ? [] : lowered(before, terms).checks).filter(({ check }) => !anew.has(check));
  const now = { checks: [...kept, ...approved] };
  if (!isAction) return { at: before?.at ?? at, indicated: before?.indicated ?? [], ...now };
  const judged = new Set(checks.map(({ check }) => check));
  const indicating = checks.filter(({ outcome }) => outcome === Outcome.indicated).map(({ check }) => check);
  const earlier = (before?.indicated ?? []).filter((check) => !judged.has(check));
  return { at, indicated: [...earlier, ...indicating], ...now };
}

/**
 * An approval shrinks with its order: the room that a smaller order gives back others may have taken when it is to grow
 * again.
 */
export function lowered(approval: Approval, { amountCents, exposedCents: owed }: OrderTerms): Approval {
  const checks = approval.checks.map((one) => ({
    ...one,
    amountCents: Math.min(one.amountCents, amountCents),
    exposedCents: Math.min(one.exposedCents, owed),
  }));
  return { ...approval, checks };
}

function isApproved({ check, mode, result, outcome }: Judged, waived: readonly WaivedCheck[], isAction: boolean) {
  const by = waived.find((one) => one.check === check);
  if (by !== undefined) return by.kind !== 'tolerance' && (mode === Mode.block || result === CheckResult.unknown);
  return isAction && mode === Mode.block && outcome === Outcome.clear;
}

/** What to say of an order that has passed before: which reasons to hold it are new, and which are tolerated. */
export function sinceApproval(
  approval: Approval | null,
  checks: readonly Judged[],
  waived: readonly WaivedCheck[],
  zone: string,
): readonly SinceApproval[] {
  if (approval === null) return [];
  return checks.flatMap(({ check, outcome }): SinceApproval[] => {
    const approved = approval.checks.find((one) => one.check === check);
    const since = dateInZone((approved ?? approval).at, zone);
    const isTolerated = waived.some((one) => one.kind === 'tolerance' && one.check === check);
    if (isTolerated) return [{ check, since, is: 'tolerated' }];
    const isNew = holds(outcome) && (approved !== undefined || !approval.indicated.includes(check));
    return isNew ? [{ check, since, is: 'new' }] : [];
  });
}
