/** Owns how a typed amount is read: as people write it in Brazil, and never by a guess that is wrong a hundredfold. */
import { centsIn } from '../../web/src/fields/money-text';

test.each([
  ['1.234,5', 1_234_50],
  ['1.234,56', 1_234_56],
  ['1234,56', 1_234_56],
  ['1234.56', 1_234_56],
  ['1.000', 1_000_00],
  ['1.234.567,89', 1_234_567_89],
  ['R$ 2.000,00', 2_000_00],
  ['R$\u00a02.000,00', 2_000_00],
  ['0,01', 1],
  ['45000', 45_000_00],
  ['9,54', 9_54],
  ['12,', 12_00],
  ['R$ 12.0000,00', 120_000_00],
  ['', null],
  ['  ', null],
])('%j is %j cents', (text, cents) => {
  expect(centsIn(text)).toBe(cents);
});

test.each(['-1', 'abc', '1,234.56', '1.23.456', '1.2345', '12,345', '1e3', '1234567890123'])(
  '%j is no amount',
  (text) => {
    expect(centsIn(text)).toBeUndefined();
  },
);
