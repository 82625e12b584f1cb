/** Owns the guarantees of calendar dates and instants. */
import fc from 'fast-check';
import {
  addDays,
  dateInZone,
  dayOfWeek,
  daysBetween,
  isCalendarDate,
  isInstant,
  isTimeZone,
  normalizeInstant,
  utcInstant,
} from '../../domain/calendar';

const anyDate = fc.integer({ min: 0, max: 100_000 }).map((days) => addDays('1900-01-01', days));

describe('calendar dates', () => {
  test.each(['2024-02-29', '2000-02-29', '1900-01-01', '2199-12-31', '2026-04-30'])('%s exists', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  test.each([
    ...['2026-02-29', '1900-02-29', '2100-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00'],
    ...['0000-01-01', '0001-01-01', '1899-12-31', '2200-01-01', '9999-12-31'],
    ...['2026-1-1', '20260101', '2026-01-01T00:00:00Z', ' 2026-01-01', '2026-01-01\n', '٢٠٢٦-٠١-٠١', '+2026-01-01', ''],
  ])('%j is refused', (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });

  test('adding days and counting them are inverse, across leap days and centuries', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -3_000, max: 3_000 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect(isCalendarDate(date)).toBe(true);
      }),
    );
  });

  test('dates sort as text', () => {
    fc.assert(fc.property(anyDate, anyDate, (a, b) => Math.sign(daysBetween(a, b)) === (a < b ? 1 : a > b ? -1 : 0)));
  });

  test.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-01-31', 365, '2027-01-31'],
  ])('%s + %i days is %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected);
  });

  test.each([
    ['1900-01-01', 1],
    ['1969-12-28', 0],
    ['1970-01-01', 4],
    ['2026-11-21', 6],
    ['2026-11-22', 0],
  ])('%s is day %i of the week', (date, expected) => {
    expect(dayOfWeek(date)).toBe(expected);
  });
});

describe('instants', () => {
  test.each([
    ['2026-11-21T04:10:00Z', '2026-11-21T04:10:00.000Z'],
    ['2026-11-21T01:10:00-03:00', '2026-11-21T04:10:00.000Z'],
    ['2026-11-21T23:59:59.123456789+14:00', '2026-11-21T09:59:59.123Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(isInstant(text)).toBe(true);
    expect(utcInstant(text)).toBe(expected);
  });

  test.each([
    ...['2026-11-21T04:10:00', '2026-11-21', '2026-11-21T04:10Z', '2026-11-21 04:10:00Z', '2026-11-21t04:10:00z'],
    ...['2026-02-29T00:00:00Z', '2026-11-21T24:00:00Z', '2026-11-21T04:60:00Z', '2026-11-21T04:10:60Z'],
    ...['2026-11-21T04:10:00+14:01', '2026-11-21T04:10:00-03', '2026-11-21T04:10:00-03:60', '0000-01-01T00:00:00Z', ''],
  ])('%j is refused', (text) => {
    expect(isInstant(text)).toBe(false);
    expect(utcInstant(text)).toBeNull();
    expect(() => normalizeInstant(text)).toThrow(RangeError);
  });
});

describe('the day of an instant', () => {
  test.each([
    ['2026-01-01T02:59:59Z', 'America/Sao_Paulo', '2025-12-31'],
    ['2026-01-01T03:00:00Z', 'America/Sao_Paulo', '2026-01-01'],
    ['2026-01-01T03:59:59Z', 'America/Manaus', '2025-12-31'],
    ['2024-03-01T01:00:00Z', 'America/Sao_Paulo', '2024-02-29'],
    // São Paulo still had summer time: midnight came an hour earlier in UTC.
    ['2018-12-01T02:00:00Z', 'America/Sao_Paulo', '2018-12-01'],
    ['2026-01-01T00:00:00Z', 'UTC', '2026-01-01'],
  ])('%s in %s is %s', (instant, zone, expected) => {
    expect(dateInZone(instant, zone)).toBe(expected);
  });

  test('an unknown zone and an unreadable instant are errors, never a default', () => {
    expect(isTimeZone('America/Sao_Paulo')).toBe(true);
    expect(isTimeZone('America/Sao_Paolo')).toBe(false);
    expect(() => dateInZone('2026-01-01T00:00:00Z', 'Nowhere/Land')).toThrow(RangeError);
    expect(() => dateInZone('yesterday', 'UTC')).toThrow(RangeError);
  });
});
