/** Owns the proof that a replay judges each invoice by its past alone, counts right and refuses a broken file. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { generateInvoices } from '../../dev/generator/invoices';
import { replayHistory, type Replay } from '../../dev/replay-history/replay';
import { InvoicesError, readInvoices } from '../../dev/replay-history/read-invoices';
import { printReport } from '../../dev/replay-history/report';
import { addDays } from '../../domain/calendar';
import type { FactName } from '../../domain/facts';
import type { Policy } from '../../contracts/policy';
import { defaultPolicy } from '../../rules/default-policy';
import { anInvoiceRow, toCsv, toRows, type InvoiceRow } from '../support/histories';
import { temporaryFolder } from '../support/temporary-folder';

const run = promisify(execFile);

const replayed = (rows: readonly InvoiceRow[], policy: Policy = defaultPolicy()): Promise<Replay> =>
  replayHistory({ source: 'test', csv: toCsv(rows), policy, lateDays: 15 });

const factsOf = ({ judged }: Replay, invoice: number, ...names: FactName[]) =>
  names.map((name) => {
    const reading = judged[invoice]?.decision.facts[name];
    return reading?.known ? reading.value : null;
  });

const reasonsOf = ({ judged }: Replay, invoice: number) =>
  judged[invoice]?.decision.judgement.restrictions.map(({ check }) => check);

/** A pays late, then has an average delay; B pays in time, then late. */
const HISTORY = [
  anInvoiceRow({ SettledDate: '2/27/2024', DaysLate: '26' }),
  anInvoiceRow({ InvoiceDate: '2/6/2024', DueDate: '3/7/2024', SettledDate: '3/7/2024', InvoiceAmount: '40' }),
  anInvoiceRow({ InvoiceDate: '3/1/2024', DueDate: '4/1/2024', SettledDate: '3/28/2024', InvoiceAmount: '60.00' }),
  anInvoiceRow({
    customerID: 'B',
    InvoiceDate: '3/1/2024',
    DueDate: '4/1/2024',
    SettledDate: '3/20/2024',
    InvoiceAmount: '200.0',
  }),
  anInvoiceRow({
    customerID: 'B',
    InvoiceDate: '4/10/2024',
    DueDate: '5/10/2024',
    SettledDate: '5/30/2024',
    InvoiceAmount: '300',
    DaysLate: '20',
  }),
];

test('the numbers of a history are those computed by hand', async () => {
  const { report } = await replayed(HISTORY);
  expect(report).toMatchObject({
    invoices: { count: 5, valueCents: 700_00 },
    customers: 2,
    firstDay: '2024-01-02',
    lastDay: '2024-04-10',
    late: { count: 2, valueCents: 400_00 },
  });
  const [asWritten, asBlock] = report.readings;
  const none = { count: 0, valueCents: 0 };
  expect(asWritten?.outcomes).toEqual([
    { outcome: 'clear', inTime: none, late: { count: 1, valueCents: 300_00 } },
    { outcome: 'indicated', inTime: { count: 3, valueCents: 300_00 }, late: { count: 1, valueCents: 100_00 } },
    { outcome: 'undetermined', inTime: none, late: none },
    { outcome: 'blocked', inTime: none, late: none },
  ]);
  expect(asWritten).toMatchObject({ held: none, heldShareOfValue: 0, caughtShareOfLateValue: 0 });
  expect(asBlock?.outcomes.at(-1)).toEqual({
    outcome: 'blocked',
    inTime: { count: 3, valueCents: 300_00 },
    late: { count: 1, valueCents: 100_00 },
  });
  expect(asBlock).toMatchObject({
    held: { count: 4, valueCents: 400_00 },
    heldAndLate: { count: 1, valueCents: 100_00 },
    heldShareOfValue: 4 / 7,
    caughtShareOfLateValue: 0.25,
  });
  const reasons = [
    { check: 'overdue-titles', result: 'hit', all: { count: 1, valueCents: 40_00 }, late: none },
    { check: 'average-delay', result: 'hit', all: { count: 1, valueCents: 60_00 }, late: none },
    {
      check: 'no-history',
      result: 'hit',
      all: { count: 3, valueCents: 340_00 },
      late: { count: 1, valueCents: 100_00 },
    },
  ];
  expect(asWritten?.reasons).toEqual(reasons);
  expect(asBlock?.reasons).toEqual(reasons);
});

