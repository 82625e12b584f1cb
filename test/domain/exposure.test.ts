/** Owns the guarantees of an exposure document's arithmetic. */
import fc from 'fast-check';
import {
  remainingAfterBilling,
  reservationKey,
  reservationOwner,
  takenCents,
  takenWithoutOwn,
  type Exposure,
} from '../../domain/exposure';

const anyCents = fc.nat({ max: 10_000_000_00 });
const anyOwner = fc.record({
  kind: fc.constantFrom('order' as const, 'sale' as const),
  branch: fc.string({ unit: 'binary' }),
  id: fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '.', '$', '\0', '__proto__', 'a.b', '~002e', '\ud800', ':'),
  ),
});

/** Documents whose members hold exactly their reservations, as the store keeps them. */
const anyExposure: fc.Arbitrary<Exposure> = fc
  .record({
    open: fc.dictionary(fc.constantFrom('a', 'b', 'c'), anyCents, { minKeys: 1 }),
    orders: fc.array(fc.record({ member: fc.constantFrom('a', 'b', 'c'), reserved: anyCents, billed: anyCents })),
  })
  .map(({ open, orders }) => {
    const reservations = orders
      .filter(({ member }) => Object.hasOwn(open, member))
      .map(({ member, reserved, billed }, at) => {
        const key = reservationKey({ kind: 'order', branch: '01', id: String(at) });
        const remainingCents = remainingAfterBilling(reserved, billed);
        return [key, { customerKey: member, reservedCents: reserved, remainingCents, overLimit: false }] as const;
      });
    const members = Object.entries(open).map(([key, openCents]) => {
      const own = reservations.filter(([, reservation]) => reservation.customerKey === key);
      const reservedCents = own.reduce((sum, [, reservation]) => sum + reservation.remainingCents, 0);
      return [key, { ledgerCount: 1, openCents, reservedCents }] as const;
    });
    return { members: Object.fromEntries(members), reservations: Object.fromEntries(reservations) };
  });

describe('what is taken', () => {
  const key = reservationKey({ kind: 'order', branch: '02', id: '10482' });
  const exposure: Exposure = {
    members: {
      a: { ledgerCount: 4, openCents: 3_000_000, reservedCents: 340_000 },
      b: { ledgerCount: 0, openCents: 0, reservedCents: 500 },
    },
    reservations: { [key]: { customerKey: 'a', reservedCents: 400_000, remainingCents: 340_000, overLimit: false } },
  };

  test('is open titles plus reservations, of one customer', () => {
    expect(takenCents(exposure, 'a')).toBe(3_340_000);
    expect(takenCents(exposure, 'stranger')).toBe(0);
    expect(takenCents(exposure, 'constructor')).toBe(0);
  });

  test('leaves out what the judged order already holds, for its own customer only', () => {
    expect(takenWithoutOwn(exposure, 'a', key)).toBe(3_000_000);
    expect(takenWithoutOwn(exposure, 'b', key)).toBe(500);
    expect(takenWithoutOwn(exposure, 'a', 'order:02:other')).toBe(3_340_000);
  });

  test('is never negative', () => {
    fc.assert(
      fc.property(anyExposure, (document) => {
        const members = Object.keys(document.members);
        for (const own of Object.keys(document.reservations)) {
          for (const member of members) expect(takenWithoutOwn(document, member, own)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('reservations', () => {
  test('shrink by what was billed, never below nothing, and never grow', () => {
    expect(remainingAfterBilling(1_000, 400)).toBe(600);
    expect(remainingAfterBilling(1_000, 1_200)).toBe(0);
    fc.assert(
      fc.property(anyCents, anyCents, (reserved, billed) => {
        const remaining = remainingAfterBilling(reserved, billed);
        expect(remaining).toBeGreaterThanOrEqual(0);
        expect(remaining).toBeLessThanOrEqual(reserved);
      }),
    );
  });

  test('have keys that are safe field names and tell their owner', () => {
    fc.assert(
      fc.property(anyOwner, (owner) => {
        const key = reservationKey(owner);
        expect(key).toMatch(/^(order|sale):[A-Za-z0-9_~-]*:[A-Za-z0-9_~-]*$/);
        expect(reservationOwner(key)).toEqual(owner);
      }),
      { numRuns: 500 },
    );
  });

  test.each(['', 'order', 'order:1', 'order:1:2:3', 'hold:1:2', 'order:1:~0031', 'order:1:a.b', 'order:1:~zzzz'])(
    'the text %j is the key of none',
    (text) => expect(reservationOwner(text)).toBeNull(),
  );
});
