/** Owns how punctually a customer has paid, month after month: what the desk sees as a line, and no rule reads. Pure. */
import type { BusinessCalendar } from './business-days';
import type { CalendarDate } from './calendar';
import { sumCents } from './money';
import { delayDays, wasAssigned } from './receivables';
import type { IssuedTitle } from './titles';

/** Titles settled within one calendar month. */
export interface PunctualMonth {
  /** Such as `2026-11`. */
  readonly month: string;
  readonly settledCount: number;
  /** Without a day of delay. */
  readonly onTimeCount: number;
  /** Unrounded mean; `null` where nothing was settled. */
  readonly averageDelayDays: number | null;
}

/** Two years, so that a season can be held against the same one before. */
export const PUNCTUAL_MONTHS = 24;

/**
 * The months up to `today`'s, oldest first, none left out. Each title counts once, in the month in which nothing of it
 * was open any more, with its delay as *average delay* counts it; what was assigned, cancelled or is owed by an
 * acquirer is left out likewise.
 */
export function punctuality(
  titles: readonly IssuedTitle[],
  { today, calendar }: { readonly today: CalendarDate; readonly calendar: BusinessCalendar },
): PunctualMonth[] {
  const delays = new Map<string, number[]>(monthsUpTo(today).map((month) => [month, []]));
  for (const title of titles) {
    const { state, owedByCustomer, settledOn } = title;
    if (state === 'cancelled' || !owedByCustomer || settledOn === null || settledOn > today) continue;
    if (wasAssigned(title)) continue;
    delays.get(settledOn.slice(0, 7))?.push(delayDays(title, settledOn, calendar));
  }
  return [...delays].map(([month, days]) => ({
    month,
    settledCount: days.length,
    onTimeCount: days.filter((one) => one === 0).length,
    averageDelayDays: days.length === 0 ? null : sumCents(days) / days.length,
  }));
}

function monthsUpTo(today: CalendarDate): string[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  const last = year * 12 + month - 1;
  return Array.from({ length: PUNCTUAL_MONTHS }, (_, index) => {
    const at = last - PUNCTUAL_MONTHS + 1 + index;
    return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}
