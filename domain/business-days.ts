/** Owns business days: weekends and holidays, which come in as data, and the shift of a due date past them. */
import { addDays, dayOfWeek, type CalendarDate } from './calendar';

/** Says which days banks work, and so on which days a payment could have been made. */
export type BusinessCalendar = { readonly isBusinessDay: (date: CalendarDate) => boolean };

/** No calendar has a run of closed days near this long; one that does is a wrong list of holidays. */
const LONGEST_CLOSURE_DAYS = 31;

/** The calendar of Monday to Friday less the holidays given. Give the holidays of every year that will be asked about. */
export function calendarOf(holidays: ReadonlySet<CalendarDate>): BusinessCalendar {
  return { isBusinessDay: (date) => !isWeekend(date) && !holidays.has(date) };
}

/** True on Saturday and Sunday. */
export function isWeekend(date: CalendarDate): boolean {
  const day = dayOfWeek(date);
  return day === 0 || day === 6;
}

/**
 * The date itself when it is a business day, else the first one after it: a title due on Saturday is due on Monday.
 * Throws a `RangeError` when the calendar has no business day within a month.
 */
export function nextBusinessDayOnOrAfter(date: CalendarDate, calendar: BusinessCalendar): CalendarDate {
  let candidate = date;
  for (let days = 0; days <= LONGEST_CLOSURE_DAYS; days++) {
    if (calendar.isBusinessDay(candidate)) return candidate;
    candidate = addDays(candidate, 1);
  }
  throw new RangeError(`the calendar has no business day in the ${LONGEST_CLOSURE_DAYS} days after ${date}`);
}
