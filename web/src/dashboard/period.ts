/** Owns the period that figures are of: days of the reader's calendar. */
import type { Period } from './use-figures';

/** As many as the API sums up at once. */
export const MOST_DAYS = 92;
const DAY_MS = 86_400_000;

/** The last so many days, today among them. */
export function lastDays(days: number, now: Date = new Date()): Period {
  const first = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days + 1);
  return { from: isoOfDay(first), to: isoOfDay(now) };
}

/** How many days, both ends counted; less than one where they are the wrong way round. */
export function lengthOf({ from, to }: Period): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

function isoOfDay(date: Date): string {
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0'));
  return `${date.getFullYear()}-${month ?? ''}-${day ?? ''}`;
}
