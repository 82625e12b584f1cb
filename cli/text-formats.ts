/** Owns how dates, instants and money are written in files: texts of one format in, the ledger's own out. */
import { isCalendarDate, isInstant } from '../domain/calendar';
import { MAX_CENTS, parseDecimalToCents } from '../domain/money';

/** What a text is turned into; `null` when it is not of the format. */
export type Reader<T> = (text: string) => T | null;

/** The ways money is written: with a decimal comma or point, with or without marks between thousands, or in cents. */
export const MONEY_FORMATS = ['1.234,56', '1,234.56', '1234.56', 'cents'] as const;
export type MoneyFormat = (typeof MONEY_FORMATS)[number];

const MONEY_READERS: Readonly<Record<MoneyFormat, Reader<number>>> = {
  '1.234,56': (text) => decimal(text, /^-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d{1,2})?$/, '.', ','),
  '1,234.56': (text) => decimal(text, /^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?$/, ',', '.'),
  '1234.56': parseDecimalToCents,
  cents: (text) => (/^-?\d{1,16}$/.test(text) ? exact(Number(text)) : null),
};

/** Cents of a text; `R$` in front is left out. A thousands mark in a wrong place is not guessed about. */
export function moneyReader(format: MoneyFormat): Reader<number> {
  const read = MONEY_READERS[format];
  return (text) => read(text.replace(/^R\$\s*/, ''));
}

const DATE_PARTS = { YYYY: '(?<year>\\d{4})', MM: '(?<month>\\d{1,2})', DD: '(?<day>\\d{1,2})' } as const;

/** True for `YYYY`, `MM` and `DD`, each once, in any order and with marks between them or without. */
export function isDateFormat(format: string): boolean {
  const parts = format.match(/YYYY|MM|DD/g) ?? [];
  return new Set(parts).size === 3 && parts.length === 3 && /^[^A-Za-z\d]*$/.test(format.replace(/YYYY|MM|DD/g, ''));
}

/** The day of a text, as `YYYY-MM-DD`. Zeros in front may be missing where something stands between the parts. */
export function dateReader(format: string): Reader<string> {
  const hasMarks = /\W/.test(format);
  const pattern = format
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replace(/YYYY|MM|DD/g, (part) => DATE_PARTS[part as keyof typeof DATE_PARTS]);
  const shape = new RegExp(`^${hasMarks ? pattern : pattern.replaceAll('{1,2}', '{2}')}$`);
  return (text) => {
    const { year = '', month = '', day = '' } = shape.exec(text)?.groups ?? {};
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    return isCalendarDate(date) ? date : null;
  };
}

/** How times are written that don't tell their zone. */
export interface InstantFormat {
  readonly dates: string;
  /** Of the clock they were read from, such as `-03:00`. */
  readonly offset: string;
}

/** An instant with its zone; without a format, a text that is one already. Seconds may be missing. */
export function instantReader(format: InstantFormat | undefined): Reader<string> {
  if (format === undefined) return (text) => (isInstant(text) ? text : null);
  const dateOf = dateReader(format.dates);
  return (text) => {
    const [, day = '', time = '', seconds = ':00'] = /^(\S+)[ T]+(\d{2}:\d{2})(:\d{2})?$/.exec(text) ?? [];
    const instant = `${dateOf(day) ?? ''}T${time}${seconds}${format.offset}`;
    return isInstant(instant) ? instant : null;
  };
}

function decimal(text: string, shape: RegExp, thousands: string, point: string): number | null {
  return shape.test(text) ? parseDecimalToCents(text.replaceAll(thousands, '').replace(point, '.')) : null;
}

function exact(cents: number): number | null {
  return Math.abs(cents) <= MAX_CENTS ? cents + 0 : null;
}
