/** Owns the table of what is left of the limits, and of the releases that help at a counter. */
import { releasesAtCounter, roomCents, type RoomFacts } from '../../domain/counter';
import type { FactReading } from '../../domain/facts';
import { MOST_CLAIMS } from '../../domain/release';

const known = (value: number | string | boolean): FactReading => ({
  known: true,
  value,
  asOf: '2026-11-20T12:00:00.000Z',
  source: 'exposure',
});
const none: FactReading = { known: false, why: 'notApplicable' };
const failed: FactReading = { known: false, why: 'failed' };
const facts = (given: Partial<RoomFacts> = {}): RoomFacts => ({
  limitKind: known('amount'),
  limitCents: known(1_000_00),
  takenCents: known(400_01),
  hasGroupLimit: known(false),
  groupLimitCents: none,
  groupTakenCents: known(400_01),
  ...given,
});
const inGroup = { hasGroupLimit: known(true), groupLimitCents: known(900_00), groupTakenCents: known(800_00) };

test.each<[string, Partial<RoomFacts>, number | null]>([
  ['the limit less what is taken', {}, 599_99],
  ['never below zero', { takenCents: known(1_000_01) }, 0],
  ['nothing where no credit was granted', { limitKind: known('none'), limitCents: none }, 0],
  ['no amount where none bounds it', { limitKind: known('unlimited'), limitCents: none }, null],
  ['the group’s where the customer’s own is unlimited', { ...inGroup, limitKind: known('unlimited') }, 100_00],
  ['no amount where each order is reviewed', { ...inGroup, limitKind: known('alwaysReview') }, null],
  ['the smaller of two', inGroup, 100_00],
  ['the smaller of two, its own', { ...inGroup, groupTakenCents: known(0) }, 599_99],
  ['not known where what is taken is not', { takenCents: failed }, null],
  [
    'not known where what is taken is not, and no credit was granted',
    { takenCents: failed, limitKind: known('none') },
    null,
  ],
  ['not known where what the group has taken is not', { ...inGroup, groupTakenCents: failed }, null],
])('room is %s', (_name, given, expected) => {
  expect(roomCents(facts(given))).toBe(expected);
});

const release = (given: object = {}) => ({
  ...{ release: 'rls_1', branch: '02', scope: { kind: 'customer' as const }, checks: 'all' as const },
  ...{ ceilingCents: 500_00, singleUse: false, claimCount: 0, usedCents: 100_00, grantedBy: 'carla', own: null },
  ...given,
});
test.each<[string, object, number | null]>([
  ['a customer’s', {}, 400_00],
  ['a sale’s', { scope: { kind: 'sale', sale: 'S-1' } }, 400_00],
  ['an order’s', { scope: { kind: 'order', order: 'O-1' } }, null],
  ['another branch’s', { branch: '07' }, null],
  ['one that the caller granted', { grantedBy: 'joao' }, null],
  ['one that is used up', { usedCents: 500_00 }, null],
  ['one for a single use that was used', { singleUse: true, claimCount: 1 }, null],
  ['one used as often as any may be', { claimCount: MOST_CLAIMS }, null],
])('of the releases, at a counter what is left is told of %s', (_name, given, left) => {
  const told = releasesAtCounter([release(given)], { branch: '02', subject: 'joao' });
  expect(told.map(({ leftCents }) => leftCents)).toEqual(left === null ? [] : [left]);
});