test('late is above the days asked for, not at them', async () => {
  const of = (lateDays: number) =>
    replayHistory({ source: 'test', csv: toCsv(HISTORY), policy: defaultPolicy(), lateDays });
  expect((await of(20)).report.late.count).toBe(1);
  expect((await of(19)).report.late.count).toBe(2);
});

test('what is dated on the day of an invoice is not known to it, and on the next day it is', async () => {
  const replay = await replayed([
    anInvoiceRow({ SettledDate: '1/10/2024' }),
    anInvoiceRow({ InvoiceDate: '1/10/2024' }),
    anInvoiceRow({ InvoiceDate: '1/11/2024' }),
  ]);
  expect(factsOf(replay, 0, 'openCents', 'takenCents', 'settledCount')).toEqual([0, 0, 0]);
  expect(factsOf(replay, 1, 'openCents', 'takenCents', 'settledCount')).toEqual([100_00, 100_00, 0]);
  expect(factsOf(replay, 2, 'openCents', 'takenCents', 'settledCount')).toEqual([100_00, 100_00, 1]);
});

test('invoices of one customer and day are judged in file order and see nothing of each other', async () => {
  const day = { InvoiceDate: '1/10/2024' };
  const rows = [anInvoiceRow(day), anInvoiceRow({ ...day, InvoiceAmount: '70' }), anInvoiceRow(day), anInvoiceRow()];
  const replay = await replayed(rows);
  expect(replay.judged.map(({ decision }) => decision.order)).toEqual(rows.map((row) => row.invoiceNumber));
  for (const at of [0, 1, 2]) {
    expect(factsOf(replay, at, 'takenCents', 'openCents', 'heldOrdersCents')).toEqual([100_00, 100_00, 0]);
  }
});

test('customers are no group: one sees nothing of what another owes', async () => {
  const replay = await replayed([anInvoiceRow(), anInvoiceRow({ customerID: 'B', InvoiceDate: '1/20/2024' })]);
  expect(factsOf(replay, 1, 'takenCents', 'openCents', 'limitKind')).toEqual([0, 0, 'unlimited']);
});

test('an order that is held becomes its title all the same, and holds nothing besides', async () => {
  const policy = defaultPolicy();
  const checks = policy.checks.map((check) => ({ ...check, modes: { save: 'block' as const } }));
  const replay = await replayed([anInvoiceRow(), anInvoiceRow({ InvoiceDate: '1/20/2024' })], { ...policy, checks });
  expect(replay.judged[0]?.decision.state.status).toBe('held');
  expect(factsOf(replay, 1, 'openCents', 'takenCents', 'heldOrdersCents')).toEqual([100_00, 100_00, 0]);
  expect(replay.report.readings[0]?.held.count).toBe(2);
});

test('Carnival counts as in Brazil: due on its Monday, paid on Wednesday is no delay', async () => {
  const paid = { DueDate: '2/12/2024', SettledDate: '2/14/2024' };
  const later = { InvoiceDate: '2/20/2024', DueDate: '3/1/2024', SettledDate: '3/1/2024' };
  const replay = await replayed([anInvoiceRow(paid), anInvoiceRow(later)]);
  expect(factsOf(replay, 1, 'averageDelayDays', 'settledCount')).toEqual([0, 1]);
  expect(reasonsOf(replay, 1)).toEqual([]);
});

/** Everything of a line that its own day can't know, made other. */
const anyFuture = fc.record({
  at: fc.nat(),
  shiftDays: fc.array(fc.nat({ max: 90 }), { minLength: 1, maxLength: 20 }),
  flags: fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }),
});

