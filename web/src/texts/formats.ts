/** Owns the Brazilian forms of money, dates, ages and documents on every screen. */
import { formatBRL } from '../../../domain/money';

export { formatBRL };

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

const day = new Intl.DateTimeFormat('pt-BR', { day: '2-digit', month: '2-digit', year: 'numeric' });
const dayAndTime = new Intl.DateTimeFormat('pt-BR', {
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** An instant as its day where the reader is: 21/11/2026. */
export function formatDay(instant: string): string {
  return day.format(new Date(instant));
}

/** A calendar date, which no zone may move: `2026-11-21` is 21/11/2026. */
export function formatDate(date: string): string {
  const [year, month, dayOfMonth] = date.slice(0, 10).split('-');
  return `${dayOfMonth ?? ''}/${month ?? ''}/${year ?? ''}`;
}

/** 21/11/2026 14:05. */
export function formatInstant(instant: string): string {
  return dayAndTime.format(new Date(instant)).replace(',', '');
}

/** A length of time by its largest whole unit: 20 min, 2 h, 3 d. */
export function formatDuration(seconds: number): string {
  const length = Math.abs(seconds);
  if (length < HOUR_S) return `${Math.floor(length / MINUTE_S)} min`;
  if (length < 2 * DAY_S) return `${Math.floor(length / HOUR_S)} h`;
  return `${Math.floor(length / DAY_S)} d`;
}

/** From an instant until now, in seconds; negative for one that is to come. */
export function secondsSince(instant: string, now: number = Date.now()): number {
  return (now - Date.parse(instant)) / 1_000;
}

/** 12.5 as 12,5. */
export function formatNumber(value: number, digits = 1): string {
  return value.toLocaleString('pt-BR', { maximumFractionDigits: digits });
}
