/** Owns the ageing periods of receivables, and the day on which a title moves from one to the next. */
import { addDays, daysBetween, type CalendarDate } from './calendar';

/** Last day of each period but the last, which has no end. *Ours*: Deps' own labels are to be confirmed. */
const LAST_DAYS = [30, 60, 90, 180, 365] as const;

/** Our names of the periods, in days, shortest first. A branch may give Deps other labels for them. */
export const AGEING_PERIODS = ['0-30', '31-60', '61-90', '91-180', '181-365', '366+'] as const;
export type AgeingPeriod = (typeof AGEING_PERIODS)[number];

/** The period that a number of days lies in; `days` is whole and not negative. */
export function periodOf(days: number): AgeingPeriod {
  const place = LAST_DAYS.findIndex((last) => days <= last);
  return AGEING_PERIODS[place] ?? '366+';
}

/** Days after the due date on which a title comes to stand elsewhere, the earliest first. */
const MOVES = [...LAST_DAYS.toReversed().map((last) => -last), 1, ...LAST_DAYS.map((last) => last + 1)] as const;

/**
 * The first day after `today` on which an open title stands elsewhere: in a shorter period before its due date, among
 * the overdue on the day after it, in a longer period from then on. `null` when it never moves again.
 */
export function nextPeriodOn(dueOn: CalendarDate, today: CalendarDate): CalendarDate | null {
  const age = daysBetween(dueOn, today);
  const move = MOVES.find((days) => days > age);
  return move === undefined ? null : addDays(dueOn, move);
}