test('changing the future of an invoice leaves its facts and its outcome as they were', async () => {
  const rows = toRows(generateInvoices({ seed: 'futures', customers: 10, firstDay: '2024-01-02', days: 150 }));
  const before = await replayed(rows);
  const known = readInvoices(toCsv(rows));
  await fc.assert(
    fc.asyncProperty(anyFuture, async ({ at, shiftDays, flags }) => {
      const day = known[at % known.length]?.invoicedOn ?? '';
      const changed = rows.flatMap((row, index): InvoiceRow[] => {
        const invoice = known[index];
        if (invoice === undefined) throw new Error('rows and invoices differ');
        const [shift = 0, flag = false] = [shiftDays[index % shiftDays.length], flags[index % flags.length]];
        if (invoice.invoicedOn > day && flag) return [];
        const settledOn = invoice.settledOn < day ? invoice.settledOn : addDays(day, shift);
        const hindsight = { Disputed: flag ? 'Yes' : 'No', PaperlessBill: 'Paper', PaperlessDate: '1/1/2030' };
        const ending = { SettledDate: monthDayYear(maxOf(settledOn, invoice.invoicedOn)), DaysLate: String(shift) };
        return [
          { ...row, ...hindsight, ...ending, ...(invoice.invoicedOn > day && { InvoiceAmount: `${shift + 1}` }) },
        ];
      });
      const after = await replayed(changed);
      const told = (replay: Replay) =>
        replay.judged
          .filter(({ invoice }) => invoice.invoicedOn <= day)
          .map(({ decision }) => [decision.order, decision.at, decision.facts, decision.judgement, decision.state]);
      expect(told(after)).toEqual(told(before));
    }),
    { numRuns: 15 },
  );
});

test('flags without a date change nothing at all, not even where the decisions are kept', async () => {
  const rows = toRows(generateInvoices({ seed: 'flags', customers: 4, firstDay: '2024-01-02', days: 90 }));
  const other = rows.map((row) => ({ ...row, Disputed: 'Yes', PaperlessBill: 'Electronic' }));
  expect((await replayed(other)).judged).toEqual((await replayed(rows)).judged);
});

test('decisions of another history or another policy are kept elsewhere, those of the same one in the same place', async () => {
  const policy = defaultPolicy();
  const stricter: Policy = { ...policy, parameters: { overdueGraceDays: 0 } };
  const branchOf = async (rows: InvoiceRow[], by: Policy) => (await replayed(rows, by)).place.branch;
  const places = await Promise.all([
    branchOf(HISTORY, policy),
    branchOf(HISTORY.slice(1), policy),
    branchOf(HISTORY, stricter),
  ]);
  expect(new Set(places).size).toBe(3);
  expect(await branchOf(HISTORY, policy)).toBe(places[0]);
});

