/** Owns one comparison of each fact that an analyst could mean: what pages and editors show as an example. */
import type { FactName, FactValue } from './facts';
import type { OperatorName } from './operators';

/** What stands behind a fact in a condition. */
export interface FactExample {
  readonly operator: OperatorName;
  readonly value: FactValue | readonly FactValue[] | { readonly fact: FactName };
}

const isTrue = { operator: 'equal', value: true } as const;
const isFalse = { operator: 'equal', value: false } as const;
const above = <T>(value: T) => ({ operator: 'greaterThan', value }) as const;
const from = <T>(value: T) => ({ operator: 'greaterThanInclusive', value }) as const;
const below = <T>(value: T) => ({ operator: 'lessThan', value }) as const;

/** By fact. A fact without one doesn't compile. */
export const FACT_EXAMPLES: Readonly<Record<FactName, FactExample>> = {
  orderTotalCents: above(5_000_000),
  termCents: above(1_000_000),
  hasTermPart: isTrue,
  longestTermDays: above({ fact: 'maxTermDays' }),
  thisCents: above(2_000_000),
  takenCents: above(3_000_000),
  exposureAfterCents: above({ fact: 'limitCents' }),
  heldOrdersCents: above(500_000),
  situation: { operator: 'in', value: ['blocked', 'underReview'] },
  limitKind: { operator: 'equal', value: 'none' },
  limitCents: below(100_000),
  limitExpired: isTrue,
  limitIsTemporary: isTrue,
  guaranteedCents: below(1_000_000),
  hasPaymentHistory: isFalse,
  averageDelayDays: above(10),
  averageDelayWeightedDays: above(10),
  averageDelayWithOpenDays: above(15),
  maxDelayDays: above(60),
  settledCount: below(3),
  openCents: above(5_000_000),
  overdueCents: above(100_000),
  overdueCount: from(2),
  overdueMaxDays: above(30),
  overdueBeyondGraceCents: from(5_000),
  overdueBeyondGraceCount: from(1),
  titlesAtNotaryCount: from(1),
  maxTermDays: below(30),
  bureauConsulted: isFalse,
  depsConsulted: isFalse,
  hasDepsReport: isFalse,
  depsReportAgeDays: from(90),
  riskClass: { operator: 'in', value: ['E', 'D', 'C'] },
  hasSpcReport: isFalse,
  spcReportAgeDays: from(30),
  spcEveryDays: { operator: 'lessThanInclusive', value: 7 },
  spcReportDue: isTrue,
  hasBureauRestrictions: isTrue,
  bureauRestrictionsCount: from(3),
  bureauRestrictionsCents: above(200_000),
  groupTakenCents: above(10_000_000),
  groupExposureAfterCents: above({ fact: 'groupLimitCents' }),
  hasGroupLimit: isTrue,
  groupLimitCents: below(1_000_000),
  groupOverdueBeyondGraceCents: from(5_000),
  groupOverdueBeyondGraceCount: from(1),
  groupHasPaymentHistory: isFalse,
  groupAverageDelayDays: above(10),
  receivablesSent: isFalse,
  receivablesAgeDays: above(1),
};

/** One comparison of each operator, with a fact it fits. */
export const OPERATOR_EXAMPLES: Readonly<Record<OperatorName, FactExample & { readonly fact: FactName }>> = {
  equal: { fact: 'situation', operator: 'equal', value: 'blocked' },
  notEqual: { fact: 'limitKind', operator: 'notEqual', value: 'unlimited' },
  in: { fact: 'riskClass', operator: 'in', value: ['E', 'D'] },
  notIn: { fact: 'riskClass', operator: 'notIn', value: ['AAA', 'AA', 'A'] },
  lessThan: { fact: 'settledCount', operator: 'lessThan', value: 3 },
  lessThanInclusive: { fact: 'maxTermDays', operator: 'lessThanInclusive', value: 30 },
  greaterThan: { fact: 'averageDelayDays', operator: 'greaterThan', value: 10 },
  greaterThanInclusive: { fact: 'orderTotalCents', operator: 'greaterThanInclusive', value: 1_000_000 },
};
