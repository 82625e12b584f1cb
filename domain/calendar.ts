/** Owns calendar dates and instants: strict reading, day arithmetic, and the date an instant falls on in a time zone. */

/** A day without a time, 'YYYY-MM-DD'. Sorts as text. */
export type CalendarDate = string;

/** Of days that are the company's and no branch's: by the clock of most branches. */
export const COMPANY_ZONE = 'America/Sao_Paulo';

/** No zone is further from UTC. */
const LARGEST_OFFSET_MS = 15 * 3_600_000;
const DAY_MS = 86_400_000;
const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
const DATE_PATTERN = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT_PATTERN = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(?:Z|[+-](\d{2}):(\d{2}))$/;
const LARGEST_OFFSET_MINUTES = 14 * 60;
/** Days of each month, of February in a leap year. */
const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const SHORTEST_INSTANT = '2026-11-21T04:10:00Z'.length;

/**
 * True for a day that exists, from 1900-01-01 to 2199-12-31. Years outside are typing errors in a ledger (0001, 9999 as
 * "never"), and day arithmetic on them would be believed.
 */
export function isCalendarDate(text: string): text is CalendarDate {
  if (!DATE_PATTERN.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  if (year < FIRST_YEAR || year > LAST_YEAR) return false;
  return day >= 1 && day <= (month === 2 && !isLeapYear(year) ? 28 : (LONGEST_MONTHS[month - 1] ?? 0));
}

/** The day `days` after `date`, or before it when negative. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromEpochDay(epochDay(date) + days);
}

/** The same day `years` later; 29 February becomes the 28th where the year has none. */
export function addYears(date: CalendarDate, years: number): CalendarDate {
  const year = String(yearOf(date) + years).padStart(4, '0');
  const same = `${year}${date.slice(4)}`;
  return fromEpochDay(epochDay(same)) === same ? same : `${year}-02-28`;
}

/** The same time of the same day so many months later, in UTC; the month's last day where it has no such day. */
export function monthsAfter(instant: string, months: number): string {
  const from = new Date(instant);
  const day = from.getUTCDate();
  from.setUTCDate(1);
  from.setUTCMonth(from.getUTCMonth() + months);
  const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 0)).getUTCDate();
  from.setUTCDate(Math.min(day, last));
  return from.toISOString();
}

/** Calendar days from `from` to `to`: 1 from one day to the next, negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return epochDay(to) - epochDay(from);
}

/** 0 for Sunday to 6 for Saturday. */
export function dayOfWeek(date: CalendarDate): number {
  return (((epochDay(date) + 4) % 7) + 7) % 7;
}

/** The year of a date, for tables kept by year. */
export function yearOf(date: CalendarDate): number {
  return Number(date.slice(0, 4));
}

/**
 * True for an ISO-8601 instant of an existing day with seconds and a `Z` or a numeric offset. A time without one is
 * refused: it would be read in the zone of the server.
 */
export function isInstant(text: string): boolean {
  const parts = INSTANT_PATTERN.exec(text);
  if (!parts || !isCalendarDate(parts[1] ?? '')) return false;
  const [hours, minutes, seconds, offsetHours, offsetMinutes] = parts.slice(2).map((part) => Number(part ?? 0));
  if ((hours ?? 99) > 23 || (minutes ?? 99) > 59 || (seconds ?? 99) > 59) return false;
  return (offsetMinutes ?? 0) <= 59 && (offsetHours ?? 0) * 60 + (offsetMinutes ?? 0) <= LARGEST_OFFSET_MINUTES;
}

/** The same instant in UTC to the millisecond, so that instants sort and compare as text; `null` when it is not one. */
export function utcInstant(text: string): string | null {
  if (!isInstant(text)) return null;
  // Whole seconds in UTC, as most are: only the milliseconds are missing.
  return text.length === SHORTEST_INSTANT ? `${text.slice(0, -1)}.000Z` : new Date(text).toISOString();
}

/** The same for what was tested before; throws when it is not one. */
export function normalizeInstant(text: string): string {
  const utc = utcInstant(text);
  if (utc === null) throw new RangeError('not an ISO-8601 instant with Z or an offset');
  return utc;
}

/** True for a time zone the platform knows, by its IANA name. */
export function isTimeZone(zone: string): boolean {
  try {
    dayFormat(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * The day an instant falls on in a zone: 2026-01-01T02:00:00Z is still 31 December in São Paulo. Throws a `RangeError`
 * for an unknown zone or an unreadable instant.
 */
export function dateInZone(instant: string, zone: string): CalendarDate {
  const [month = '', day = '', year = ''] = dayFormat(zone).format(new Date(instant)).split('/');
  return `${year.padStart(4, '0')}-${month}-${day}`;
}

/**
 * The UTC instant at which a day begins in a zone, also where clocks change at midnight. Throws a `RangeError` for an
 * unknown zone.
 */
export function startOfDay(date: CalendarDate, zone: string): string {
  let [before, begun] = [epochDay(date) * DAY_MS - LARGEST_OFFSET_MS, epochDay(date) * DAY_MS + LARGEST_OFFSET_MS];
  while (begun - before > 1) {
    const middle = Math.floor((before + begun) / 2);
    if (dateInZone(new Date(middle).toISOString(), zone) < date) before = middle;
    else begun = middle;
  }
  return new Date(begun).toISOString();
}

/** Building a formatter costs far more than using it; one is kept per zone, and only zones that exist are kept. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(zone: string): Intl.DateTimeFormat {
  let format = dayFormats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    if (dayFormats.size < 1_000) dayFormats.set(zone, format);
  }
  return format;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function epochDay(date: CalendarDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MS;
}

function fromEpochDay(day: number): CalendarDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
