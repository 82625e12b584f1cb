/** Owns what is told of a customer's credit at a counter: what is left of the limits, and which releases help there. Pure. */
import type { FactName, FactReadings } from './facts';
import { MOST_CLAIMS, type Offered } from './release';

/** The limits in force and what is taken of them, as a sale is judged by. */
export type RoomFacts = Pick<
  FactReadings,
  'limitKind' | 'limitCents' | 'takenCents' | 'hasGroupLimit' | 'groupLimitCents' | 'groupTakenCents'
>;

/**
 * What may still be taken, in cents: of the customer's limit and of its group's, whichever leaves less; never below
 * zero, and zero where no credit was granted. `null` where no amount bounds it, or where what is taken is not known.
 */
export function roomCents(facts: RoomFacts): number | null {
  if (!facts.takenCents.known) return null;
  const kind = facts.limitKind.known ? facts.limitKind.value : null;
  if (kind === 'none') return 0;
  if (kind === null || kind === 'alwaysReview') return null;
  const rooms = [
    ...(kind === 'amount' ? [left(facts.limitCents, facts.takenCents)] : []),
    ...(facts.hasGroupLimit.known && facts.hasGroupLimit.value === true
      ? [left(facts.groupLimitCents, facts.groupTakenCents)]
      : []),
  ];
  const known = rooms.filter((room) => room !== null);
  return rooms.length === 0 || known.length < rooms.length ? null : Math.max(0, Math.min(...known));
}

function left(limit: FactReadings[FactName], taken: FactReadings[FactName]): number | null {
  if (!limit.known || !taken.known) return null;
  return typeof limit.value === 'number' && typeof taken.value === 'number' ? limit.value - taken.value : null;
}

/** The releases by which a sale that this person records may pass, each with what it still lets pass. */
export function releasesAtCounter<R extends Offered>(
  releases: readonly R[],
  { branch, subject }: { readonly branch: string; readonly subject: string },
): readonly (R & { readonly leftCents: number })[] {
  return releases
    .filter(({ scope }) => scope.kind !== 'order')
    .filter((one) => one.branch === branch && one.grantedBy !== subject)
    .filter(({ singleUse, claimCount }) => claimCount < (singleUse ? 1 : MOST_CLAIMS))
    .map((one) => ({ ...one, leftCents: one.ceilingCents - one.usedCents }))
    .filter(({ leftCents }) => leftCents > 0);
}
