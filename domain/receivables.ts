/** Owns the statistics of a customer's or group's titles: what they owe, how late they are, how late they have paid. */
import { nextBusinessDayOnOrAfter, type BusinessCalendar } from './business-days';
import { addDays, daysBetween, type CalendarDate } from './calendar';
import { reservationKey } from './exposure';
import { sumCents } from './money';
import type { IssuedTitle } from './titles';

/** How far back payments tell something, in days; the first and the last day are in. */
export const HISTORY_DAYS = 365;

export type StatisticsOptions = {
  /** The branch's date. */
  readonly today: CalendarDate;
  readonly calendar: BusinessCalendar;
  /** Days a title may be overdue before it counts as *beyond grace*: bank files arrive a day late. */
  readonly overdueGraceDays: number;
};

export type ReceivablesStatistics = Delays & Overdue & Totals;

/** Over titles settled in the last 365 days, each once. All `null` figures mean that there was none. */
export type Delays = {
  readonly hasPaymentHistory: boolean;
  readonly settledCount: number;
  /** Whole days; with `settledCount` it compares an average exactly. */
  readonly delaySumDays: number;
  readonly averageDelayDays: number | null;
  /** The same mean weighted by principal. */
  readonly averageDelayWeightedDays: number | null;
  /** The same mean with titles now overdue, at their delay so far. */
  readonly averageDelayWithOpenDays: number | null;
  readonly maxDelayDays: number | null;
};

/** Open titles past the business day they were due on. */
export type Overdue = {
  readonly overdueCents: number;
  readonly overdueCount: number;
  /** 0 when none is overdue. */
  readonly overdueMaxDays: number;
  readonly overdueBeyondGraceCents: number;
  readonly overdueBeyondGraceCount: number;
};

export type Totals = {
  readonly openCents: number;
  readonly exposedCents: number;
  readonly titlesAtNotaryCount: number;
  /** Money and cleared cheques, by the day they became money, of the last 365 days. */
  readonly receivedCents365: number;
};

/**
 * The figures as of `today`. Cancelled titles, titles not yet issued and titles that an acquirer owes are in none.
 * Due dates on a closed day count from the next business day: due Saturday, paid Tuesday is 1.
 */
export function receivablesStatistics(
  titles: readonly IssuedTitle[],
  options: StatisticsOptions,
): ReceivablesStatistics {
  const counted = countedTitles(titles);
  const overdue = counted
    .filter((title) => title.openCents > 0)
    .map((title) => ({ openCents: title.openCents, days: delayDays(title, options.today, options.calendar) }))
    .filter(({ days }) => days > 0);
  const delays = delaysOf(
    counted,
    overdue.map(({ days }) => days),
    options,
  );
  return Object.assign(delays, overdueOf(overdue, options.overdueGraceDays), totalsOf(counted, options.today));
}

/**
 * The business day that delay counts from. A change of the due date counts when it was agreed before the day then due
 * had passed; the first one agreed later ends it, since the delay it came after stays, whatever is agreed from then on.
 */
export function delayDueOn(title: IssuedTitle, calendar: BusinessCalendar): CalendarDate {
  let dueOn = nextBusinessDayOnOrAfter(title.originalDueOn, calendar);
  for (const change of title.dueDateChanges) {
    if (change.agreedOn > dueOn) break;
    dueOn = nextBusinessDayOnOrAfter(change.dueOn, calendar);
  }
  return dueOn;
}

/** Whole days from the business day a title was due on until `on`; never negative. */
export function delayDays(title: IssuedTitle, on: CalendarDate, calendar: BusinessCalendar): number {
  return Math.max(0, daysBetween(delayDueOn(title, calendar), on));
}

/** What titles still expose, in cents: the ledger's part of what a customer has taken. */
export function exposedCentsOf(titles: readonly IssuedTitle[]): number {
  return sumCents(countedTitles(titles).map((title) => title.exposedCents));
}

/**
 * Principal by the order or sale that titles bill, in cents, keyed by `reservationKey`. A title that takes the place of
 * others bills nothing anew, even if it repeats the order's id.
 */
