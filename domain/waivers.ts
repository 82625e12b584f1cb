/** Owns what stands against a check: a release, an exception or a tolerance by which it doesn't count. Pure. */
import { ALWAYS_HOLD, DefaultCheck } from './checks';
import { Outcome } from './outcome';

/** What may let a check pass, the strongest first: of two that would, the stronger one is named. */
export const WAIVER_KINDS = ['exception', 'release', 'tolerance'] as const;
export type WaiverKind = (typeof WAIVER_KINDS)[number];

/** Something that is in force and lets checks pass. */
export interface Waiver {
  readonly kind: WaiverKind;
  readonly id: string;
  readonly checks: 'all' | readonly string[];
  /** It lets pass what can't be verified, and not what is known to be so. */
  readonly onlyUnverified?: true;
}

/** What let one check pass, as its restriction is marked. */
export interface WaivedBy {
  readonly kind: WaiverKind;
  readonly id: string;
}

/** One check that something lets pass. A decision keeps them all, so that it is judged again by the same ones. */
export interface WaivedCheck extends WaivedBy {
  readonly check: string;
}

/** A check as it was judged with nothing against it. */
interface Judged {
  readonly check: string;
  readonly outcome: Outcome;
}

/** A customer who was blocked, or is to be held, after the order passed is not what was let pass then. */
const NEVER_TOLERATED: ReadonlySet<string> = new Set([DefaultCheck.situationBlocked, ALWAYS_HOLD]);

/**
 * Which checks don't count, and what lets each of them pass. `standing` is in the order in which it is to be used within
 * a kind. What would let nothing pass that holds is left alone: a release isn't used up by a check that only indicates.
 * An exception isn't used up by anything: what it names doesn't count, not even as an indication.
 */
export function waivedChecks(judged: readonly Judged[], standing: readonly Waiver[]): readonly WaivedCheck[] {
  const strongestFirst = WAIVER_KINDS.flatMap((kind) => standing.filter((waiver) => waiver.kind === kind));
  const chosen = judged.flatMap(({ check, outcome }) => {
    const waiver = outcome === Outcome.clear ? undefined : strongestFirst.find((one) => covers(one, check, outcome));
    return waiver === undefined ? [] : [{ check, kind: waiver.kind, id: waiver.id, holds: holds(outcome) }];
  });
  const needed = new Set(chosen.filter((one) => one.holds).map(nameOf));
  return chosen
    .filter((one) => one.kind === 'exception' || needed.has(nameOf(one)))
    .map(({ check, kind, id }) => ({ check, kind, id }));
}

/** What lets this check pass; `null` where it counts. */
export function waivedBy(waived: readonly WaivedCheck[], check: string): WaivedBy | null {
  const found = waived.find((one) => one.check === check);
  return found === undefined ? null : { kind: found.kind, id: found.id };
}

/** True for an outcome that keeps an order or sale from going on. */
export function holds(outcome: Outcome): boolean {
  return outcome === Outcome.blocked || outcome === Outcome.undetermined;
}

/** Tolerance takes no indication away: it keeps from holding, and no more. */
function covers({ kind, checks, onlyUnverified }: Waiver, check: string, outcome: Outcome): boolean {
  if (kind === 'tolerance' && (NEVER_TOLERATED.has(check) || !holds(outcome))) return false;
  if (onlyUnverified === true && outcome !== Outcome.undetermined) return false;
  return checks === 'all' || checks.includes(check);
}

function nameOf({ kind, id }: WaivedBy): string {
  return `${kind} ${id}`;
}
