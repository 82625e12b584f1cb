/** Owns the guarantees of the receivables statistics. */
import fc from 'fast-check';
import { calendarOf } from '../../domain/business-days';
import { addDays, daysBetween } from '../../domain/calendar';
import { reservationKey } from '../../domain/exposure';
import type { Movement } from '../../domain/movements';
import { billedByReservation, exposedCentsOf, receivablesStatistics } from '../../domain/receivables';
import { foldTitles, isIssued, seenBy } from '../../domain/titles';
import {
  aCancellation,
  aCarrierChange,
  aClearing,
  aCollection,
  aDueDateChange,
  anIssue,
  anyLedger,
  aReversal,
} from '../support/movements';

/** Good Friday 3 April 2026 and 21 April are closed. */
const calendar = calendarOf(new Set(['2026-04-03', '2026-04-21']));
const titlesOf = (movements: readonly Movement[]) =>
  foldTitles(movements)
    .filter(isIssued)
    .map((title) => seenBy(title));
const statistics = (movements: readonly Movement[], today = '2026-06-01', overdueGraceDays = 3) =>
  receivablesStatistics(titlesOf(movements), { today, calendar, overdueGraceDays });

/** A title of its own, due and paid on the days given. */
function paidTitle(title: string, dueOn: string, paidOn: string, amountCents = 100_00): Movement[] {
  return [
    anIssue({ title, dueOn, amountCents }),
    aCollection({ title, movement: `paid-${title}`, effectiveOn: paidOn, amountCents }),
  ];
}

