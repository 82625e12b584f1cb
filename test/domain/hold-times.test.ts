/** Owns the proof of a hold's times: by the clock, by the business calendar, across changes of the clock. */
import { calendarOf } from '../../domain/business-days';
import { dateInZone } from '../../domain/calendar';
import { holdTimes, type HoldRules } from '../../domain/hold-times';

const CALENDAR = calendarOf(new Set(['2026-11-20', '2026-12-25', '2027-01-01']));
const rules = (given: Partial<HoldRules> = {}): HoldRules => ({
  zone: 'America/Sao_Paulo',
  holdDeadlineHours: 72,
  holdDeadline: null,
  holdEscalation: null,
  ...given,
});
const days = (businessDays: number) => rules({ holdDeadline: { businessDays } });

test('hours run on the clock, through the weekend', () => {
  expect(holdTimes('2026-11-27T21:00:00.000Z', rules(), CALENDAR)).toEqual({ holdUntil: '2026-11-30T21:00:00.000Z' });
});

test.each([
  ['a Monday and one day', '2026-11-23T15:00:00.000Z', 1, '2026-11-25T03:00:00.000Z'],
  ['a Friday and one day', '2026-11-27T15:00:00.000Z', 1, '2026-12-01T03:00:00.000Z'],
  ['a Saturday and one day', '2026-11-28T15:00:00.000Z', 1, '2026-12-01T03:00:00.000Z'],
  ['a Thursday before a holiday and one day', '2026-11-19T15:00:00.000Z', 1, '2026-11-24T03:00:00.000Z'],
  ['Christmas Eve and five days', '2026-12-24T15:00:00.000Z', 5, '2027-01-05T03:00:00.000Z'],
  ['late in the evening, next day in UTC', '2026-11-24T01:30:00.000Z', 1, '2026-11-25T03:00:00.000Z'],
])('from %s: to the end of that business day in the branch’s zone', (_what, at, businessDays, holdUntil) => {
  expect(holdTimes(at, days(businessDays), CALENDAR)).toEqual({ holdUntil });
});

test('business days take the place of the hours', () => {
  const both = { ...days(1), holdDeadlineHours: 1 };
  expect(holdTimes('2026-11-23T15:00:00.000Z', both, CALENDAR).holdUntil).toBe('2026-11-25T03:00:00.000Z');
});

test('a day that begins an hour late ends when the next one begins', () => {
  // Brazil put its clocks forward at midnight until 2018: 4 November began at 01:00.
  const times = holdTimes('2018-11-01T15:00:00.000Z', days(1), calendarOf(new Set(['2018-11-02'])));
  expect(times.holdUntil).toBe('2018-11-06T02:00:00.000Z');
});

test('calls for attention after its share of the time', () => {
  const half = rules({ holdEscalation: { atPercent: 50 } });
  expect(holdTimes('2026-11-23T12:00:00.000Z', half, CALENDAR).escalateAt).toBe('2026-11-25T00:00:00.000Z');
});

test('by the business calendar does not call on a closed day, and always before its deadline', () => {
  for (const businessDays of [1, 2, 3, 5, 10]) {
    for (const atPercent of [1, 25, 50, 75, 99]) {
      for (const at of ['2026-11-19T21:00:00.000Z', '2026-11-27T21:00:00.000Z', '2026-12-24T23:00:00.000Z']) {
        const asked = { ...days(businessDays), holdEscalation: { atPercent } };
        const { holdUntil, escalateAt = '' } = holdTimes(at, asked, CALENDAR);
        const day = dateInZone(escalateAt, 'America/Sao_Paulo');
        expect([day, day === dateInZone(at, 'America/Sao_Paulo') || CALENDAR.isBusinessDay(day)]).toEqual([day, true]);
        expect(escalateAt < holdUntil).toBe(true);
      }
    }
  }
});

test('a branch from before these parameters has its hours and calls never', () => {
  const old = { zone: 'America/Sao_Paulo', holdDeadlineHours: 24 };
  expect(holdTimes('2026-11-23T12:00:00.000Z', old, CALENDAR)).toEqual({ holdUntil: '2026-11-24T12:00:00.000Z' });
});
