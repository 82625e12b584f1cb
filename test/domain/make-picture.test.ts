/** Owns the guarantees of a customer's picture at Deps: every figure as it is defined. */
import fc from 'fast-check';
import { nextPeriodOn, periodOf } from '../../domain/ageing';
import { calendarOf } from '../../domain/business-days';
import { addDays } from '../../domain/calendar';
import { makePicture } from '../../domain/make-picture';
import { sumCents } from '../../domain/money';
import type { Movement } from '../../domain/movements';
import { greatestOpenCents } from '../../domain/open-balance';
import { foldTitles, isIssued } from '../../domain/titles';
import { aCancellation, aClearing, aCollection, anIssue, anyLedger, aReversal } from '../support/movements';

/** Good Friday 3 April 2026 is closed, everywhere; 1 April in branch 02 only. */
const calendars: Record<string, ReturnType<typeof calendarOf>> = {
  '02': calendarOf(new Set(['2026-04-01', '2026-04-03'])),
};
const calendar = calendarOf(new Set(['2026-04-03']));
const make = (movements: readonly Movement[], positionOn = '2026-06-01', labels: Record<string, string> = {}) =>
  makePicture({
    document: '12345678000195',
    positionOn,
    movements,
    calendarOf: (branch) => calendars[branch] ?? calendar,
    labels,
  });
const of = (title: string, given: Parameters<typeof anIssue>[0] = {}) => anIssue({ title, ...given });
const paid = (title: string, effectiveOn: string, given: Parameters<typeof aCollection>[0] = {}) =>
  aCollection({ title, movement: `paid-${title}-${effectiveOn}`, effectiveOn, ...given });

describe('figures', () => {
  test('open titles stand as overdue or due with simple means of their days', () => {
    const { picture } = make([
      of('T-1', { dueOn: '2026-05-22', amountCents: 10_00 }),
      of('T-2', { dueOn: '2026-05-29', amountCents: 90_00 }),
      of('T-3', { dueOn: '2026-06-01', amountCents: 5_00 }),
      of('T-4', { dueOn: '2026-06-11', amountCents: 7_00 }),
    ]);
    expect(picture).toMatchObject({ overdueCents: 100_00, overdueMeanDays: 6.5, dueCents: 12_00, dueMeanDays: 5 });
  });

  test('a title due on a closed day is not overdue before the next business day has passed', () => {
    const overdueOn = (day: string) => make([of('T-1', { dueOn: '2026-04-03' })], day).picture.overdueCents;
    expect([overdueOn('2026-04-06'), overdueOn('2026-04-07')]).toEqual([0, 100_00]);
  });

  test('the average delay takes titles of all branches, each by the calendar of its own', () => {
    const late = (branch: string) => [
      of('T-1', { branch, dueOn: '2026-04-01' }),
      paid('T-1', '2026-04-05', { branch, movement: 'p' }),
    ];
    expect(make([...late('01'), ...late('02')]).picture.averageDelayDays).toBe(3.5);
  });

  test('received is what became money in the last 365 days, the first of them included', () => {
    const issue = of('T-1', { amountCents: 1_000_00 });
    const cheque = aCollection({ movement: 'cheque', method: 'cheque', amountCents: 16_00, effectiveOn: '2025-05-01' });
    const { picture } = make([
      issue,
      paid('T-1', '2025-05-31', { amountCents: 1_00 }),
      paid('T-1', '2025-06-01', { amountCents: 2_00 }),
      paid('T-1', '2026-06-01', { amountCents: 4_00 }),
      paid('T-1', '2026-05-05', { amountCents: 8_00, method: 'card' }),
      cheque,
      aClearing({ collection: 'cheque', effectiveOn: '2026-05-04' }),
    ]);
    expect(picture.paidCents).toBe(22_00);
  });

  test('a payment dated later than the picture is no empty picture, and its day is when the figures change', () => {
    const { isEmpty, nextChangeOn, picture } = make([of('T-1'), paid('T-1', '2026-06-03')]);
    expect({ isEmpty, nextChangeOn, paidCents: picture.paidCents }).toEqual({
      isEmpty: false,
      nextChangeOn: '2026-06-03',
      paidCents: 0,
    });
    expect(make([of('T-1'), paid('T-1', '2026-06-03')], '2026-06-03').picture.paidCents).toBe(100_00);
  });

  test('a payment that leaves the 365 days changes the figures on the day after them', () => {
    const movements = [of('T-1'), paid('T-1', '2026-05-05')];
    const last = addDays('2026-05-05', 365);
    const { nextChangeOn } = make(movements);
    expect(nextChangeOn).toBe(addDays(last, 1));
    expect(make(movements, last).picture).toMatchObject({ paidCents: 100_00, averageDelayDays: expect.any(Number) });
    expect(make(movements, last).nextChangeOn).toBe(nextChangeOn);
    expect(make(movements, nextChangeOn ?? '')).toMatchObject({ isEmpty: true, nextChangeOn: null });
  });

  test('a partly paid title stands with what is left and with what was received', () => {
    const { picture, titles } = make([of('T-1'), paid('T-1', '2026-05-05', { amountCents: 40_00 })]);
    expect({ ...picture, titles }).toMatchObject({ overdueCents: 60_00, paidCents: 40_00, titles: 1 });
  });

  test('cancelled titles and those of an acquirer are in no figure', () => {
    const { isEmpty, picture } = make([of('T-1'), aCancellation(), of('T-2', { modality: 'creditCard' })]);
    expect({ isEmpty, greatestCents: picture.greatestCents }).toEqual({ isEmpty: true, greatestCents: 0 });
  });

  test('what was received in vain is taken back by its reversal', () => {
    expect(make([of('T-1'), aCollection(), aReversal()]).picture).toMatchObject({ paidCents: 0, overdueCents: 100_00 });
  });
});

