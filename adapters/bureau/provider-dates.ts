/** Owns how bureaus write days and instants: without a zone it is São Paulo's, and a day may stand as a midnight. */
import { dateInZone, isCalendarDate, isInstant, normalizeInstant, type CalendarDate } from '../../domain/calendar';

const ZONE = 'America/Sao_Paulo';
const LONGEST = 40;
const BRAZILIAN = /^(\d{2})\/(\d{2})\/(\d{4})(?=$|[ T])/;
const LOCAL = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?$/;

const format = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'medium' });

/** In UTC to the millisecond; `null` for what is none. A day alone is its beginning. */
export function instantOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > LONGEST) return null;
  const text = isoText(value);
  const withT = text.replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T');
  if (isInstant(withT)) return normalizeInstant(withT);
  const [, day = '', hours = '00', minutes = '00', seconds = '00', fraction = ''] = LOCAL.exec(text) ?? [];
  const local = `${day}T${hours}:${minutes}:${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
  return isInstant(local) ? new Date(inUtc(Date.parse(local))).toISOString() : null;
}

/** The day that was meant; `null` for what is none, and for 0001-01-01, which says that there is none. */
export function dayOf(value: unknown): CalendarDate | null {
  if (typeof value !== 'string' || value.length > LONGEST) return null;
  const text = isoText(value);
  const day = text.slice(0, 10);
  if (!isCalendarDate(day)) return null;
  // A midnight of UTC is a day that was written as an instant.
  if (/^.{10}(?:$|[T ]00:00(?::00(?:\.0+)?)?Z?$)/.test(text) || LOCAL.test(text)) return day;
  const instant = instantOf(text);
  return instant === null ? null : dateInZone(instant, ZONE);
}

function isoText(value: string): string {
  return value.trim().replace(BRAZILIAN, '$3-$2-$1');
}

/** Twice, since the difference is that of the instant that is looked for, and not of the one that it is looked for with. */
function inUtc(localMs: number): number {
  return localMs - offsetMs(localMs - offsetMs(localMs));
}

function offsetMs(instantMs: number): number {
  const whole = Math.floor(instantMs / 1_000) * 1_000;
  return Date.parse(`${format.format(whole).replace(' ', 'T')}Z`) - whole;
}
