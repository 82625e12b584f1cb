/** Owns the guarantees of business days. */
import fc from 'fast-check';
import { calendarOf, nextBusinessDayOnOrAfter } from '../../domain/business-days';
import { addDays, daysBetween } from '../../domain/calendar';

const anyDate = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('2000-01-01', days));
const anyHolidays = fc.array(anyDate, { maxLength: 400 }).map((dates) => new Set(dates));

describe('business days', () => {
  const calendar = calendarOf(new Set(['2026-02-16', '2026-02-17', '2026-11-20']));

  test.each([
    ['2026-11-19', '2026-11-19', 'a Thursday'],
    ['2026-11-20', '2026-11-23', 'a holiday on a Friday'],
    ['2026-11-21', '2026-11-23', 'a Saturday'],
    ['2026-11-22', '2026-11-23', 'a Sunday'],
    ['2026-02-14', '2026-02-18', 'the Saturday of Carnival'],
  ])('%s moves to %s: %s', (date, expected) => {
    expect(nextBusinessDayOnOrAfter(date, calendar)).toBe(expected);
  });

  test('the shift ends on a business day, never goes back, and passes over closed days only', () => {
    fc.assert(
      fc.property(anyDate, anyHolidays, (date, holidays) => {
        const calendar = calendarOf(holidays);
        const shifted = nextBusinessDayOnOrAfter(date, calendar);
        expect(calendar.isBusinessDay(shifted)).toBe(true);
        const passed = Array.from({ length: daysBetween(date, shifted) }, (_, days) => addDays(date, days));
        expect(passed.some(calendar.isBusinessDay)).toBe(false);
      }),
    );
  });

  test('a calendar without business days is an error, not an endless search', () => {
    expect(() => nextBusinessDayOnOrAfter('2026-01-01', { isBusinessDay: () => false })).toThrow(RangeError);
  });
});
