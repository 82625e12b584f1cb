/** Owns the guarantees of typical times and release rates: figures that did occur, and a hint only where nothing else did. */
import fc from 'fast-check';
import { ENOUGH_CASES, releaseRate, typicalTime } from '../../domain/desk-figures';

test('median and ninth tenth are those of the single times, by nearest rank', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 80 }), (times) => {
      const sorted = [...times].sort((a, b) => a - b);
      const nth = (share: number) => sorted[Math.ceil(sorted.length * share) - 1];
      const told = typicalTime(times.map((minutes) => ({ minutes, count: 1 })));
      expect(told).toEqual({ count: times.length, medianMinutes: nth(0.5), p90Minutes: nth(0.9) });
    }),
  );
});

test('no hold has no typical time', () => {
  expect(typicalTime([])).toEqual({ count: 0, medianMinutes: null, p90Minutes: null });
});

test.each([
  ['nine released', { released: 9 }, null],
  ['ten released', { released: ENOUGH_CASES }, 'indicate'],
  ['ten released and one that ended by itself', { released: 10, causeGone: 1 }, null],
  ['none', {}, null],
] as const)('a check with %s: hint %#', (_what, endings, hint) => {
  expect(releaseRate(endings).hint).toBe(hint);
});
