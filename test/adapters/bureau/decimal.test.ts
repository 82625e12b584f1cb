/** Owns that every form of a number is read to the digit, and that nothing else is a number. */
import fc from 'fast-check';
import { amountOf, centsOf, countOf, decimalText } from '../../../adapters/bureau/decimal';
import { amountForms } from '../../support/deps-answers';

test('an amount is the same cents in every form it is written in', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), (cents) => {
      for (const form of amountForms(cents)) expect([form, centsOf(form)]).toEqual([form, cents]);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  [1234.56, 123_456],
  ['1.234,56', 123_456],
  ['R$ 1.234,56', 123_456],
  ['R$\u00a01.234,56', 123_456],
  ['1,234.56', 123_456],
  ['1.234', 123_400],
  ['1.234.567', 123_456_700],
  ['0.234', 23],
  [1.005, 101],
  [55.94 * 100, 559_400],
  [0.1 + 0.2, 30],
  [1234.5599999999, 123_456],
  ['-R$ 10,00', -1_000],
  ['R$ -10,00', -1_000],
  ['-0,00', 0],
  [-0, 0],
  [1e-9, 0],
])('%p is %i cents', (value, cents) => {
  expect(centsOf(value)).toBe(cents);
});

test.each([
  null,
  undefined,
  '',
  'R$',
  'isento',
  '1.2.3',
  '1,2,3',
  '--1',
  '1e5',
  '0x10',
  1e400,
  NaN,
  1e21,
  1e15,
  '99.999.999.999.999,00',
  '9'.repeat(41),
  true,
  {},
  [5],
])('%p is no amount', (value) => {
  expect(centsOf(value)).toBeNull();
});

test('an amount is not negative, and a count is whole', () => {
  expect([amountOf('-1,00'), amountOf(-1), amountOf(0)]).toEqual([null, null, 0]);
  expect([3, '3', '3,0', 3.5, -1, '1.000', null].map(countOf)).toEqual([3, 3, 3, null, null, 1_000, null]);
  expect(decimalText('12,5')).toBe('12.5');
});
