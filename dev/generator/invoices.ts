/** Owns made-up invoices with known endings, in the columns of a public accounts-receivable sample. */
import { addDays, daysBetween, type CalendarDate } from '../../domain/calendar';
import { seededRandom, type Random } from './random';

/** The columns, in their order. Dates are month/day/year, the amount is decimal, late means after `DueDate`. */
export const INVOICE_COLUMNS = [
  'countryCode',
  'customerID',
  'PaperlessDate',
  'invoiceNumber',
  'InvoiceDate',
  'DueDate',
  'InvoiceAmount',
  'Disputed',
  'SettledDate',
  'PaperlessBill',
  'DaysToSettle',
  'DaysLate',
] as const;
export type InvoiceColumn = (typeof INVOICE_COLUMNS)[number];

export interface GeneratorOptions {
  readonly seed: string;
  readonly customers: number;
  readonly firstDay: CalendarDate;
  readonly days: number;
}

/** Two years of a small distributor: about 1,900 invoices. */
export const STANDARD_HISTORY: Omit<GeneratorOptions, 'seed'> = { customers: 60, firstDay: '2024-01-02', days: 730 };

/** How a customer buys and pays. */
interface Customer {
  readonly id: string;
  readonly country: string;
  readonly paperlessFrom: CalendarDate;
  readonly daysBetweenOrders: number;
  readonly typicalCents: number;
  readonly termDays: number;
  readonly habit: Habit;
}

/** Days from the due date to the payment: their mean and spread, and how the mean moves over a year. */
interface Habit {
  readonly delayDays: number;
  readonly spreadDays: number;
  readonly driftDays: number;
}
const PROMPT: Habit = { delayDays: -6, spreadDays: 5, driftDays: 0 };
const SLOW: Habit = { delayDays: 6, spreadDays: 7, driftDays: 2 };
const TROUBLED: Habit = { delayDays: 4, spreadDays: 9, driftDays: 16 };
const HABITS: readonly [Habit, ...Habit[]] = [
  PROMPT,
  PROMPT,
  PROMPT,
  PROMPT,
  PROMPT,
  PROMPT,
  SLOW,
  SLOW,
  SLOW,
  TROUBLED,
];

const COUNTRIES: readonly [string, ...string[]] = ['391', '406', '770', '818', '897'];
const TERMS: readonly [number, ...number[]] = [14, 28, 30, 30, 30, 45];
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SECOND_SAME_DAY = 0.04;

/** CSV with a header, ordered by invoice number and so not by date. The same options give the same bytes. */
export function generateInvoices(options: GeneratorOptions): string {
  const random = seededRandom(options.seed);
  const rows = Array.from({ length: options.customers }, (_, at) => aCustomer(random, options, at))
    .flatMap((customer) =>
      invoiceDays(random, options, customer).map((day) => anInvoice(random, options, customer, day)),
    )
    .map((row, at) => ({ ...row, invoiceNumber: invoiceNumber(random, at) }))
    .sort((a, b) => (a.invoiceNumber < b.invoiceNumber ? -1 : 1));
  return [INVOICE_COLUMNS.join(','), ...rows.map(toLine), ''].join('\n');
}

function aCustomer(random: Random, { firstDay }: GeneratorOptions, at: number): Customer {
  const letters = Array.from({ length: 5 }, () => LETTERS[random.between(0, LETTERS.length - 1)]).join('');
  return {
    id: `${String(1_000 + at * 37)}-${letters}`,
    country: random.pick(COUNTRIES),
    paperlessFrom: addDays(firstDay, random.between(0, 500)),
    daysBetweenOrders: random.between(9, 50),
    typicalCents: Math.round(80_000 * Math.exp(random.normal())),
    termDays: random.pick(TERMS),
    habit: random.pick(HABITS),
  };
}

function invoiceDays(random: Random, { firstDay, days }: GeneratorOptions, customer: Customer): CalendarDate[] {
  const last = addDays(firstDay, days - 1);
  const found: CalendarDate[] = [];
  let day = addDays(firstDay, random.between(0, customer.daysBetweenOrders));
  while (day <= last) {
    found.push(day);
    if (random.chance(SECOND_SAME_DAY)) found.push(day);
    day = addDays(day, random.between(1, 2 * customer.daysBetweenOrders - 1));
  }
  return found;
}

type Row = Readonly<Record<InvoiceColumn, string>>;

function anInvoice(
  random: Random,
  { firstDay }: GeneratorOptions,
  customer: Customer,
  invoicedOn: CalendarDate,
): Omit<Row, 'invoiceNumber'> {
  const { habit, termDays } = customer;
  const dueOn = addDays(invoicedOn, termDays);
  const drift = (habit.driftDays * daysBetween(firstDay, invoicedOn)) / 365;
  const delay = Math.round(habit.delayDays + drift + habit.spreadDays * random.normal());
  const settledOn = addDays(dueOn, Math.max(delay, -termDays));
  const cents = Math.max(1_000, Math.round(customer.typicalCents * Math.exp(0.4 * random.normal())));
  const late = Math.max(0, daysBetween(dueOn, settledOn));
  return {
    countryCode: customer.country,
    customerID: customer.id,
    PaperlessDate: toMonthDayYear(customer.paperlessFrom),
    InvoiceDate: toMonthDayYear(invoicedOn),
    DueDate: toMonthDayYear(dueOn),
    InvoiceAmount: String(cents / 100),
    Disputed: random.chance(late > 0 ? 0.4 : 0.15) ? 'Yes' : 'No',
    SettledDate: toMonthDayYear(settledOn),
    PaperlessBill: invoicedOn >= customer.paperlessFrom ? 'Electronic' : 'Paper',
    DaysToSettle: String(daysBetween(invoicedOn, settledOn)),
    DaysLate: String(late),
  };
}

/** Ten digits. The last five number the invoices, so that no two are equal. */
function invoiceNumber(random: Random, at: number): string {
  return `${String(random.between(0, 99_999)).padStart(5, '0')}${String(at).padStart(5, '0')}`;
}

function toMonthDayYear(date: CalendarDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${month}/${day}/${year}`;
}

function toLine(row: Row): string {
  return INVOICE_COLUMNS.map((column) => row[column]).join(',');
}
