/** Owns the guarantees of a customer's punctuality over 24 months. */
import { calendarOf } from '../../domain/business-days';
import type { Movement } from '../../domain/movements';
import { punctuality } from '../../domain/punctuality';
import { foldTitles, isIssued, seenBy } from '../../domain/titles';
import { aCollection, anIssue } from '../support/movements';

const calendar = calendarOf(new Set());
const read = (movements: readonly Movement[], today = '2026-06-15') =>
  punctuality(
    foldTitles(movements)
      .filter(isIssued)
      .map((title) => seenBy(title)),
    { today, calendar },
  );

function paidTitle(title: string, dueOn: string, paidOn: string, given: Partial<Movement> = {}): Movement[] {
  return [
    anIssue({ title, dueOn, amountCents: 100_00 }),
    aCollection({ title, movement: `paid-${title}`, effectiveOn: paidOn, amountCents: 100_00, ...given } as object),
  ];
}

test('each of 24 months is told, oldest first, and a month without payments tells no delay', () => {
  const months = read([], '2026-01-31');
  expect(months).toHaveLength(24);
  expect([months[0]?.month, months[11]?.month, months[12]?.month, months[23]?.month]).toEqual([
    '2024-02',
    '2025-01',
    '2025-02',
    '2026-01',
  ]);
  expect(months.every(({ settledCount, averageDelayDays }) => settledCount === 0 && averageDelayDays === null)).toBe(
    true,
  );
});

test('a title counts once, in the month it was settled in, with its delay from the business day', () => {
  const months = read([
    ...paidTitle('T-1', '2026-04-11', '2026-04-14'),
    ...paidTitle('T-2', '2026-04-14', '2026-04-14'),
    ...paidTitle('T-3', '2026-04-20', '2026-05-04'),
    anIssue({ title: 'T-4', dueOn: '2026-05-01' }),
  ]);
  expect(months.filter(({ settledCount }) => settledCount > 0)).toEqual([
    { month: '2026-04', settledCount: 2, onTimeCount: 1, averageDelayDays: 0.5 },
    { month: '2026-05', settledCount: 1, onTimeCount: 0, averageDelayDays: 14 },
  ]);
});

test('what was assigned, lies before the 24 months or after today tells nothing', () => {
  const months = read([
    ...paidTitle('T-1', '2026-04-14', '2026-04-20', { method: 'assigned' }),
    ...paidTitle('T-2', '2024-06-03', '2024-06-28'),
    ...paidTitle('T-3', '2026-06-01', '2026-06-20'),
  ]);
  expect(months.every(({ settledCount }) => settledCount === 0)).toBe(true);
});