describe('average delay', () => {
  test.each([
    ['2026-04-11', '2026-04-14', 1, 'due Saturday, paid Tuesday'],
    ['2026-04-11', '2026-04-13', 0, 'due Saturday, paid Monday'],
    ['2026-04-03', '2026-04-06', 0, 'due on Good Friday, paid Monday'],
    ['2026-04-03', '2026-04-08', 2, 'due on Good Friday, paid Wednesday'],
    ['2026-04-14', '2026-04-18', 4, 'due Tuesday, paid Saturday: days are calendar days'],
    ['2026-04-14', '2026-04-01', 0, 'paid early is not a negative delay'],
  ])('due %s, paid %s counts %i: %s', (dueOn, paidOn, expected) => {
    const found = statistics(paidTitle('T-1', dueOn, paidOn));
    expect(found).toMatchObject({ averageDelayDays: expected, delaySumDays: expected, settledCount: 1 });
  });

  test('is the unrounded mean over titles, each once, early ones as zero', () => {
    const movements = [
      ...paidTitle('T-1', '2026-04-01', '2026-04-11'),
      ...paidTitle('T-2', '2026-04-01', '2026-03-10'),
      ...paidTitle('T-3', '2026-04-01', '2026-04-02'),
    ];
    const found = statistics(movements);
    expect(found).toMatchObject({ hasPaymentHistory: true, settledCount: 3, delaySumDays: 11, maxDelayDays: 10 });
    expect(found.averageDelayDays).toBe(11 / 3);
  });

  test('of a customer who never paid is no value, which is not zero', () => {
    const none = { hasPaymentHistory: false, settledCount: 0, averageDelayDays: null, maxDelayDays: null };
    expect(statistics([])).toMatchObject({ ...none, averageDelayWeightedDays: null, averageDelayWithOpenDays: null });
    expect(statistics([anIssue()], '2026-03-10')).toMatchObject(none);
    expect(statistics([anIssue(), aCollection({ amountCents: 99_99 })])).toMatchObject(none);
  });

  test('looks back 365 days from today, both ends included', () => {
    const found = (paidOn: string) => statistics(paidTitle('T-1', '2025-05-30', paidOn), '2026-06-01').settledCount;
    expect(found('2025-06-01')).toBe(1);
    expect(found('2025-05-31')).toBe(0);
    expect(found('2026-06-01')).toBe(1);
    expect(found('2026-06-02')).toBe(0);
  });

  test('weighted by value leans to the larger title', () => {
    const movements = [
      ...paidTitle('T-1', '2026-04-01', '2026-04-11', 300_00),
      ...paidTitle('T-2', '2026-04-01', '2026-04-01', 100_00),
    ];
    expect(statistics(movements)).toMatchObject({ averageDelayDays: 5, averageDelayWeightedDays: 7.5 });
  });

  test('with open titles counts what is overdue at its delay so far', () => {
    const movements = [...paidTitle('T-1', '2026-04-01', '2026-04-11'), anIssue({ title: 'T-2', dueOn: '2026-04-01' })];
    const found = statistics(movements, '2026-05-01');
    expect(found).toMatchObject({ averageDelayDays: 10, averageDelayWithOpenDays: 20, overdueMaxDays: 30 });
    expect(statistics([anIssue()], '2026-04-11').averageDelayWithOpenDays).toBe(10);
  });

  test('counts a due date changed before it passed, and keeps the delay of one changed after', () => {
    const paid = aCollection({ effectiveOn: '2026-04-20' });
    const delay = (effectiveOn: string) =>
      statistics([anIssue(), paid, aDueDateChange({ effectiveOn, dueOn: '2026-04-20' })]).averageDelayDays;
    expect(delay('2026-03-31')).toBe(0);
    expect(delay('2026-04-01')).toBe(0);
    expect(delay('2026-04-02')).toBe(19);
  });

  test('a due date on a closed day has not passed until the next business day has', () => {
    const issue = anIssue({ dueOn: '2026-04-03' });
    const paid = aCollection({ effectiveOn: '2026-04-20' });
    const delay = (effectiveOn: string) =>
      statistics([issue, paid, aDueDateChange({ effectiveOn, dueOn: '2026-04-20' })]).averageDelayDays;
    expect(delay('2026-04-06')).toBe(0);
    expect(delay('2026-04-07')).toBe(14);
  });

  test('no change agreed after a delay began takes it back', () => {
    const changes = [
      aDueDateChange({ movement: 'c1', effectiveOn: '2026-04-10', dueOn: '2026-05-10' }),
      aDueDateChange({ movement: 'c2', effectiveOn: '2026-05-01', dueOn: '2026-06-10' }),
    ];
    const paid = aCollection({ effectiveOn: '2026-04-30' });
    expect(statistics([anIssue(), ...changes, paid]).averageDelayDays).toBe(29);
  });

  test('counts a renegotiated title on its day, late if late; an assigned one tells nothing of its payer', () => {
    const closed = (method: 'renegotiation' | 'assigned') =>
      statistics([anIssue(), aCollection({ method, effectiveOn: '2026-04-11' })]);
    expect(closed('renegotiation')).toMatchObject({ settledCount: 1, averageDelayDays: 10 });
    expect(closed('assigned')).toMatchObject({ hasPaymentHistory: false, averageDelayDays: null });
  });

  test('leaves out cancelled titles, titles not issued and titles of a card', () => {
    expect(statistics([anIssue(), aCollection(), aCancellation()]).settledCount).toBe(0);
    expect(statistics([aCollection()])).toMatchObject({ settledCount: 0, receivedCents365: 0 });
    expect(statistics([anIssue({ modality: 'creditCard' })])).toMatchObject({ openCents: 0, overdueCount: 0 });
  });

  test('compares with a bound exactly as its sum over its count does', () => {
    const anyCount = fc.integer({ min: 1, max: 5_000 });
    fc.assert(
      fc.property(anyCount, fc.nat({ max: 400 }), fc.integer({ min: -2, max: 2 }), (count, bound, off) => {
        const sum = Math.max(0, bound * count + off);
        expect(sum / count > bound).toBe(sum > bound * count);
      }),
    );
  });
});

describe('overdue', () => {
  test('begins the day after the business day it was due on, and passes grace after it', () => {
    const on = (today: string) => statistics([anIssue({ dueOn: '2026-04-11' })], today);
    expect(on('2026-04-13')).toMatchObject({ overdueCount: 0, overdueMaxDays: 0, overdueCents: 0 });
    expect(on('2026-04-14')).toMatchObject({ overdueCount: 1, overdueMaxDays: 1, overdueBeyondGraceCount: 0 });
    expect(on('2026-04-16')).toMatchObject({ overdueMaxDays: 3, overdueBeyondGraceCount: 0 });
    expect(on('2026-04-17')).toMatchObject({ overdueMaxDays: 4, overdueBeyondGraceCents: 100_00 });
  });

  test('is what is still open of the title, and comes back with a returned cheque', () => {
    const cheque = aCollection({ method: 'cheque', amountCents: 60_00 });
    expect(statistics([anIssue(), cheque])).toMatchObject({ overdueCents: 40_00, exposedCents: 100_00 });
    const returned = aReversal({ reason: 'returnedCheque' });
    expect(statistics([anIssue(), cheque, returned])).toMatchObject({ overdueCents: 100_00, overdueCount: 1 });
  });
});

