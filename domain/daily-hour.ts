/** Owns the instant at which an hour of the day comes in a zone, also on days that skip or repeat it. */
import { addDays, dateInZone, startOfDay, yearOf, type CalendarDate } from './calendar';

/** A time of day, 'HH:MM', on the clocks of a zone. */
export interface DailyHour {
  readonly hour: string;
  readonly zone: string;
}

const QUARTER_MS = 15 * 60_000;
/** No clock is changed by more. */
const LARGEST_CHANGE_MS = 3 * 3_600_000;

/** When the hour comes on a day: for the first time where it comes twice, and as soon after where clocks skip it. */
export function instantOn(date: CalendarDate, { hour, zone }: DailyHour): string {
  const begins = Date.parse(startOfDay(date, zone));
  const guess = begins + minutesOf(hour) * 60_000;
  for (let at = guess - LARGEST_CHANGE_MS; at <= guess + LARGEST_CHANGE_MS; at += QUARTER_MS) {
    const instant = new Date(at).toISOString();
    if (at >= begins && dateInZone(instant, zone) === date && timeInZone(instant, zone) >= hour) return instant;
  }
  return startOfDay(addDays(date, 1), zone);
}

/** The first time the hour comes after an instant. */
export function nextInstant(after: string, daily: DailyHour): string {
  const today = dateInZone(after, daily.zone);
  const instants = [today, addDays(today, 1), addDays(today, 2)].map((date) => instantOn(date, daily));
  return instants.find((instant) => instant > after) ?? startOfDay(addDays(today, 3), daily.zone);
}

/** The wall clock at which a run takes the place of one that clocks have skipped. */
export interface SkippedHour {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** Of so many days from one on, those on which the hour doesn't come, with the time that comes instead. */
export function skippedHours(from: CalendarDate, days: number, daily: DailyHour): readonly SkippedHour[] {
  return Array.from({ length: days }, (_, ahead) => addDays(from, ahead)).flatMap((date) => {
    const time = timeInZone(instantOn(date, daily), daily.zone);
    if (time === daily.hour) return [];
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return [{ year: yearOf(date), month: Number(date.slice(5, 7)), day: Number(date.slice(8)), hour, minute }];
  });
}

/** 'HH:MM' on the clocks of a zone. */
function timeInZone(instant: string, zone: string): string {
  return timeFormat(zone).format(new Date(instant));
}

/** Building a formatter costs far more than using it; one is kept per zone, and only zones that exist are kept. */
const timeFormats = new Map<string, Intl.DateTimeFormat>();

function timeFormat(zone: string): Intl.DateTimeFormat {
  const known = timeFormats.get(zone);
  if (known !== undefined) return known;
  const options = { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const format = new Intl.DateTimeFormat('en-GB', options);
  if (timeFormats.size < 1_000) timeFormats.set(zone, format);
  return format;
}

function minutesOf(hour: string): number {
  return Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3));
}