describe('a broken file is refused by line and column', () => {
  const broken: [string, Partial<InvoiceRow>, string][] = [
    ['a day that does not exist', { InvoiceDate: '2/30/2024' }, 'line 3, column InvoiceDate: must be a date'],
    ['day and month exchanged', { DueDate: '31/1/2024' }, 'line 3, column DueDate: must be a date'],
    ['an ISO date', { SettledDate: '2024-02-01' }, 'line 3, column SettledDate: must be a date'],
    ['a fraction of a cent', { InvoiceAmount: '10.005' }, 'line 3, column InvoiceAmount: must be an amount'],
    ['a comma for the point', { InvoiceAmount: '"1,5"' }, 'line 3, column InvoiceAmount: must be an amount'],
    ['a negative amount', { InvoiceAmount: '-5' }, 'line 3, column InvoiceAmount: must be an amount'],
    ['nothing at all', { InvoiceAmount: '0' }, 'line 3, column InvoiceAmount: must be an amount'],
    ['a number in exponents', { InvoiceAmount: '1e3' }, 'line 3, column InvoiceAmount: must be an amount'],
    ['due before invoiced', { DueDate: '1/1/2024' }, 'line 3, column DueDate: must not be before InvoiceDate'],
    ['settled before invoiced', { SettledDate: '1/1/2024' }, 'line 3, column SettledDate: must not be before'],
    ['never settled', { SettledDate: '' }, 'line 3, column SettledDate: must be a date'],
    ['days late that are none', { DaysLate: 'n/a' }, 'line 3, column DaysLate: must be a whole number'],
    ['no customer', { customerID: ' ' }, 'line 3, column customerID: must name the customer'],
    ['a number used before', { invoiceNumber: 'first' }, 'line 3, column invoiceNumber: repeats that of line 2'],
    ['a number that is no id', { invoiceNumber: 'a/b' }, 'line 3, column invoiceNumber: must be 1 to 64'],
  ];
  test.each(broken)('%s', (_name, row, problem) => {
    const csv = toCsv([anInvoiceRow({ invoiceNumber: 'first' }), anInvoiceRow(row)]);
    expect(problemsOf(csv)).toEqual([expect.stringContaining(problem)]);
  });

  test('a line with a cell too few', () => {
    const csv = `${toCsv([anInvoiceRow()])}\r\n391,A,4/6/2023`;
    expect(problemsOf(csv)).toEqual(['line 3: has 3 columns, and the header has 12']);
  });

  test('a quote that never ends', () => {
    expect(problemsOf(`${toCsv([anInvoiceRow()])}\r\n"391,A`)[0]).toMatch(/^line \d+: .*[Qq]uote/);
  });

  test('a column that is missing, and a file without lines', () => {
    expect(problemsOf('customerID,InvoiceDate\n')[0]).toMatch(/^line 1, column invoiceNumber: /);
    expect(problemsOf('')).toEqual([expect.stringContaining('line 1: the file is empty')]);
    expect(problemsOf(toCsv([]))).toEqual([expect.stringContaining('line 2: there is no invoice')]);
  });

  test('every wrong cell is named, up to a bound', () => {
    const rows = Array.from({ length: 15 }, () => anInvoiceRow({ DaysLate: 'x', InvoiceAmount: 'y' }));
    const problems = problemsOf(toCsv(rows));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe('and 10 more');
  });
});

describe('the command', () => {
  const folder = temporaryFolder('replay');
  const command = (...args: string[]) =>
    run(process.execPath, ['--import', 'tsx', join('dev', 'replay-history', 'main.ts'), ...args]);

  test('prints one JSON document with both readings, without a file and without servers', async () => {
    const { stdout } = await command('--json', '--seed', 'short');
    expect(JSON.parse(stdout)).toMatchObject({
      source: 'made-up history "short"',
      stored: null,
      readings: [{ reading: 'asWritten' }, { reading: 'indicateAsBlock' }],
    });
  });

  test('ends with an error that names the line when the file is broken', async () => {
    const file = join(folder, 'broken.csv');
    await writeFile(file, toCsv([anInvoiceRow({ InvoiceAmount: 'much' })]));
    await expect(command(file)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('line 2, column InvoiceAmount') as string,
    });
  });
});

test('the printed tables say how it was judged, and both readings', async () => {
  const text = printReport((await replayed(HISTORY)).report);
  expect(text).toContain('Brazilian national and bank holidays');
  expect(text).toContain("every customer's limit is unlimited");
  expect(text).toMatch(/Modes as they are[\s\S]*  nothing was held\n[\s\S]*Every "indicate" read as "block"/);
  expect(text).toContain('held: 4 invoices, 57.1 % of the value; of the late value: 25.0 %');
});

function problemsOf(csv: string): readonly string[] {
  try {
    readInvoices(csv);
  } catch (error) {
    if (error instanceof InvoicesError) return error.problems;
    throw error;
  }
  throw new Error('the file was read');
}

function monthDayYear(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${month}/${day}/${year}`;
}

function maxOf(a: string, b: string): string {
  return a > b ? a : b;
}
