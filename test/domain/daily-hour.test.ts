/** Owns the guarantees of a daily hour, above all on the days on which clocks are changed. */
import { instantOn, nextInstant, skippedHours } from '../../domain/daily-hour';

const NEW_YORK = 'America/New_York';

test.each([
  ['2026-11-20', '01:00', 'America/Sao_Paulo', '2026-11-20T04:00:00.000Z'],
  ['2026-11-20', '00:00', 'America/Sao_Paulo', '2026-11-20T03:00:00.000Z'],
  ['2026-11-20', '23:45', 'America/Noronha', '2026-11-21T01:45:00.000Z'],
  ['2018-11-04', '00:30', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
  ['2026-03-08', '02:30', NEW_YORK, '2026-03-08T07:00:00.000Z'],
  ['2026-11-01', '01:30', NEW_YORK, '2026-11-01T05:30:00.000Z'],
])('on %s, %s in %s is at %s', (date, hour, zone, expected) => {
  expect(instantOn(date, { hour, zone })).toBe(expected);
});

test('the next one is later than now: today, or tomorrow once it has come', () => {
  const daily = { hour: '01:00', zone: 'America/Sao_Paulo' };
  expect(nextInstant('2026-11-20T03:59:59.000Z', daily)).toBe('2026-11-20T04:00:00.000Z');
  expect(nextInstant('2026-11-20T04:00:00.000Z', daily)).toBe('2026-11-21T04:00:00.000Z');
});

test('days that skip the hour are found with the time that comes instead, and no others', () => {
  const skipped = skippedHours('2026-01-01', 365, { hour: '02:30', zone: NEW_YORK });
  expect(skipped).toEqual([{ year: 2026, month: 3, day: 8, hour: 3, minute: 0 }]);
  expect(skippedHours('2026-01-01', 365, { hour: '01:30', zone: NEW_YORK })).toEqual([]);
  expect(skippedHours('2026-01-01', 365, { hour: '01:00', zone: 'America/Sao_Paulo' })).toEqual([]);
});
