/** Owns what the instalment screen (*Crediário*) is told of a customer at the counter, by the check that a sale meets. */
import type { SaleVerdict, DecisionStore } from '../adapters/mongo/decision-store';
import type { SaleRecord, SaleStore } from '../adapters/mongo/sale-store';
import type { Situation } from '../contracts/customer';
import type { LiveRelease } from '../contracts/release';
import { dateInZone, type CalendarDate } from '../domain/calendar';
import { releasesAtCounter, roomCents } from '../domain/counter';
import { CrivoError } from '../domain/errors';
import type { FactReading } from '../domain/facts';
import { limitInForce, limitLastDay, type LimitInForce } from '../domain/limits';
import { delayDays } from '../domain/receivables';
import { examineCredit, type CreditCheckResult, type CreditExamination } from './check-credit';
import { openTitlesOf, type OpenTitle } from './read-receivables';
import type { CreditStores } from './stores';

export interface InstalmentsQuestion {
  readonly branch: string;
  readonly customerKey: string;
  /** Who would record a sale: a release that they granted doesn't help them. */
  readonly subject: string;
}

export interface InstalmentsStores {
  readonly credit: CreditStores;
  readonly sales: Pick<SaleStore, 'newestOf'>;
  readonly decisions: Pick<DecisionStore, 'saleVerdicts'>;
}

/** A sale, with what was found as it was judged; `null` where its decision is kept no more. */
export interface JudgedSale {
  readonly sale: SaleRecord;
  readonly verdict: SaleVerdict | null;
}

/** `null` figures are not known: the ledger could not be read as a whole. Sums are cents. */
export interface Instalments {
  readonly customerKey: string;
  readonly asOf: CalendarDate;
  readonly situation: Situation;
  readonly limit: LimitInForce & { readonly lastDay: CalendarDate | null };
  readonly taken: { readonly titlesCents: number; readonly reservedCents: number } | null;
  readonly availableCents: number | null;
  readonly overdue: { readonly count: number; readonly cents: number; readonly mostDays: number } | null;
  /** What the least sale on credit would meet. */
  readonly verdict: CreditCheckResult;
  readonly openTitles: readonly OpenTitle[] | null;
  readonly releases: readonly (LiveRelease & { readonly leftCents: number; readonly lastDay: CalendarDate })[];
  readonly sales: readonly JudgedSale[];
}

const SALES_TOLD = 10;

/** A cent on credit, whose terms nobody asks about: what stands against it stands against every sale on credit. */
const LEAST_SALE = {
  totalCents: 1,
  payments: [{ modality: 'bankSlip', amountCents: 1, dueOn: [] }],
  isAmountOnly: true,
} as const;

/**
 * Reads only, and a bounded number of times: the customer, what a check of it reads, its newest sales and their
 * decisions. Every figure is the one that the rules of a receipt read. Errors: `CustomerNotFound`, `BranchNotFound`,
 * those of the policy.
 */
export async function readInstalments(
  { credit, sales, decisions }: InstalmentsStores,
  { branch, customerKey, subject }: InstalmentsQuestion,
): Promise<Instalments> {
  const customer = await credit.customers.find(customerKey);
  if (customer === null) throw new CrivoError('CustomerNotFound');
  const [examined, newest] = await Promise.all([
    examineCredit(credit, { branch, customer, action: 'receipt', people: [subject], ...LEAST_SALE }),
    sales.newestOf(branch, customerKey, SALES_TOLD),
  ]);
  const verdicts = await decisions.saleVerdicts(newest.map(({ decision }) => decision));
  const { zone } = examined.branch.parameters;
  return {
    ...creditOf(examined),
    releases: releasesAtCounter(examined.releases, { branch, subject }).map((one) => ({
      ...one,
      lastDay: lastDayBefore(one.endsAt, zone),
    })),
    sales: newest.map((sale) => ({
      sale,
      verdict: verdicts.find(({ decision }) => decision === sale.decision) ?? null,
    })),
  };
}

function creditOf({ result, evidence, facts }: CreditExamination): Omit<Instalments, 'releases' | 'sales'> {
  if (evidence === null || facts === null) throw new CrivoError('CustomerNotFound');
  const { customer, titles, exposure, calendar, zone, now } = evidence;
  const { customerKey, situation } = customer;
  const today = dateInZone(now.toISOString(), zone);
  const { openCents = 0, reservedCents = 0 } = exposure.members[customerKey] ?? {};
  const [count, cents, mostDays] = [facts.overdueCount, facts.overdueCents, facts.overdueMaxDays].map(numberOf);
  return {
    customerKey,
    asOf: today,
    situation,
    limit: { ...limitInForce(customer, today), lastDay: limitLastDay(customer, today) },
    taken: titles && { titlesCents: openCents, reservedCents },
    availableCents: roomCents(facts),
    overdue: titles && { count: count ?? 0, cents: cents ?? 0, mostDays: mostDays ?? 0 },
    verdict: result,
    openTitles: titles && openTitlesOf(titles, (title) => delayDays(title, today, calendar)),
  };
}

function numberOf(reading: FactReading): number | null {
  return reading.known && typeof reading.value === 'number' ? reading.value : null;
}

/** What ends at the first instant of a day has its last day before. */
function lastDayBefore(instant: string, zone: string): CalendarDate {
  return dateInZone(new Date(Date.parse(instant) - 1).toISOString(), zone);
}
