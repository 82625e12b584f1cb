/** Owns that dates are typed day first, and that what is no date never becomes one. */
import { isoOf, slashed, typedOf } from '../../web/src/fields/date-text';

/** As a field does with each key. */
const typing = (keys: string) => [...keys].reduce((text, key) => slashed(text + key), '');

test.each([
  ['21112026', '21/11/2026', '2026-11-21'],
  ['21/11/2026', '21/11/2026', '2026-11-21'],
  ['1/2/2026', '1/2/2026', '2026-02-01'],
  ['29022028', '29/02/2028', '2028-02-29'],
  ['29022027', '29/02/2027', null],
  ['31/02/2026', '31/02/2026', null],
  ['00/01/2026', '00/01/2026', null],
  ['1/2', '1/2', null],
  ['11212026', '11/21/2026', null],
  ['amanhã', 'amanhã', null],
  ['', '', ''],
])('%j typed is shown as %j and means %j', (keys, shown, iso) => {
  expect(typing(keys)).toBe(shown);
  expect(isoOf(shown)).toBe(iso);
});

test('a date of a program is turned when it is pasted, and dots or dashes are taken for slashes', () => {
  expect(slashed('2026-11-21')).toBe('21/11/2026');
  expect([isoOf('21.11.2026'), isoOf('21-11-2026')]).toEqual(['2026-11-21', '2026-11-21']);
  expect([typedOf('2026-11-21'), typedOf('')]).toEqual(['21/11/2026', '']);
});