export function billedByReservation(titles: readonly IssuedTitle[]): ReadonlyMap<string, number> {
  const billed = new Map<string, number>();
  const add = (key: string, cents: number) => billed.set(key, sumCents([billed.get(key) ?? 0, cents]));
  for (const { branch, order, sale, principalCents, renegotiates } of countedTitles(titles)) {
    if (renegotiates.length > 0) continue;
    if (order !== null) add(reservationKey({ kind: 'order', branch, id: order }), principalCents);
    if (sale !== null) add(reservationKey({ kind: 'sale', branch, id: sale }), principalCents);
  }
  return billed;
}

function countedTitles(titles: readonly IssuedTitle[]): IssuedTitle[] {
  return titles.filter((title) => title.state !== 'cancelled' && title.owedByCustomer);
}

/**
 * A title counts on the day its open amount reached zero. One that was assigned is left out: it was closed by who
 * bought it, and says nothing of its payer (*ours*). One written off counts, at least that late.
 */
function delaysOf(counted: readonly IssuedTitle[], overdueDays: readonly number[], options: StatisticsOptions): Delays {
  const settled = counted.flatMap((title) => {
    if (title.settledOn === null || !isInHistory(title.settledOn, options.today) || wasAssigned(title)) return [];
    return [{ days: delayDays(title, title.settledOn, options.calendar), cents: title.principalCents }];
  });
  const settledCount = settled.length;
  const delaySumDays = sumCents(settled.map(({ days }) => days));
  return {
    hasPaymentHistory: settledCount > 0,
    settledCount,
    delaySumDays,
    averageDelayDays: settledCount > 0 ? delaySumDays / settledCount : null,
    averageDelayWeightedDays: weightedMean(settled),
    averageDelayWithOpenDays:
      settledCount + overdueDays.length > 0
        ? sumCents([delaySumDays, ...overdueDays]) / (settledCount + overdueDays.length)
        : null,
    maxDelayDays: settledCount > 0 ? largest(settled.map(({ days }) => days)) : null,
  };
}

function overdueOf(overdue: readonly { openCents: number; days: number }[], graceDays: number): Overdue {
  const beyondGrace = overdue.filter(({ days }) => days > graceDays);
  return {
    overdueCents: sumCents(overdue.map(({ openCents }) => openCents)),
    overdueCount: overdue.length,
    overdueMaxDays: largest(overdue.map(({ days }) => days)),
    overdueBeyondGraceCents: sumCents(beyondGrace.map(({ openCents }) => openCents)),
    overdueBeyondGraceCount: beyondGrace.length,
  };
}

function totalsOf(counted: readonly IssuedTitle[], today: CalendarDate): Totals {
  const received = counted
    .flatMap((title) => title.collections)
    .filter(({ receivedOn }) => receivedOn !== null && isInHistory(receivedOn, today));
  return {
    openCents: sumCents(counted.map((title) => title.openCents)),
    exposedCents: exposedCentsOf(counted),
    titlesAtNotaryCount: counted.filter((title) => title.openCents > 0 && title.carrier === 'notary').length,
    receivedCents365: sumCents(received.map(({ netCents }) => netCents)),
  };
}

function isInHistory(on: CalendarDate, today: CalendarDate): boolean {
  return on <= today && on >= addDays(today, -HISTORY_DAYS);
}

/** Closed by who bought it: of its payer it says nothing. */
export function wasAssigned(title: IssuedTitle): boolean {
  return title.collections.some(({ method, netCents }) => method === 'assigned' && netCents > 0);
}

/** Days × cents leaves exact numbers early, and a sum of rounded ones would depend on its order. */
function weightedMean(settled: readonly { days: number; cents: number }[]): number | null {
  if (settled.length === 0) return null;
  let weighted = 0n;
  let weights = 0n;
  for (const { days, cents } of settled) {
    weighted += BigInt(days) * BigInt(cents);
    weights += BigInt(cents);
  }
  return Number(weighted) / Number(weights);
}

function largest(days: readonly number[]): number {
  return days.reduce((most, candidate) => Math.max(most, candidate), 0);
}
