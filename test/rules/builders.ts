/** Owns the builders of policies and readings that tests of judging start from. */
import type { Condition } from '../../contracts/condition';
import type { Policy, PolicyCheck } from '../../contracts/policy';
import { FACT_NAMES, type FactName, type FactReading, type FactReadings, type FactValue } from '../../domain/facts';

const AS_OF = '2026-11-20T12:00:00.000Z';

/** The values of a good customer's modest order: no default check fires. */
const CALM: Readonly<Record<FactName, FactValue>> = {
  orderTotalCents: 100_000,
  termCents: 100_000,
  hasTermPart: true,
  longestTermDays: 28,
  thisCents: 100_000,
  takenCents: 200_000,
  exposureAfterCents: 300_000,
  heldOrdersCents: 0,
  groupTakenCents: 200_000,
  groupExposureAfterCents: 300_000,
  hasGroupLimit: false,
  groupLimitCents: 0,
  situation: 'cleared',
  limitKind: 'amount',
  limitCents: 1_000_000,
  limitExpired: false,
  limitIsTemporary: false,
  guaranteedCents: 0,
  hasPaymentHistory: true,
  averageDelayDays: 1.5,
  averageDelayWeightedDays: 1.5,
  averageDelayWithOpenDays: 1.5,
  maxDelayDays: 4,
  settledCount: 12,
  openCents: 200_000,
  overdueCents: 0,
  overdueCount: 0,
  overdueMaxDays: 0,
  overdueBeyondGraceCents: 0,
  overdueBeyondGraceCount: 0,
  titlesAtNotaryCount: 0,
  maxTermDays: 90,
  bureauConsulted: true,
  depsConsulted: true,
  hasDepsReport: true,
  depsReportAgeDays: 20,
  riskClass: 'A',
  hasSpcReport: true,
  spcReportAgeDays: 20,
  spcEveryDays: 365,
  spcReportDue: false,
  hasBureauRestrictions: false,
  bureauRestrictionsCount: 0,
  bureauRestrictionsCents: 0,
  groupOverdueBeyondGraceCents: 0,
  groupOverdueBeyondGraceCount: 0,
  groupHasPaymentHistory: true,
  groupAverageDelayDays: 1.5,
  receivablesSent: true,
  receivablesAgeDays: 0.25,
};

/** A reading of a value; of any value, since tests feed wrong ones in. */
export function known(value: unknown): FactReading {
  return { known: true, value: value as FactValue, asOf: AS_OF, source: 'test' };
}

/** Readings of a good customer, with the given ones in their place. */
export function readings(changed: Partial<Record<FactName, FactReading | FactValue>> = {}): FactReadings {
  const entries = FACT_NAMES.map((name) => {
    const given = changed[name] ?? CALM[name];
    return [name, typeof given === 'object' ? given : known(given)] as const;
  });
  return Object.fromEntries(entries) as Record<FactName, FactReading>;
}

/** A check that fires when its condition does. */
export function aCheck(when: Condition, changed: Partial<PolicyCheck> = {}): PolicyCheck {
  return {
    id: 'a-check',
    name: 'Uma verificação',
    rules: [{ id: 'a-rule', when }],
    modes: {},
    texts: { seller: 'Motivo e próximo passo.', analyst: 'Motivo.' },
    ...changed,
  };
}

/** A policy of the given checks. */
export function aPolicy(checks: PolicyCheck[], changed: Partial<Policy> = {}): Policy {
  return {
    schema: 1,
    id: 'a-policy',
    name: 'Uma política',
    parameters: { overdueGraceDays: 3 },
    modalities: {},
    checks,
    overrides: [],
    ...changed,
  };
}