describe('ageing', () => {
  test('amounts stand under their month and period, oldest first, by the labels of the account', () => {
    const { picture } = make(
      [
        of('T-1', { dueOn: '2026-05-22', amountCents: 1_00 }),
        of('T-2', { dueOn: '2026-02-10', issuedOn: '2026-01-05', amountCents: 2_00 }),
        of('T-3', { dueOn: '2026-02-27', issuedOn: '2026-01-05', amountCents: 3_00 }),
        of('T-4', { dueOn: '2026-06-10', amountCents: 4_00 }),
        of('T-5', { dueOn: '2026-04-07' }),
        paid('T-5', '2026-05-13'),
      ],
      '2026-06-01',
      { '31-60': '31 a 60' },
    );
    expect(picture.details).toEqual([
      { kind: 'paid', months: [{ month: '2026-05', items: [{ period: '31 a 60', cents: 100_00 }] }] },
      {
        kind: 'overdue',
        months: [
          { month: '2026-02', items: [{ period: '91-180', cents: 5_00 }] },
          { month: '2026-05', items: [{ period: '0-30', cents: 1_00 }] },
        ],
      },
      { kind: 'due', months: [{ month: '2026-06', items: [{ period: '0-30', cents: 4_00 }] }] },
    ]);
  });

  test.each([
    ['2026-04-15', '2026-05-11'],
    ['2026-05-11', '2026-06-11'],
    ['2026-06-10', '2026-06-11'],
    ['2026-06-11', '2026-07-11'],
    ['2027-06-11', null],
  ])('a title due on 10 June 2026 next changes, seen on %s, on %s', (today, expected) => {
    expect(nextPeriodOn('2026-06-10', today)).toBe(expected);
  });

  test('nothing changes its place before the day that is told, and something does on it', () => {
    const place = (dueOn: string, day: string) => {
      const { picture } = make([of('T-1', { issuedOn: '2026-01-01', dueOn })], day);
      return JSON.stringify(picture.details);
    };
    fc.assert(
      fc.property(fc.nat({ max: 700 }), fc.nat({ max: 900 }), (toDue, toToday) => {
        const [dueOn, today] = [addDays('2026-01-01', toDue), addDays('2026-01-01', toToday)];
        const { nextChangeOn } = make([of('T-1', { issuedOn: '2026-01-01', dueOn })], today);
        if (nextChangeOn === null) return expect(place(dueOn, addDays(today, 500))).toBe(place(dueOn, today));
        expect(place(dueOn, addDays(nextChangeOn, -1))).toBe(place(dueOn, today));
        return expect(place(dueOn, nextChangeOn)).not.toBe(place(dueOn, today));
      }),
    );
  });

  test('the kinds add up to the totals, whatever the movements', () => {
    fc.assert(
      fc.property(anyLedger, (movements) => {
        const { picture } = make(movements, '2026-03-20');
        const sum = (kind: string) =>
          sumCents(
            picture.details
              .filter((detail) => detail.kind === kind)
              .flatMap(({ months }) => months.flatMap(({ items }) => items.map(({ cents }) => cents))),
          );
        const { paidCents, overdueCents, dueCents } = picture;
        expect([sum('paid'), sum('overdue'), sum('due')]).toEqual([paidCents, overdueCents, dueCents]);
      }),
    );
  });

  test('every number of days has a period', () => {
    expect([0, 30, 31, 60, 61, 90, 91, 180, 181, 365, 366, 9_999].map(periodOf)).toEqual(
      ['0-30', '31-60', '61-90', '91-180', '181-365', '366+'].flatMap((period) => [period, period]),
    );
  });
});

describe('greatest balance', () => {
  test('is that of the end of a day: paid and issued on one day is no rise', () => {
    const movements = [
      of('T-1', { issuedOn: '2026-03-02' }),
      paid('T-1', '2026-03-10'),
      of('T-2', { issuedOn: '2026-03-10' }),
    ];
    expect(greatestOpenCents(movements, '2026-06-01')).toBe(100_00);
  });

  test('counts again what a returned cheque opened again', () => {
    const movements = [
      of('T-1', { issuedOn: '2026-03-02' }),
      aCollection({ title: 'T-1', effectiveOn: '2026-03-10' }),
      of('T-2', { issuedOn: '2026-03-20', amountCents: 70_00 }),
      aReversal({ title: 'T-1', effectiveOn: '2026-03-25' }),
    ];
    expect(greatestOpenCents(movements, '2026-06-01')).toBe(170_00);
  });

  test('never is below what is open now, in whatever order movements come', () => {
    fc.assert(
      fc.property(anyLedger, (movements) => {
        const owed = foldTitles(movements).filter(isIssued);
        const openCents = sumCents(owed.map((title) => title.openCents));
        const greatest = greatestOpenCents(movements, '2026-03-01');
        expect(greatest).toBeGreaterThanOrEqual(openCents);
        expect(greatestOpenCents([...movements].reverse(), '2026-03-01')).toBe(greatest);
      }),
    );
  });
});
