/** Owns the days on which Brazilian banks are closed, by year, from the library that knows them. */
import Holidays from 'date-holidays';
import { isWeekend, type BusinessCalendar } from '../../domain/business-days';
import { yearOf, type CalendarDate } from '../../domain/calendar';

/** National and bank holidays of Brazil. One per process: a year is computed once, on first use. */
export interface HolidayBook {
  /** The holidays of whole years, both ends included. */
  bankHolidays(fromYear: number, toYear: number): ReadonlySet<CalendarDate>;
  /** The calendar of a branch: banks' days less the branch's own holidays. It knows every year. */
  calendar(branchHolidays?: readonly CalendarDate[]): BusinessCalendar;
}

const FIRST_YEAR = 1900;
const LAST_YEAR = 2200;

/**
 * Builds the book. National holidays and those of banks (Carnival Monday and Tuesday, Corpus Christi) are in, as in
 * FEBRABAN's calendar. Election Sundays are Sundays already. Days without service to the public only, such as 31
 * December, are not: banks still settle then; a branch that wants them puts them on its own list.
 */
export function createHolidayBook(): HolidayBook {
  const library = new Holidays('BR', { types: ['public', 'bank'] });
  const years = new Map<number, ReadonlySet<CalendarDate>>();
  const ofYear = (year: number): ReadonlySet<CalendarDate> => {
    const known = years.get(year);
    if (known) return known;
    if (year < FIRST_YEAR || year > LAST_YEAR)
      throw new RangeError(`holidays are known from ${FIRST_YEAR} to ${LAST_YEAR}`);
    const holidays = new Set(library.getHolidays(year).map((holiday) => holiday.date.slice(0, 10)));
    years.set(year, holidays);
    return holidays;
  };
  return {
    bankHolidays: (fromYear, toYear) => {
      const all = new Set<CalendarDate>();
      for (let year = fromYear; year <= toYear; year++) for (const date of ofYear(year)) all.add(date);
      return all;
    },
    calendar: (branchHolidays = []) => {
      const own = new Set(branchHolidays);
      return { isBusinessDay: (date) => !isWeekend(date) && !own.has(date) && !ofYear(yearOf(date)).has(date) };
    },
  };
}
