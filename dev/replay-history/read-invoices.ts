/** Owns the reading of the CSV: strictly, each wrong cell named by line and column, hindsight left behind. */
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { erpId } from '../../contracts/primitives';
import { isCalendarDate, type CalendarDate } from '../../domain/calendar';
import { parseDecimalToCents } from '../../domain/money';

/**
 * One line. `daysLate` is how it ended and is for counting only: nothing that judges is given it. `Disputed` and
 * `PaperlessBill` carry no date, so nobody can say on which day they were known; they aren't read at all.
 */
export interface Invoice {
  /** Of the file; 1 is the header. */
  readonly line: number;
  readonly customer: string;
  readonly number: string;
  readonly invoicedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly amountCents: number;
  readonly settledOn: CalendarDate;
  readonly daysLate: number;
}

/** The file can't be judged. `problems` are for a person, at most {@link MOST_PROBLEMS}. */
export class InvoicesError extends Error {
  override readonly name = 'InvoicesError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

const MOST_PROBLEMS = 20;
const MOST_CENTS = 1_000_000_000_000;

const monthDayYear = z.string().transform((text, context) => {
  const [, month = '', day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (isCalendarDate(date)) return date;
  context.addIssue({ code: 'custom', message: 'must be a date that exists, as month/day/year' });
  return z.NEVER;
});

const positiveCents = z.string().transform((text, context) => {
  const cents = parseDecimalToCents(text);
  if (cents !== null && cents > 0 && cents <= MOST_CENTS) return cents;
  context.addIssue({
    code: 'custom',
    message: 'must be an amount above zero with at most two decimals, such as 55.94',
  });
  return z.NEVER;
});

const rowSchema = z
  .object({
    customerID: z.string().trim().min(1, 'must name the customer').max(100, 'must have at most 100 characters'),
    invoiceNumber: erpId,
    InvoiceDate: monthDayYear,
    DueDate: monthDayYear,
    InvoiceAmount: positiveCents,
    SettledDate: monthDayYear,
    DaysLate: z.string().regex(/^\d{1,5}$/, 'must be a whole number of days, 0 when paid in time'),
  })
  .refine((row) => row.DueDate >= row.InvoiceDate, { path: ['DueDate'], message: 'must not be before InvoiceDate' })
  .refine((row) => row.SettledDate >= row.InvoiceDate, {
    path: ['SettledDate'],
    message: 'must not be before InvoiceDate',
  });
type Column = keyof (typeof rowSchema)['shape'];
const COLUMNS = Object.keys(rowSchema.shape) as Column[];

/** All invoices, in file order. Throws an {@link InvoicesError} when any line is wrong: half a history misleads. */
export function readInvoices(csv: string): readonly Invoice[] {
  const [header, ...records] = parseRecords(csv);
  if (header === undefined) throw new InvoicesError(['line 1: the file is empty, and needs a header']);
  const missing = COLUMNS.filter((column) => header.cells.filter((cell) => cell === column).length !== 1);
  if (missing.length > 0) {
    throw new InvoicesError(missing.map((column) => `line 1, column ${column}: must stand in the header, once`));
  }
  if (records.length === 0) throw new InvoicesError(['line 2: there is no invoice after the header']);
  const problems: string[] = [];
  const seen = new Map<string, number>();
  const invoices = records.flatMap((record): Invoice[] => {
    const read = readRecord(header.cells, record, seen);
    if ('problems' in read) problems.push(...read.problems);
    return 'problems' in read ? [] : [read];
  });
  if (problems.length > 0) throw new InvoicesError(shortened(problems));
  return invoices;
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A record's line is the one it ends on: in a file of this kind no cell has a line break. */
function parseRecords(csv: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  const on_record = (cells: string[], { lines }: { readonly lines: number }): null => {
    records.push({ line: lines, cells });
    return null;
  };
  try {
    parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true, on_record });
  } catch (error) {
    if (error instanceof CsvError) throw new InvoicesError([`line ${String(error['lines'])}: ${error.message}`]);
    throw error;
  }
  return records;
}

function readRecord(
  header: readonly string[],
  { line, cells }: CsvRecord,
  seen: Map<string, number>,
): Invoice | { readonly problems: readonly string[] } {
  if (cells.length !== header.length) {
    return { problems: [`line ${line}: has ${cells.length} columns, and the header has ${header.length}`] };
  }
  const given = Object.fromEntries(COLUMNS.map((column) => [column, cells[header.indexOf(column)] ?? '']));
  const parsed = rowSchema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => {
      const column = String(path[0]);
      return `line ${line}, column ${column}: ${message}, got ${JSON.stringify(given[column])}`;
    });
    return { problems };
  }
  const row = parsed.data;
  const first = seen.get(row.invoiceNumber);
  if (first !== undefined) return { problems: [`line ${line}, column invoiceNumber: repeats that of line ${first}`] };
  seen.set(row.invoiceNumber, line);
  return {
    line,
    customer: row.customerID,
    number: row.invoiceNumber,
    invoicedOn: row.InvoiceDate,
    dueOn: row.DueDate,
    amountCents: row.InvoiceAmount,
    settledOn: row.SettledDate,
    daysLate: Number(row.DaysLate),
  };
}

function shortened(problems: readonly string[]): readonly string[] {
  if (problems.length <= MOST_PROBLEMS) return problems;
  return [...problems.slice(0, MOST_PROBLEMS), `and ${problems.length - MOST_PROBLEMS} more`];
}
