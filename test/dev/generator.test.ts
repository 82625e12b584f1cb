/** Owns the proof that made-up data is the same on every machine, plausible, and valid where it names documents. */
import fc from 'fast-check';
import { generateInvoices, INVOICE_COLUMNS, STANDARD_HISTORY } from '../../dev/generator/invoices';
import { seededRandom } from '../../dev/generator/random';
import { testCnpjs } from '../../cli/test-cnpj';
import { readInvoices } from '../../dev/replay-history/read-invoices';
import { daysBetween } from '../../domain/calendar';
import { parseDocument } from '../../domain/documents';

const SMALL = { customers: 8, firstDay: '2024-01-02', days: 120 } as const;

test('a seed gives the same bytes each time, and another seed gives others', () => {
  const once = generateInvoices({ seed: 'a', ...SMALL });
  expect(generateInvoices({ seed: 'a', ...SMALL })).toBe(once);
  expect(generateInvoices({ seed: 'b', ...SMALL })).not.toBe(once);
});

test('every generated history has the columns in their order and is read without a finding', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), (seed) => {
      const csv = generateInvoices({ seed, ...SMALL });
      expect(csv.split('\n')[0]).toBe(INVOICE_COLUMNS.join(','));
      expect(readInvoices(csv).length).toBeGreaterThan(8);
    }),
    { numRuns: 50 },
  );
});

test('the days late of a generated line agree with its dates', () => {
  for (const { dueOn, settledOn, daysLate } of readInvoices(generateInvoices({ seed: 'dates', ...SMALL }))) {
    expect(daysLate).toBe(Math.max(0, daysBetween(dueOn, settledOn)));
  }
});

test('the standard history has prompt and late payers, and customers who buy twice on one day', () => {
  const invoices = readInvoices(generateInvoices({ seed: 'crivo', ...STANDARD_HISTORY }));
  const lateShare = invoices.filter(({ daysLate }) => daysLate > 15).length / invoices.length;
  expect(invoices.length).toBeGreaterThan(1_000);
  expect(new Set(invoices.map(({ customer }) => customer)).size).toBe(STANDARD_HISTORY.customers);
  expect(lateShare).toBeGreaterThan(0.02);
  expect(lateShare).toBeLessThan(0.25);
  expect(new Set(invoices.map((one) => `${one.customer} ${one.invoicedOn}`)).size).toBeLessThan(invoices.length);
});

test('made-up CNPJs are valid, the same for the same name, and no two share a root', () => {
  const [cnpjOf, again] = [testCnpjs(), testCnpjs()];
  const names = Array.from({ length: 3_000 }, (_, at) => `customer ${at}`);
  const roots = names.map((name) => {
    const parsed = parseDocument(cnpjOf(name));
    expect(parsed.ok).toBe(true);
    expect(again(name)).toBe(cnpjOf(name));
    return cnpjOf(name).slice(0, 8);
  });
  expect(new Set(roots).size).toBe(names.length);
});

test('draws stay within their bounds and spread as asked', () => {
  const random = seededRandom('bounds');
  const draws = Array.from({ length: 5_000 }, () => random.between(1, 6));
  expect(new Set(draws)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  const bell = Array.from({ length: 5_000 }, () => random.normal());
  expect(Math.abs(bell.reduce((sum, one) => sum + one, 0) / bell.length)).toBeLessThan(0.1);
  expect(bell.filter((one) => Math.abs(one) < 1).length / bell.length).toBeCloseTo(0.68, 1);
});
