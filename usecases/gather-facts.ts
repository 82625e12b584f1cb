/** Owns how the readings that rules are judged on come about. Free of charge, and the same for checks and orders. */
import type { ExposureDocument } from '../adapters/mongo/exposure-store';
import type { CustomerRecord } from '../contracts/customer';
import type { Policy } from '../contracts/policy';
import type { BusinessCalendar } from '../domain/business-days';
import { dateInZone, daysBetween, type CalendarDate } from '../domain/calendar';
import type { BureauReport } from '../domain/bureau-report';
import { groupTakenWithoutOwn, takenWithoutOwn } from '../domain/exposure';
import {
  checkReading,
  type FactName,
  type FactReading,
  type FactReadings,
  type FactSource,
  type FactValue,
} from '../domain/facts';
import { FACT_NAMES, FACTS } from '../domain/facts';
import { limitInForce } from '../domain/limits';
import { exposedCents, lacksDueDate, termCents, type Payment } from '../domain/modalities';
import type { IssuedTitle } from '../domain/titles';
import { receivablesStatistics, type ReceivablesStatistics } from '../domain/receivables';
import { reportFacts } from './report-facts';

/** Everything facts are computed from, read once for one evaluation. */
export interface Evidence {
  readonly policy: Policy;
  readonly zone: string;
  readonly calendar: BusinessCalendar;
  readonly customer: CustomerRecord;
  /** `null` when the ledger could not be read as a whole; what stands on it is unknown then. */
  readonly titles: readonly IssuedTitle[] | null;
  /** Of all members of the group, under the same condition. */
  readonly groupTitles: readonly IssuedTitle[] | null;
  /** When the branch last sent its receivables to their end; `null` for one that never did. */
  readonly receivablesAt: string | null;
  /** The instant of the newest movement known, or of now when there is none. */
  readonly ledgerAsOf: string;
  /** What bureaus have answered so far, as stored. */
  readonly reports: readonly BureauReport[];
  readonly exposure: ExposureDocument;
  /** Key of this order's own reservation, which must not count against itself; `null` for a check without an order. */
  readonly ownKey: string | null;
  /** What titles have billed of this order already, in cents. */
  readonly billedCents: number;
  /** `isAmountOnly`: a check by an amount, its one line made up: about terms nothing is asked. */
  readonly order: { readonly totalCents: number; readonly payments: readonly Payment[]; readonly isAmountOnly?: true };
  readonly now: Date;
}

type Values = Partial<Record<FactName, FactValue | null | typeof FAILED>>;
const FAILED = Symbol('could not be read');

/** Readings of the whole catalogue. `null` is a value that doesn't exist (`notApplicable`), absence is `missing`. */
export function gatherFacts(evidence: Evidence): FactReadings {
  const now = evidence.now.toISOString();
  const { zone, policy, reports } = evidence;
  const today = dateInZone(now, zone);
  const statistics = statisticsOf(evidence.titles, evidence, today);
  const isAlone = evidence.titles === null || evidence.groupTitles === evidence.titles;
  const ofGroup = isAlone ? statistics : statisticsOf(evidence.groupTitles, evidence, today);
  const parts: readonly (Values | null)[] = [
    orderFacts(evidence, today),
    evidence.titles === null ? failed('exposure', 'ledger') : exposureFacts(evidence, today),
    limitFacts(evidence.customer, today),
    termFacts(evidence),
    statistics && ledgerFacts(statistics),
    ofGroup && groupFacts(ofGroup),
    ingestFacts(evidence),
  ];
  // Assigned, not spread: a literal of many spreads takes longer than all the rest of gathering.
  const values: Values = {};
  for (const part of parts) Object.assign(values, part);
  const ofReports = reportFacts({
    parameters: policy.parameters,
    reports,
    delays: statistics,
    on: { today, zone },
    now,
  });
  const { ledgerAsOf: ledger } = evidence;
  const asOf = { order: now, exposure: now, ingest: now, customer: evidence.customer.updatedAt, ledger };
  const readings: Partial<Record<FactName, FactReading>> = {};
  for (const name of FACT_NAMES) {
    const { source } = FACTS[name];
    readings[name] = checkReading(name, source === 'report' ? ofReports[name] : reading(values[name], source, asOf));
  }
  return readings as FactReadings;
}

/** The part of an order that counts in the limit and is not in titles yet, in cents. */
export function openShareCents(evidence: Pick<Evidence, 'policy' | 'order' | 'billedCents'>): number {
  const exposed = exposedCents(evidence.order.payments, evidence.policy.modalities);
  return Math.max(0, exposed - evidence.billedCents);
}

type OtherSource = Exclude<FactSource, 'report'>;

function reading(value: Values[FactName], source: OtherSource, asOf: Record<OtherSource, string>): FactReading {
  if (value === undefined) return { known: false, why: 'missing' };
  if (value === FAILED) return { known: false, why: 'failed' };
  if (value === null) return { known: false, why: 'notApplicable' };
  return { known: true, value, asOf: asOf[source], source };
}

