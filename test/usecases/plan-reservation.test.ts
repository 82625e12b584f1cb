/** Owns the table of what an order holds of the limit after it was judged, and under which condition. */
import fc from 'fast-check';
import type { Judgement } from '../../contracts/judgement';
import { Mode, type CheckResult } from '../../domain/outcome';
import { planReservation, type ReservationInputs, type ReservationPlan } from '../../usecases/plan-reservation';
import { aReservation, heldAt, WAITING } from '../support/builders';

const customerKey = 'cus_1';
const done = { status: 'done', stage: 'invoicing', hold: null, awaits: 'nothing' } as const;
const closed = (status: 'cancelled' | 'expired') => ({ ...WAITING, status, awaits: 'nothing' }) as const;

function judged(mode: 'block' | 'indicate' = Mode.block, result: CheckResult = 'noHit'): Judgement {
  const name = { check: 'limit-exceeded', action: 'save' } as const;
  const check: Judgement['checks'][number] = { ...name, mode, result, outcome: 'clear', rules: [] };
  return { outcome: 'clear', indicator: 'clear', checks: [check], restrictions: [] };
}

/** An order of R$ 500,00 that goes on, of a customer with R$ 1.000,00 who has taken R$ 200,00. */
function plan(given: Partial<ReservationInputs> = {}): ReservationPlan {
  const order = { exposedCents: 500_00, openShareCents: 500_00, before: null };
  const limit = { takenCents: 200_00, limitCents: 1_000_00, groupTakenCents: 200_00, groupLimitCents: null };
  return planReservation({ customerKey, state: WAITING, judgement: judged(), ...order, ...limit, ...given });
}
const own = (reservedCents: number, remainingCents = reservedCents, overLimit = false) =>
  aReservation({ customerKey, reservedCents, remainingCents, overLimit });

type OwnPlan = Omit<ReservationPlan, 'groupTakenAtMostCents'>;
test.each<[string, Partial<ReservationInputs>, OwnPlan]>([
  ['goes on: it reserves, if the room is still there', {}, { after: own(500_00), takenAtMostCents: 500_00 }],
  ['goes on again: nothing more is asked', { before: own(500_00) }, { after: own(500_00), takenAtMostCents: null }],
  ['was raised', { before: own(300_00) }, { after: own(500_00), takenAtMostCents: 800_00 }],
  ['was lowered', { before: own(900_00) }, { after: own(500_00), takenAtMostCents: null }],
  [
    'is partly in titles',
    { before: own(500_00, 100_00), openShareCents: 100_00 },
    { after: own(500_00, 100_00), takenAtMostCents: null },
  ],
  ['is wholly in titles', { openShareCents: 0 }, { after: own(500_00, 0), takenAtMostCents: null }],
  ['has nothing that counts', { exposedCents: 0, openShareCents: 0 }, { after: null, takenAtMostCents: null }],
  [
    'lost what counted',
    { exposedCents: 0, openShareCents: 0, before: own(500_00) },
    { after: own(0), takenAtMostCents: null },
  ],
  ['is held at save', { state: heldAt('save') }, { after: null, takenAtMostCents: null }],
  [
    'is held at save after all',
    { state: heldAt('save'), before: own(500_00) },
    { after: null, takenAtMostCents: null },
  ],
  [
    'is held later: it keeps',
    { state: heldAt('financialApproval'), before: own(500_00) },
    { after: own(500_00), takenAtMostCents: null },
  ],
  [
    'is held later and was raised: it keeps no more than before',
    { state: heldAt('financialApproval'), before: own(300_00) },
    { after: own(300_00), takenAtMostCents: null },
  ],
  [
    'is held later and was lowered: it keeps less',
    { state: heldAt('financialApproval'), before: own(900_00, 900_00, true) },
    { after: own(500_00, 500_00, true), takenAtMostCents: null },
  ],
  ['is held later without one', { state: heldAt('financialApproval') }, { after: null, takenAtMostCents: null }],
  ['is done', { state: done, before: own(500_00) }, { after: null, takenAtMostCents: null }],
  ['is cancelled', { state: closed('cancelled'), before: own(500_00) }, { after: null, takenAtMostCents: null }],
  ['is expired', { state: closed('expired'), before: own(500_00) }, { after: null, takenAtMostCents: null }],
  [
    'goes on over a limit that only indicates: unconditional, and marked',
    { judgement: judged(Mode.indicate, 'hit'), takenCents: 900_00 },
    { after: own(500_00, 500_00, true), takenAtMostCents: null },
  ],
  [
    'goes on under a limit that only indicates: unconditional',
    { judgement: judged(Mode.indicate) },
    { after: own(500_00), takenAtMostCents: null },
  ],
  [
    'goes on where the check is off',
    { judgement: { ...judged(), checks: [] } },
    { after: own(500_00), takenAtMostCents: null },
  ],
  [
    'goes on where the limit could not be verified: marked',
    { judgement: judged(Mode.indicate, 'unknown') },
    { after: own(500_00, 500_00, true), takenAtMostCents: null },
  ],
  ['has an unlimited customer', { limitCents: null }, { after: own(500_00), takenAtMostCents: null }],
])('an order that %s', (_what, given, expected) => {
  expect(plan(given)).toEqual({ ...expected, groupTakenAtMostCents: null });
});

test('whatever the figures, it remains at most what was reserved, which is at most what counts', () => {
  const amount = fc.nat(1_000);
  const states = fc.constantFrom(WAITING, heldAt('save'), heldAt('financialApproval'), done);
  const before = fc.option(fc.tuple(amount, amount).map(([a, b]) => own(Math.max(a, b), Math.min(a, b))));
  fc.assert(
    fc.property(amount, amount, states, before, amount, (exposed, billed, state, reserved, takenCents) => {
      const openShareCents = Math.max(0, exposed - billed);
      const { after } = plan({ exposedCents: exposed, openShareCents, state, before: reserved, takenCents });
      if (after === null) return;
      expect(after.remainingCents).toBeLessThanOrEqual(after.reservedCents);
      expect(after.remainingCents).toBeGreaterThanOrEqual(0);
      expect(after.reservedCents).toBeLessThanOrEqual(exposed);
    }),
  );
});

test('a condition never lets through what would exceed the limit', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.nat(1_000), fc.nat(2_000), (exposedCents, takenCents, limitCents) => {
      fc.pre(takenCents + exposedCents <= limitCents);
      const { takenAtMostCents } = plan({ exposedCents, openShareCents: exposedCents, takenCents, limitCents });
      if (takenAtMostCents !== null) expect(takenAtMostCents + exposedCents).toBeLessThanOrEqual(limitCents);
      else expect(exposedCents).toBe(0);
    }),
  );
});

test('where its group has a limit, both must leave room in the moment of reserving', () => {
  const group = { groupTakenCents: 700_00, groupLimitCents: 1_300_00 };
  expect(plan(group)).toEqual({ after: own(500_00), takenAtMostCents: 500_00, groupTakenAtMostCents: 800_00 });
  expect(plan({ ...group, limitCents: null })).toMatchObject({ takenAtMostCents: null, groupTakenAtMostCents: 800_00 });
  expect(plan({ ...group, judgement: judged(Mode.indicate) })).toMatchObject({ groupTakenAtMostCents: null });
});
