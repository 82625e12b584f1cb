/** Owns the reference of P3: the default policy's checks as plain code, sharing nothing with the way policies are run. */
import type { FactName, FactReadings, FactValue } from '../../domain/facts';

/** `null`: not to be told from what is known. */
type Truth = boolean | null;
type Known = Readonly<Partial<Record<FactName, FactValue>>>;

/** By check: whether it fires. A check that the default policy gains needs its line here. */
export const FIRES: Readonly<Record<string, (facts: Known) => Truth>> = {
  'limit-exceeded': (f) =>
    either(
      both(is(f.limitKind, 'amount'), is(f.limitExpired, false), over(f.exposureAfterCents, f.limitCents)),
      both(is(f.hasGroupLimit, true), over(f.groupExposureAfterCents, f.groupLimitCents)),
    ),
  'no-limit': (f) => is(f.limitKind, 'none'),
  'limit-expired': (f) => both(is(f.limitKind, 'amount'), is(f.limitExpired, true)),
  'review-required': (f) => is(f.limitKind, 'alwaysReview'),
  'overdue-titles': (f) =>
    either(
      both(over(f.overdueBeyondGraceCount, 0), atLeast(f.overdueBeyondGraceCents, 50_00)),
      both(over(f.groupOverdueBeyondGraceCount, 0), atLeast(f.groupOverdueBeyondGraceCents, 50_00)),
    ),
  'average-delay': (f) =>
    either(
      both(is(f.hasPaymentHistory, true), over(f.averageDelayDays, 10)),
      both(is(f.groupHasPaymentHistory, true), over(f.groupAverageDelayDays, 10)),
    ),
  'no-history': (f) => is(f.hasPaymentHistory, false),
  'situation-blocked': (f) => (f.situation === undefined ? null : f.situation !== 'cleared'),
  'order-above-ceiling': (f) => over(f.orderTotalCents, 50_000_00),
  'terms-longer-than-customer': (f) => over(f.longestTermDays, f.maxTermDays),
  'spc-query-due': (f) => is(f.spcReportDue, true),
  'deps-report-old': (f) => either(is(f.hasDepsReport, false), atLeast(f.depsReportAgeDays, 90)),
  'bureau-restrictions': (f) => both(is(f.bureauConsulted, true), is(f.hasBureauRestrictions, true)),
  'risk-class-low': (f) =>
    both(is(f.depsConsulted, true), either(is(f.riskClass, 'C'), is(f.riskClass, 'D'), is(f.riskClass, 'E'))),
  'titles-at-notary': (f) => over(f.titlesAtNotaryCount, 0),
  'receivables-stale': (f) => both(is(f.receivablesSent, true), over(f.receivablesAgeDays, 1)),
};
/** What only asks for fresher data doesn't block a receipt. */
const NEVER_BLOCK: ReadonlySet<string> = new Set(['spc-query-due', 'deps-report-old', 'receivables-stale']);

/** What each check came to, by id, and the worst of it for the order. Both in the product's own words. */
export interface ByHand {
  readonly checks: Readonly<Record<string, 'hit' | 'noHit' | 'unknown'>>;
  readonly outcome: (typeof OUTCOMES)[number];
}
/** Mildest first. */
const OUTCOMES = ['clear', 'indicated', 'undetermined', 'blocked'] as const;

/** Checks block the receipt of a sale and indicate everywhere else; what isn't on term is never blocked. */
export function judgeByHand(readings: FactReadings, action: 'save' | 'receipt', holdable: boolean): ByHand {
  const facts: Partial<Record<FactName, FactValue>> = {};
  for (const [name, reading] of Object.entries(readings)) if (reading.known) facts[name as FactName] = reading.value;
  const checks: Record<string, 'hit' | 'noHit' | 'unknown'> = {};
  let worst = 0;
  for (const [id, fires] of Object.entries(FIRES)) {
    const truth = fires(facts);
    checks[id] = truth === null ? 'unknown' : truth ? 'hit' : 'noHit';
    if (truth === false) continue;
    const blocks = action === 'receipt' && holdable && !NEVER_BLOCK.has(id);
    worst = Math.max(worst, blocks ? (truth ? 3 : 2) : 1);
  }
  return { checks, outcome: OUTCOMES[worst] ?? 'blocked' };
}

function is(value: FactValue | undefined, wanted: FactValue): Truth {
  return value === undefined ? null : value === wanted;
}

function over(value: FactValue | undefined, bound: FactValue | undefined): Truth {
  return value === undefined || bound === undefined ? null : value > bound;
}

function atLeast(value: FactValue | undefined, bound: FactValue): Truth {
  return value === undefined ? null : value >= bound;
}

function both(...parts: readonly Truth[]): Truth {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

function either(...parts: readonly Truth[]): Truth {
  if (parts.includes(true)) return true;
  return parts.includes(null) ? null : false;
}