function orderFacts(evidence: Evidence, today: CalendarDate): Values {
  const { order, policy } = evidence;
  const term = termCents(order.payments, policy.modalities);
  const lastDue = order.payments.flatMap((payment) => payment.dueOn ?? []).reduce((a, b) => (b > a ? b : a), today);
  const isTermKnown = order.isAmountOnly === true || !lacksDueDate(order.payments, policy.modalities);
  return {
    orderTotalCents: order.totalCents,
    termCents: term,
    hasTermPart: term > 0,
    ...(isTermKnown && { longestTermDays: daysBetween(today, lastDue) }),
    thisCents: openShareCents(evidence),
  };
}

/** Every fact of these sources, unknown because reading failed. */
function failed(...sources: readonly FactSource[]): Values {
  return Object.fromEntries(
    FACT_NAMES.filter((name) => sources.includes(FACTS[name].source)).map((name) => [name, FAILED]),
  );
}

function exposureFacts(evidence: Evidence, today: CalendarDate): Values {
  const { exposure, customer, ownKey } = evidence;
  const taken = takenWithoutOwn(exposure, customer.customerKey, ownKey ?? '');
  const held = Object.entries(exposure.held)
    .filter(([key, entry]) => key !== ownKey && entry.customerKey === customer.customerKey)
    .reduce((sum, [, entry]) => sum + entry.heldCents, 0);
  const groupTaken = groupTakenWithoutOwn(exposure, ownKey ?? '');
  const groupLimitCents = exposure.group && limitInForce(exposure.group, today).amountCents;
  return {
    takenCents: taken,
    exposureAfterCents: taken + openShareCents(evidence),
    heldOrdersCents: held,
    // What a member whose ledger can't be read has taken is not known, so neither is the sum.
    groupTakenCents: evidence.groupTitles === null ? FAILED : groupTaken,
    groupExposureAfterCents: evidence.groupTitles === null ? FAILED : groupTaken + openShareCents(evidence),
    hasGroupLimit: groupLimitCents !== null,
    groupLimitCents,
  };
}

function limitFacts(customer: CustomerRecord, today: CalendarDate): Values {
  const { kind, amountCents, expired, isTemporary, guaranteedCents } = limitInForce(customer, today);
  return {
    situation: customer.situation,
    limitKind: kind,
    limitExpired: expired,
    limitCents: amountCents,
    limitIsTemporary: isTemporary,
    guaranteedCents,
  };
}

/** The customer's own longest term, else the policy's; unknown where neither is told. */
function termFacts({ customer, policy }: Evidence): Values {
  const days = customer.maxTermDays ?? policy.parameters.maxTermDays;
  return days === undefined ? {} : { maxTermDays: days };
}

function statisticsOf(
  titles: readonly IssuedTitle[] | null,
  { calendar, policy: { parameters } }: Evidence,
  today: CalendarDate,
): ReceivablesStatistics | null {
  return titles && receivablesStatistics(titles, { today, calendar, overdueGraceDays: parameters.overdueGraceDays });
}

function ledgerFacts(statistics: ReceivablesStatistics): Values {
  const { hasPaymentHistory, averageDelayDays, averageDelayWeightedDays, averageDelayWithOpenDays } = statistics;
  const { maxDelayDays, settledCount, openCents, overdueCents, overdueCount, overdueMaxDays } = statistics;
  const { overdueBeyondGraceCents, overdueBeyondGraceCount, titlesAtNotaryCount } = statistics;
  return {
    hasPaymentHistory,
    averageDelayDays,
    averageDelayWeightedDays,
    averageDelayWithOpenDays,
    maxDelayDays,
    settledCount,
    openCents,
    overdueCents,
    overdueCount,
    overdueMaxDays,
    overdueBeyondGraceCents,
    overdueBeyondGraceCount,
    titlesAtNotaryCount,
  };
}

/** For who is alone in its group these are its own figures. One member whose ledger is unknown makes them unknown. */
function groupFacts(statistics: ReceivablesStatistics): Values {
  return {
    groupOverdueBeyondGraceCents: statistics.overdueBeyondGraceCents,
    groupOverdueBeyondGraceCount: statistics.overdueBeyondGraceCount,
    groupHasPaymentHistory: statistics.hasPaymentHistory,
    groupAverageDelayDays: statistics.averageDelayDays,
  };
}

const DAY_MS = 86_400_000;

/** Two processes' clocks may differ a little: nothing is younger than now. */
function ingestFacts({ receivablesAt, now }: Evidence): Values {
  const ageMs = receivablesAt === null ? null : Math.max(0, now.getTime() - Date.parse(receivablesAt));
  return { receivablesSent: ageMs !== null, receivablesAgeDays: ageMs === null ? null : ageMs / DAY_MS };
}