describe('totals', () => {
  test('count open titles at the notary until they are paid', () => {
    expect(statistics([anIssue(), aCarrierChange()]).titlesAtNotaryCount).toBe(1);
    expect(statistics([anIssue(), aCarrierChange(), aCollection()]).titlesAtNotaryCount).toBe(0);
  });

  test('count as received money, and cheques from the day they cleared', () => {
    const cheque = aCollection({ movement: 'cheque', method: 'cheque', amountCents: 60_00 });
    const movements = [anIssue(), aCollection({ amountCents: 40_00 }), cheque];
    expect(statistics(movements).receivedCents365).toBe(40_00);
    const cleared = aClearing({ collection: 'cheque', effectiveOn: '2026-05-02' });
    expect(statistics([...movements, cleared]).receivedCents365).toBe(100_00);
    expect(statistics([...movements, cleared], '2026-05-01').receivedCents365).toBe(40_00);
    expect(statistics([anIssue(), aCollection({ method: 'writeOff' })]).receivedCents365).toBe(0);
  });

  test('tell what titles bill of each order and sale of their branch, cancelled and renegotiated ones apart', () => {
    const billed = billedByReservation(
      titlesOf([
        anIssue({ title: 'T-1', order: '10482' }),
        anIssue({ title: 'T-2', order: '10482', amountCents: 50_00 }),
        anIssue({ title: 'T-3', order: '10482', branch: '02' }),
        anIssue({ title: 'T-4', order: '10482', renegotiates: ['T-1'] }),
        anIssue({ title: 'T-5', order: '10482' }),
        aCancellation({ title: 'T-5' }),
        anIssue({ title: 'T-6', sale: '10482', amountCents: 7_00 }),
        aCollection({ title: 'T-1' }),
      ]),
    );
    const key = (kind: 'order' | 'sale', branch: string) => reservationKey({ kind, branch, id: '10482' });
    const expected = { [key('order', '01')]: 150_00, [key('order', '02')]: 100_00, [key('sale', '01')]: 7_00 };
    expect(Object.fromEntries(billed)).toEqual(expected);
  });
});

describe('any ledger', () => {
  const anyToday = fc.integer({ min: 0, max: 600 }).map((days) => addDays('2026-01-01', days));

  test('keeps its figures within their bounds and within each other', () => {
    fc.assert(
      fc.property(anyLedger, anyToday, fc.nat({ max: 20 }), (movements, today, grace) => {
        const found = statistics(movements, today, grace);
        expect(found.exposedCents).toBeGreaterThanOrEqual(found.openCents);
        expect(found.openCents).toBeGreaterThanOrEqual(found.overdueCents);
        expect(found.overdueCents).toBeGreaterThanOrEqual(found.overdueBeyondGraceCents);
        expect(found.overdueCount).toBeGreaterThanOrEqual(found.overdueBeyondGraceCount);
        expect(found.overdueBeyondGraceCount > 0).toBe(found.overdueMaxDays > grace);
        expect(found.hasPaymentHistory).toBe(found.averageDelayDays !== null);
        expect(found.maxDelayDays ?? 0).toBeLessThanOrEqual(daysBetween('2026-01-01', today));
        for (const mean of [found.averageDelayDays, found.averageDelayWeightedDays]) {
          if (mean === null) continue;
          expect(mean).toBeGreaterThanOrEqual(0);
          expect(mean).toBeLessThanOrEqual(found.maxDelayDays ?? -1);
        }
        expect(found.exposedCents).toBe(exposedCentsOf(titlesOf(movements)));
      }),
      { numRuns: 300 },
    );
  });

  test('gives the same figures for its titles in any order', () => {
    fc.assert(
      fc.property(anyLedger, anyToday, (movements, today) => {
        const options = { today, calendar, overdueGraceDays: 3 };
        const titles = titlesOf(movements);
        expect(receivablesStatistics(titles.toReversed(), options)).toEqual(receivablesStatistics(titles, options));
      }),
    );
  });
});
