/** Owns the table of which limit is in force on a day. */
import fc from 'fast-check';
import { limitChangeDays, limitInForce, limitLastDay, type CreditTerms, type Guarantee } from '../../domain/limits';

const TODAY = '2026-11-20';
const amount = (amountCents: number, validUntil: string | null = null) =>
  ({ kind: 'amount', amountCents, validUntil }) as const;
const temporary = (amountCents: number, from = '2026-11-20', to = '2026-11-20') => ({ amountCents, from, to });
const guarantee = (given: Partial<Guarantee> = {}): Guarantee => ({
  id: 'G-1',
  kind: 'surety',
  amountCents: 1_000_00,
  sharePercent: 50,
  validUntil: null,
  ...given,
});
const terms = (given: Partial<CreditTerms>): CreditTerms => ({
  limit: amount(1_000_00),
  temporaryLimit: null,
  guarantees: [],
  ...given,
});

test.each<[string, Partial<CreditTerms>, [string, number | null, boolean, boolean]]>([
  ['an amount without an end', {}, ['amount', 1_000_00, false, false]],
  ['its last day counts', { limit: amount(1_000_00, TODAY) }, ['amount', 1_000_00, false, false]],
  ['the day after, it counts as zero', { limit: amount(1_000_00, '2026-11-19') }, ['amount', 0, true, false]],
  ['zero is an amount', { limit: amount(0) }, ['amount', 0, false, false]],
  ['none', { limit: { kind: 'none' } }, ['none', null, false, false]],
  ['unlimited', { limit: { kind: 'unlimited' } }, ['unlimited', null, false, false]],
  ['a greater temporary limit', { temporaryLimit: temporary(1_500_00) }, ['amount', 1_500_00, false, true]],
  ['a smaller temporary limit is not used', { temporaryLimit: temporary(900_00) }, ['amount', 1_000_00, false, false]],
  [
    'a temporary limit before its first day',
    { temporaryLimit: temporary(1_500_00, '2026-11-21', '2026-11-30') },
    ['amount', 1_000_00, false, false],
  ],
  [
    'a temporary limit after its last day',
    { temporaryLimit: temporary(1_500_00, '2026-11-01', '2026-11-19') },
    ['amount', 1_000_00, false, false],
  ],
  [
    'a temporary limit in the place of an expired one',
    { limit: amount(1_000_00, '2026-11-19'), temporaryLimit: temporary(1) },
    ['amount', 1, false, true],
  ],
  [
    'a temporary limit for who has none',
    { limit: { kind: 'none' }, temporaryLimit: temporary(1) },
    ['amount', 1, false, true],
  ],
  [
    'review is required all the same',
    { limit: { kind: 'alwaysReview' }, temporaryLimit: temporary(1) },
    ['alwaysReview', null, false, false],
  ],
  ['a share of a guarantee is added', { guarantees: [guarantee()] }, ['amount', 1_500_00, false, false]],
  [
    'an expired guarantee adds nothing',
    { guarantees: [guarantee({ validUntil: '2026-11-19' })] },
    ['amount', 1_000_00, false, false],
  ],
  [
    'a guarantee grants no credit by itself',
    { limit: { kind: 'none' }, guarantees: [guarantee()] },
    ['none', null, false, false],
  ],
  [
    'a guarantee does not revive an expired limit',
    { limit: amount(1_000_00, '2026-11-19'), guarantees: [guarantee()] },
    ['amount', 0, true, false],
  ],
])('%s', (_, given, expected) => {
  const { kind, amountCents, expired, isTemporary } = limitInForce(terms(given), TODAY);
  expect([kind, amountCents, expired, isTemporary]).toEqual(expected);
});

test('a share is rounded down to the cent, also of amounts beyond exact products', () => {
  const shareOf = (amountCents: number, sharePercent: number) =>
    limitInForce(terms({ guarantees: [guarantee({ amountCents, sharePercent })] }), TODAY).guaranteedCents;
  expect(shareOf(199, 50)).toBe(99);
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000_000_000 }), fc.integer({ min: 1, max: 100 }), (cents, share) => {
      expect(shareOf(cents, share)).toBe(Number((BigInt(cents) * BigInt(share)) / 100n));
    }),
  );
});

test('every day on which the limit in force changes is known beforehand', () => {
  const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}`;
  const days = fc.integer({ min: 1, max: 28 }).map(day);
  const anyTerms = fc.record({
    limit: fc.oneof(
      days.map((validUntil) => amount(5_00, validUntil)),
      fc.constant(amount(5_00)),
      fc.constant({ kind: 'none' as const }),
    ),
    temporaryLimit: fc.option(
      fc
        .tuple(days, days, fc.nat({ max: 10_00 }))
        .map(([a, b, cents]) => temporary(cents, a < b ? a : b, a < b ? b : a)),
    ),
    guarantees: fc.array(
      days.map((validUntil) => guarantee({ validUntil })),
      { maxLength: 3 },
    ),
  });
  fc.assert(
    fc.property(anyTerms, fc.integer({ min: 2, max: 28 }), (given, n) => {
      const [before, after] = [limitInForce(given, day(n - 1)), limitInForce(given, day(n))];
      if (JSON.stringify(before) !== JSON.stringify(after)) expect(limitChangeDays(given)).toContain(day(n));
    }),
  );
});

test.each<[string, Partial<CreditTerms>, string | null]>([
  ['an amount without an end', {}, null],
  ['an amount with an end', { limit: amount(1_000_00, '2026-12-01') }, '2026-12-01'],
  ['on its last day', { limit: amount(1_000_00, TODAY) }, TODAY],
  ['an expired one', { limit: amount(1_000_00, '2026-11-02') }, '2026-11-02'],
  ['a temporary one', { temporaryLimit: temporary(1_500_00, '2026-11-01', '2026-11-24') }, '2026-11-24'],
  ['a smaller temporary one changes nothing', { temporaryLimit: temporary(900_00, TODAY, '2026-11-24') }, null],
  ['before a temporary one', { temporaryLimit: temporary(1_500_00, '2026-11-22', '2026-11-24') }, '2026-11-21'],
  ['a guarantee that ends first', { guarantees: [guarantee({ validUntil: '2026-11-28' })] }, '2026-11-28'],
  ['none', { limit: { kind: 'none' } }, null],
])('the last day on which the limit is as it is: %s', (_name, given, day) => {
  expect(limitLastDay(terms(given), TODAY)).toBe(day);
});
