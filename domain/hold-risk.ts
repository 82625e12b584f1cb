/** Owns how risky a held order looks, as one number by which the queue is sorted. Pure. */
import type { FactName, FactReadings } from './facts';

/** The most that each part adds. Together they are 1000. */
const MOST = { overLimit: 450, overdue: 300, checks: 250 } as const;
/** At so many days the oldest overdue title adds the most. */
const OVERDUE_DAYS = 90;
/** Each check that holds the order adds so much. */
const PER_CHECK = 50;
/** What isn't known adds half of what the worst would: unknown is neither good nor the worst. */
const UNKNOWN_SHARE = 0.5;

/**
 * From 0 to 1000, whole. It orders a list and decides nothing: no check reads it. The sum of
 * - up to 450: by how many percent of the limit the order leads beyond it, 100 % or more being the most, and so is an
 *   order of a customer without any limit. A limit without an amount (unlimited, always reviewed) adds nothing;
 * - up to 300: days since the oldest open title fell due, 90 or more being the most;
 * - up to 250: 50 for each check that holds the order.
 *
 * What can't be known adds half of its part. What bureaus say counts by the checks that fired for it alone: a class among
 * the parts could be read out of the number, and who reads this list is noted nowhere.
 */
export function holdRisk(facts: FactReadings, holdingChecks: number): number {
  const parts = [
    MOST.overLimit * overLimitShare(facts),
    MOST.overdue * overdueShare(facts),
    Math.min(MOST.checks, holdingChecks * PER_CHECK),
  ];
  return Math.round(parts.reduce((sum, part) => sum + part, 0));
}

/**
 * By how many percent of the limit the order leads beyond it; `null` where no percent says it: without a limit, or where
 * something isn't known. As its last decision found it; a release measures anew.
 */
export function overLimitPercent(facts: FactReadings): number | null {
  const { limitKind } = facts;
  if (limitKind.known && limitKind.value !== 'amount') return limitKind.value === 'none' ? null : 0;
  const after = numberIn(facts, 'exposureAfterCents');
  const limit = numberIn(facts, 'limitCents');
  if (after === null || limit === null) return null;
  if (after <= limit) return 0;
  return limit === 0 ? null : ((after - limit) * 100) / limit;
}

function overLimitShare(facts: FactReadings): number {
  const { limitKind } = facts;
  if (limitKind.known && limitKind.value !== 'amount') return limitKind.value === 'none' ? 1 : 0;
  const after = numberIn(facts, 'exposureAfterCents');
  const limit = numberIn(facts, 'limitCents');
  if (after === null || limit === null) return UNKNOWN_SHARE;
  if (after <= limit) return 0;
  return limit === 0 ? 1 : Math.min(1, (after - limit) / limit);
}

function overdueShare(facts: FactReadings): number {
  const days = numberIn(facts, 'overdueMaxDays');
  return days === null ? UNKNOWN_SHARE : Math.min(1, Math.max(0, days / OVERDUE_DAYS));
}

function numberIn(facts: FactReadings, name: FactName): number | null {
  const reading = facts[name];
  return reading.known && typeof reading.value === 'number' ? reading.value : null;
}
