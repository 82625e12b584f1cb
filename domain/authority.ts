/** Owns authority bands: what a change of credit terms gives, and who may give as much alone. Pure. */
import type { CalendarDate } from './calendar';
import type { CreditTerms, Guarantee, Limit, TemporaryLimit } from './limits';
import { sumCents } from './money';

/** What the members of some user groups may do alone. `null` knows no bound; zero is nothing. */
export interface Band {
  readonly id: string;
  /** As analysts know it. */
  readonly label: string;
  readonly userGroups: readonly string[];
  /** The greatest credit they may give a customer or a group. */
  readonly limitUpToCents: number | null;
  /** The greatest amount they may release; absent is nothing. */
  readonly releaseUpToCents?: number | null;
  /** How far beyond the limit their releases may lead, in percent of it; absent is not beyond it. */
  readonly overLimitPercent?: number | null;
  /** The checks they may release; absent is none. */
  readonly checks?: 'all' | readonly string[];
}

/** What a release gives, as a band measures it. */
export interface ReleaseMeasure {
  readonly amountCents: number;
  readonly checks: 'all' | readonly string[];
  /**
   * Percent of the limit by which it may be exceeded; `Infinity` where there is no limit to exceed, or where it isn't
   * known how much is taken of it; 0 where no check of the limit is released.
   */
  readonly overLimitPercent: number;
}

/** The bands whose members may release as much, in the order of the policy. */
export function bandsThatRelease(bands: readonly Band[], measure: ReleaseMeasure): readonly Band[] {
  return bands.filter(
    ({ releaseUpToCents = 0, overLimitPercent = 0, checks = [] }) =>
      reaches(releaseUpToCents, measure.amountCents) &&
      reaches(overLimitPercent, measure.overLimitPercent) &&
      (checks === 'all' || (measure.checks !== 'all' && measure.checks.every((check) => checks.includes(check)))),
  );
}

function reaches(bound: number | null, needed: number): boolean {
  return bound === null || needed <= bound;
}

/** Credit terms with the situation, where there is one: a group has none. */
export interface CreditStanding extends CreditTerms {
  readonly situation?: 'cleared' | 'blocked' | 'underReview';
}

/**
 * What somebody has to be allowed to give for this change: the credit there is after it, if it allows anything that was
 * not allowed before (an amount, a longer validity, a cleared situation); zero for a change that only takes away, which
 * is always allowed. `Infinity` for an unlimited one.
 */
export function givenCents(before: CreditStanding, after: CreditStanding): number {
  return allowsMore(before, after) ? creditOf(after) : 0;
}

/**
 * The same for a group, whose own limit only bounds what its members' limits allow: taking that bound away, on any day from
 * `today` on, gives what no bound gives.
 */
export function givenToGroupCents(before: CreditTerms, after: CreditTerms, today: CalendarDate): number {
  return losesBound(before, after, today) ? Infinity : givenCents(before, after);
}

/** A group without a limit is bounded by a temporary one alone, from its first to its last day. */
function losesBound(before: CreditTerms, after: CreditTerms, today: CalendarDate): boolean {
  if (!isBounded(before, today) || after.limit.kind !== 'none') return false;
  const [bound, left] = [before.temporaryLimit, after.temporaryLimit];
  if (before.limit.kind === 'amount' || bound === null || left === null) return true;
  const from = bound.from < today ? today : bound.from;
  return left.from > from || left.to < bound.to;
}

function isBounded({ limit, temporaryLimit }: CreditTerms, today: CalendarDate): boolean {
  return limit.kind === 'amount' || (limit.kind === 'none' && temporaryLimit !== null && temporaryLimit.to >= today);
}

/** A customer on its way from one group into another, or alone: `null` for a group without terms. */
export interface GroupMove {
  readonly own: CreditTerms;
  /** What the customer has taken: it no longer counts where it leaves. */
  readonly takenCents: number;
  readonly from: CreditTerms | null;
  readonly to: CreditTerms | null;
}

/**
 * What moving a customer gives. Under a group's bound all that its members may take counts together; outside of it this
 * one's own credit comes on top, as far as the bound it comes under lets it, and the others may take what it had taken.
 * Coming under a bound from none only takes away.
 */
export function givenByMoveCents({ own, takenCents, from, to }: GroupMove, today: CalendarDate): number {
  if (from === null || !isBounded(from, today)) return 0;
  const bound = to === null || !isBounded(to, today) ? Infinity : creditOf(to);
  return Math.max(Math.min(creditOf(own), bound), takenCents);
}

/** True where one of these groups' bands reaches so far. */
export function isWithinBand(bands: readonly Band[], userGroups: readonly string[], neededCents: number): boolean {
  return neededCents === 0 || bandsThatReach(bands, neededCents).some((band) => holds(band, userGroups));
}

/** The bands that reach so far, in the order of the policy. */
export function bandsThatReach(bands: readonly Band[], neededCents: number): readonly Band[] {
  return bands.filter(({ limitUpToCents }) => limitUpToCents === null || neededCents <= limitUpToCents);
}

export function holds({ userGroups }: Pick<Band, 'userGroups'>, ofCaller: readonly string[]): boolean {
  return userGroups.some((group) => ofCaller.includes(group));
}

function creditOf({ limit, temporaryLimit, guarantees }: CreditTerms): number {
  if (limit.kind === 'unlimited') return Infinity;
  const standing = Math.max(amountOf(limit), temporaryLimit?.amountCents ?? 0);
  return sumCents([standing, ...guarantees.map(({ amountCents }) => amountCents)]);
}

function allowsMore(before: CreditStanding, after: CreditStanding): boolean {
  return (
    (after.situation === 'cleared' && before.situation !== 'cleared') ||
    isWiderLimit(before.limit, after.limit) ||
    isWiderTemporary(before.temporaryLimit, after.temporaryLimit) ||
    after.guarantees.some((one) => isWiderGuarantee(before.guarantees, one))
  );
}

function isWiderLimit(before: Limit, after: Limit): boolean {
  if (amountOf(after) > amountOf(before)) return true;
  return after.kind === 'amount' && before.kind === 'amount' && lastsLonger(before.validUntil, after.validUntil);
}

/** A limit that demands a person's look at each order gives nothing by itself, and less than none is nothing. */
function amountOf(limit: Limit): number {
  if (limit.kind === 'unlimited') return Infinity;
  return limit.kind === 'amount' ? limit.amountCents : 0;
}

function isWiderTemporary(before: TemporaryLimit | null, after: TemporaryLimit | null): boolean {
  if (after === null) return false;
  return before === null || after.amountCents > before.amountCents || after.from < before.from || after.to > before.to;
}

function isWiderGuarantee(before: readonly Guarantee[], after: Guarantee): boolean {
  const known = before.find(({ id }) => id === after.id);
  if (known === undefined) return true;
  const isGreater = after.amountCents > known.amountCents || after.sharePercent > known.sharePercent;
  return isGreater || lastsLonger(known.validUntil, after.validUntil);
}

function lastsLonger(before: string | null, after: string | null): boolean {
  return before !== null && (after === null || after > before);
}
