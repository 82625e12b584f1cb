/** Owns the guarantees of the SPC table: the row the manual means, at both sides of every bound, with nothing rounded. */
import fc from 'fast-check';
import { firstRowNotIncreasing, isSpcDue, spcEveryDays, type SpcTable } from '../../domain/spc-recency';

const TABLE: SpcTable = {
  rows: [
    { averageDelayBelowDays: 10, everyDays: 365 },
    { averageDelayBelowDays: 20, everyDays: 90 },
    { averageDelayBelowDays: 30, everyDays: 30 },
  ],
  aboveEveryDays: 7,
  withoutHistoryDays: 14,
};

test.each<readonly [string, number, number, number]>([
  ['no delay', 0, 12, 365],
  ['an average of 9.9', 99, 10, 365],
  ['an average one title short of 10', 9_999, 1_000, 365],
  ['an average of exactly 10', 100, 10, 90],
  ['just above 10', 10_001, 1_000, 90],
  ['exactly 20', 20, 1, 30],
  ['just below 30', 29_999, 1_000, 30],
  ['exactly 30, the last bound', 30, 1, 7],
  ['far above', 9_000, 10, 7],
  ['nothing settled', 0, 0, 14],
])('%s', (_what, delaySumDays, settledCount, everyDays) => {
  expect(spcEveryDays(TABLE, { delaySumDays, settledCount })).toBe(everyDays);
});

test('an average that would be shown as its bound is still below it', () => {
  const settledCount = 50_000;
  const delaySumDays = 10 * settledCount - 1;
  expect((delaySumDays / settledCount).toFixed(2)).toBe('10.00');
  expect(spcEveryDays(TABLE, { delaySumDays, settledCount })).toBe(365);
});

const table = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }).chain((bounds) =>
  fc.record({
    rows: fc.constant(
      bounds
        .sort((a, b) => a - b)
        .map((averageDelayBelowDays, index) => ({ averageDelayBelowDays, everyDays: 1_000 - index })),
    ),
    aboveEveryDays: fc.constant(1),
    withoutHistoryDays: fc.constant(2_000),
  }),
);

test('of any table the row that applies is the first above the average, else the last line', () => {
  fc.assert(
    fc.property(table, fc.nat({ max: 4_000 }), fc.integer({ min: 1, max: 60 }), (given, delaySumDays, settledCount) => {
      const above = given.rows.filter((row) => BigInt(row.averageDelayBelowDays * settledCount) > BigInt(delaySumDays));
      const lowest = above.sort((a, b) => a.averageDelayBelowDays - b.averageDelayBelowDays)[0];
      expect(spcEveryDays(given, { delaySumDays, settledCount })).toBe(lowest?.everyDays ?? 1);
    }),
  );
});

test('who pays later is never looked up less often by the default figures', () => {
  fc.assert(
    fc.property(fc.nat({ max: 500 }), fc.nat({ max: 500 }), fc.integer({ min: 1, max: 20 }), (a, b, settledCount) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)];
      const every = (delaySumDays: number) => spcEveryDays(TABLE, { delaySumDays, settledCount });
      expect(every(more)).toBeLessThanOrEqual(every(less));
    }),
  );
});

test.each<readonly [number | null, boolean]>([
  [null, true],
  [0, false],
  [29, false],
  [30, true],
  [31, true],
])('a report of %p days is due every 30 days: %p', (ageDays, isDue) => {
  expect(isSpcDue(30, ageDays)).toBe(isDue);
});

test('rows that do not strictly increase are found at the first that does not', () => {
  const rows = (...bounds: number[]) =>
    bounds.map((averageDelayBelowDays) => ({ averageDelayBelowDays, everyDays: 1 }));
  expect(firstRowNotIncreasing(rows(10, 20, 30))).toBeNull();
  expect(firstRowNotIncreasing(rows(10))).toBeNull();
  expect(firstRowNotIncreasing(rows(10, 10))).toBe(1);
  expect(firstRowNotIncreasing(rows(10, 30, 20, 15))).toBe(2);
});
