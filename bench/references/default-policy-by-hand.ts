/** Owns the reference of P3: the default policy's checks as plain code, sharing nothing with the way policies are run. */
import type { FactName, FactReadings, FactValue } from '../../domain/facts';

/** `null`: not to be told from what is known. */
type Truth = boolean | null;
type Known = Readonly<Partial<Record<FactName, FactValue>>>;

/** By check: whether it fires. A check that the default policy gains needs its line here. */
export const FIRES: Readonly<Record<string, (facts: Known) => Truth>> = {
  'limit-exceeded': (f) =>
    both(is(f.limitKind, 'amount'), is(f.limitExpired, false), over(f.exposureAfterCents, f.limitCents)),
  'no-limit': (f) => is(f.limitKind, 'none'),
  'limit-expired': (f) => both(is(f.limitKind, 'amount'), is(f.limitExpired, true)),
  'review-required': (f) => is(f.limitKind, 'alwaysReview'),
  'overdue-titles': (f) => both(over(f.overdueBeyondGraceCount, 0), over(f.overdueBeyondGraceCents, 49_99)),
  'average-delay': (f) => both(is(f.hasPaymentHistory, true), over(f.averageDelayDays, 10)),
  'no-history': (f) => is(f.hasPaymentHistory, false),
  'situation-blocked': (f) => (f.situation === undefined ? null : f.situation !== 'cleared'),
  'order-above-ceiling': (f) => over(f.orderTotalCents, 50_000_00),
};

/** What each check came to, by id, and the worst of it for the order. Both in the product's own words. */
export interface ByHand {
  readonly checks: Readonly<Record<string, 'hit' | 'noHit' | 'unknown'>>;
  readonly outcome: 'clear' | 'indicated' | 'undetermined' | 'blocked';
}

/** The checks block the receipt of a sale and indicate everywhere else; what isn't held on term never blocks. */
export function judgeByHand(readings: FactReadings, action: 'save' | 'receipt', holdable: boolean): ByHand {
  const facts: Partial<Record<FactName, FactValue>> = {};
  for (const [name, reading] of Object.entries(readings)) if (reading.known) facts[name as FactName] = reading.value;
  const checks: Record<string, 'hit' | 'noHit' | 'unknown'> = {};
  for (const [id, fires] of Object.entries(FIRES)) {
    const truth = fires(facts);
    checks[id] = truth === null ? 'unknown' : truth ? 'hit' : 'noHit';
  }
  const results = Object.values(checks);
  const [isHit, isUnknown] = [results.includes('hit'), results.includes('unknown')];
  if (!isHit && !isUnknown) return { checks, outcome: 'clear' };
  if (action === 'save' || !holdable) return { checks, outcome: 'indicated' };
  return { checks, outcome: isHit ? 'blocked' : 'undetermined' };
}

function is(value: FactValue | undefined, wanted: FactValue): Truth {
  return value === undefined ? null : value === wanted;
}

function over(value: FactValue | undefined, bound: FactValue | undefined): Truth {
  return value === undefined || bound === undefined ? null : value > bound;
}

function both(...parts: readonly Truth[]): Truth {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}
