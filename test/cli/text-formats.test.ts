/** Owns the proof that texts of files become the ledger's dates, instants and cents, and nothing is guessed. */
import { dateReader, instantReader, isDateFormat, moneyReader, type MoneyFormat } from '../../cli/text-formats';

test.each<[MoneyFormat, string, number | null]>([
  ['1.234,56', '1.234,56', 123456],
  ['1.234,56', '1234,5', 123450],
  ['1.234,56', 'R$ 1.234.567,00', 123456700],
  ['1.234,56', '1.234', 123400],
  ['1.234,56', '-12,00', -1200],
  ['1.234,56', '1234.56', null],
  ['1.234,56', '1.23,45', null],
  ['1.234,56', '1,234', null],
  ['1.234,56', '', null],
  ['1,234.56', '1,234.56', 123456],
  ['1,234.56', '1.234,56', null],
  ['1234.56', '55.94', 5594],
  ['1234.56', '1,234.56', null],
  ['1234.56', '1e3', null],
  ['1234.56', '10.505', null],
  ['cents', '5594', 5594],
  ['cents', '55.94', null],
  ['cents', '9007199254740993', null],
])('money written like %s: %j is %p cents', (format, text, cents) => {
  expect(moneyReader(format)(text)).toBe(cents);
});

test.each([
  ['MM/DD/YYYY', '1/2/2013', '2013-01-02'],
  ['DD/MM/YYYY', '01/02/2013', '2013-02-01'],
  ['DD/MM/YYYY', '29/02/2024', '2024-02-29'],
  ['DD/MM/YYYY', '29/02/2023', null],
  ['DD/MM/YYYY', '31/04/2023', null],
  ['DD/MM/YYYY', '01/02/13', null],
  ['DD/MM/YYYY', '01/02/0000', null],
  ['DD/MM/YYYY', '01/02/9999', null],
  ['DD.MM.YYYY', '01.02.2013', '2013-02-01'],
  ['DD.MM.YYYY', '01x02x2013', null],
  ['YYYYMMDD', '20130102', '2013-01-02'],
  ['YYYYMMDD', '2013112', null],
  ['YYYY-MM-DD', '2013-01-02T00:00:00', null],
])('a date written like %s: %j is %p', (format, text, date) => {
  expect(dateReader(format)(text)).toBe(date);
});

test.each([
  [undefined, '2026-11-21T04:10:00Z', '2026-11-21T04:10:00Z'],
  [undefined, '2026-11-21T04:10:00', null],
  [{ dates: 'DD/MM/YYYY', offset: '-03:00' }, '21/11/2026 01:10:05', '2026-11-21T01:10:05-03:00'],
  [{ dates: 'DD/MM/YYYY', offset: '-03:00' }, '21/11/2026 01:10', '2026-11-21T01:10:00-03:00'],
  [{ dates: 'DD/MM/YYYY', offset: '-03:00' }, '21/11/2026 24:10', null],
  [{ dates: 'DD/MM/YYYY', offset: '-03:00' }, '21/11/2026', null],
])('an instant written like %p: %j is %p', (format, text, instant) => {
  expect(instantReader(format)(text)).toBe(instant);
});

test.each([
  ['DD/MM/YYYY', true],
  ['YYYYMMDD', true],
  ['DD/MM', false],
  ['DD/MM/YY', false],
  ['DD/MM/YYYY DD', false],
  ['DD/MMM/YYYY', false],
  ['(DD)+MM*YYYY', true],
])('%j is a format of dates: %p', (format, isOne) => {
  expect(isDateFormat(format)).toBe(isOne);
});
