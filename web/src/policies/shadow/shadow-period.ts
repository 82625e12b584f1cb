/** Owns the days of a run beside the live policy: which may be chosen, and how far it has come. Pure. */

const DAY_MS = 86_400_000;
/** The API takes thirty days of 24 hours; the end of the thirtieth day would be later. */
const MOST_DAYS = 29;
const USUAL_DAYS = 7;

/** As date fields write it, by the clock of whoever chooses. */
function dayOf(at: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** The first and the last day it may end on, and the one to begin with. */
export function endDays(now: Date): { readonly min: string; readonly max: string; readonly usual: string } {
  const inDays = (days: number) => dayOf(new Date(now.getTime() + days * DAY_MS));
  return { min: inDays(0), max: inDays(MOST_DAYS), usual: inDays(USUAL_DAYS) };
}

/** The last second of the day, by the clock of whoever chooses. */
export function endOfDay(day: string): string {
  return new Date(`${day}T23:59:59`).toISOString();
}

/** How much of the time has been counted, from 0 to 100. */
export function percentOf(run: {
  readonly startedAt: string;
  readonly countedUntil: string;
  readonly until: string;
}): number {
  const [from, now, to] = [run.startedAt, run.countedUntil, run.until].map((at) => Date.parse(at)) as [
    number,
    number,
    number,
  ];
  return to <= from ? 100 : Math.round(Math.min(1, Math.max(0, (now - from) / (to - from))) * 100);
}
