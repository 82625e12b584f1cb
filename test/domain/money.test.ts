/** Owns the guarantees of money. */
import fc from 'fast-check';
import { formatBRL, isCents, MAX_CENTS, parseDecimalToCents, sumCents } from '../../domain/money';

const anyCents = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });

describe('money', () => {
  test.each([0, 1, -1, 45_000, MAX_CENTS])('%d is an amount', (value) => expect(isCents(value)).toBe(true));

  test.each([10.5, NaN, Infinity, -0, 2 ** 53, '100', null, undefined, 100n])('%p is no amount', (value) => {
    expect(isCents(value)).toBe(false);
  });

  test.each([
    [5_230_000, 'R$ 52.300,00'],
    [0, 'R$ 0,00'],
    [5, 'R$ 0,05'],
    [-123_456_789, '-R$ 1.234.567,89'],
    [100_000, 'R$ 1.000,00'],
    [99_999, 'R$ 999,99'],
  ])('%d cents read as %s', (cents, expected) => expect(formatBRL(cents)).toBe(expected));

  test.each([
    ['55.94', 5_594],
    ['1.1', 110],
    ['0.07', 7],
    ['4.35', 435],
    ['128', 12_800],
    ['-0', 0],
    ['-10.50', -1_050],
  ])('the decimal text %s is %d cents', (text, expected) => expect(parseDecimalToCents(text)).toBe(expected));

  test.each(['', '.5', '5.', '1.234', '1,50', '1.000,00', '1e3', ' 1', '1 ', '--1', '+1', '99999999999999999', 'R$ 1'])(
    'the text %j is no amount',
    (text) => expect(parseDecimalToCents(text)).toBeNull(),
  );

  test('every amount survives being written as a decimal', () => {
    fc.assert(
      fc.property(anyCents, (cents) => {
        const magnitude = String(Math.abs(cents)).padStart(3, '0');
        const text = `${cents < 0 ? '-' : ''}${magnitude.slice(0, -2)}.${magnitude.slice(-2)}`;
        expect(parseDecimalToCents(text)).toBe(cents === 0 ? 0 : cents);
      }),
    );
  });

  test('sums do not depend on the order, and one that would be rounded is refused', () => {
    fc.assert(fc.property(fc.array(anyCents), (list) => sumCents(list) === sumCents(list.toReversed())));
    expect(sumCents([])).toBe(0);
    expect(() => sumCents([MAX_CENTS, 1])).toThrow(RangeError);
    expect(() => sumCents([0.5])).toThrow(RangeError);
  });
});
