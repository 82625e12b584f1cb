/** Owns R11 at its root: one document a group, changed only where it is as it was read, never above a limit. */
import type { ExposureDocument, ExposureStore, ReservationChange } from '../../../adapters/mongo/exposure-store';
import { takenCents } from '../../../domain/exposure';
import { aReservation } from '../../support/builders';
import { uniqueId } from '../../support/orders';
import { openStores, type TestStores } from '../../support/stores';

let stores: TestStores;
let exposures: ExposureStore;
beforeAll(async () => {
  stores = await openStores('exposures');
  exposures = stores.exposures;
});
afterAll(() => stores.stop());

let groupKey: string;
let customerKey: string;
beforeEach(() => {
  groupKey = uniqueId('grp');
  customerKey = uniqueId('cus');
});

const peek = () => exposures.peek(groupKey, customerKey);
const memberOf = (document: ExposureDocument, key = customerKey) => document.members[key];
const keyOf = (order: string) => `order:02:${order}`;

function change(order: string, cents: number, given: Partial<ReservationChange> = {}): ReservationChange {
  const after = aReservation({ customerKey, reservedCents: cents });
  return {
    groupKey,
    customerKey,
    key: keyOf(order),
    before: null,
    after,
    ledgerCount: 0,
    takenAtMostCents: null,
    groupTakenAtMostCents: null,
    groupTermsOf: null,
    ...given,
  };
}

/** Every sum that is kept agrees with what it sums. */
async function expectConsistent(): Promise<ExposureDocument> {
  const document = await peek();
  for (const [key, member] of Object.entries(document.members)) {
    const own = Object.values(document.reservations).filter((reservation) => reservation.customerKey === key);
    expect(member.reservedCents).toBe(own.reduce((sum, { remainingCents }) => sum + remainingCents, 0));
    expect(member).toMatchObject({ takenCents: member.openCents + member.reservedCents });
  }
  return document;
}

test('a peek makes nothing, and tells a customer who was never met as one who has taken nothing', async () => {
  expect(await peek()).toMatchObject({ reservations: {}, held: {} });
  expect(memberOf(await peek())).toMatchObject({ ledgerCount: 0, openCents: 0, reservedCents: 0 });
  expect(await stores.database.collection<{ _id: string }>('exposures').countDocuments({ _id: groupKey })).toBe(0);
});

test('a reservation is there once, under its key, and counts', async () => {
  expect(await exposures.reserve(change('1', 500))).toBe(true);
  expect(await exposures.reserve(change('1', 500))).toBe(false);
  const document = await expectConsistent();
  expect(Object.keys(document.reservations)).toEqual([keyOf('1')]);
  expect(takenCents(document, customerKey)).toBe(500);
});

test('exactly the limit is taken, one cent more is not', async () => {
  await exposures.reserve(change('1', 600));
  expect(await exposures.reserve(change('2', 401, { takenAtMostCents: 1_000 - 401 }))).toBe(false);
  expect(await exposures.reserve(change('3', 400, { takenAtMostCents: 1_000 - 400 }))).toBe(true);
  expect(takenCents(await expectConsistent(), customerKey)).toBe(1_000);
});

test('nothing fits under a condition that even a new customer fails', async () => {
  expect(await exposures.reserve(change('1', 100, { takenAtMostCents: -1 }))).toBe(false);
  expect(takenCents(await peek(), customerKey)).toBe(0);
});

test('a hundred at once never exceed the limit, and what fits is used', async () => {
  const [limitCents, cents] = [10_000, 300];
  const reserve = (n: number) => reserving(() => change(`o-${n}`, cents, { takenAtMostCents: limitCents - cents }));
  const reserved = await Promise.all(Array.from({ length: 100 }, (_, n) => reserve(n)));
  const document = await expectConsistent();
  expect(takenCents(document, customerKey)).toBeLessThanOrEqual(limitCents);
  expect(reserved.filter(Boolean).length).toBe(Math.floor(limitCents / cents));
  expect(Object.keys(document.reservations).length).toBe(33);
});

test('a hundred of one order are one reservation', async () => {
  const reserved = await Promise.all(Array.from({ length: 100 }, () => exposures.reserve(change('same', 300))));
  expect(reserved.filter(Boolean).length).toBe(1);
  expect(takenCents(await expectConsistent(), customerKey)).toBe(300);
});

test('reservations, releases and ledgers crossing each other leave every sum right', async () => {
  const rounds = Array.from({ length: 40 }, async (_, n) => {
    await reserving(() => change(`x-${n}`, 100 + n));
    if (n % 3 === 0)
      await exposures.free(groupKey, keyOf(`x-${n}`), aReservation({ customerKey, reservedCents: 100 + n }));
    if (n % 5 === 0) await exposures.noteHeld(groupKey, customerKey, keyOf(`h-${n}`), n + 1);
  });
  const members = Array.from({ length: 10 }, (_, n) => {
    const other = `${customerKey}-${n}`;
    const before = { ledgerCount: 0, openCents: 0, reservedCents: 0 };
    return exposures.applyLedger({
      groupKey,
      customerKey: other,
      before,
      ledgerCount: 2,
      openCents: 50,
      reservations: [],
    });
  });
  await Promise.all([...rounds, ...members]);
  const document = await expectConsistent();
  expect(Object.keys(document.reservations).length).toBe(26);
  expect(Object.keys(document.held).length).toBe(8);
});

test('members of a group are counted apart, and one limit is not the other', async () => {
  const other = `${customerKey}-b`;
  await exposures.reserve(change('1', 900));
  const theirs = change('2', 900, {
    customerKey: other,
    after: aReservation({ customerKey: other, reservedCents: 900 }),
  });
  expect(await exposures.reserve({ ...theirs, takenAtMostCents: 100 })).toBe(true);
  const document = await expectConsistent();
  expect([memberOf(document)?.reservedCents, memberOf(document, other)?.reservedCents]).toEqual([900, 900]);
});

test('a change is made only on what was read: other figures, another ledger or no reservation refuse it', async () => {
  await exposures.reserve(change('1', 500));
  const before = aReservation({ customerKey, reservedCents: 500 });
  const wrong = [
    change('1', 700, { before: { ...before, reservedCents: 400 } }),
    change('1', 700, { before: { ...before, remainingCents: 499 } }),
    change('1', 700, { before, ledgerCount: 1 }),
    change('1', 700, { before, groupTermsOf: '2026-11-20T12:00:00.000Z' }),
    change('1', 700, { before: { ...before, customerKey: 'another' } }),
    change('2', 700, { before }),
  ];
  for (const one of wrong) expect(await exposures.reserve(one)).toBe(false);
  expect(takenCents(await expectConsistent(), customerKey)).toBe(500);
  expect(await exposures.reserve(change('1', 700, { before }))).toBe(true);
  expect(takenCents(await expectConsistent(), customerKey)).toBe(700);
});

test('a group whose terms changed since they were read refuses a reservation', async () => {
  const terms = { name: null, limit: { kind: 'none' } as const, temporaryLimit: null, guarantees: [] };
  const group = { ...terms, updatedAt: '2026-11-20T12:00:00.000Z' };
  await stores.database.collection<{ _id: string }>('exposures').insertOne({ _id: groupKey, group } as never);
  expect(await exposures.reserve(change('1', 500))).toBe(false);
  expect(await exposures.reserve(change('1', 500, { groupTermsOf: '2026-11-20T11:59:59.999Z' }))).toBe(false);
  expect(await exposures.reserve(change('1', 500, { groupTermsOf: group.updatedAt }))).toBe(true);
  expect(takenCents(await expectConsistent(), customerKey)).toBe(500);
});

test('freeing takes back what remained, once', async () => {
  await exposures.reserve(change('1', 500));
  const before = aReservation({ customerKey, reservedCents: 500 });
  expect(await exposures.free(groupKey, keyOf('1'), { ...before, remainingCents: 1 })).toBe(false);
  expect(await exposures.free(groupKey, keyOf('1'), before)).toBe(true);
  expect(await exposures.free(groupKey, keyOf('1'), before)).toBe(false);
  expect(takenCents(await expectConsistent(), customerKey)).toBe(0);
});

test('a ledger moves what an order reserved into titles in one step, and an older one is refused', async () => {
  await exposures.reserve(change('1', 500));
  const [member, before] = [memberOf(await peek()), aReservation({ customerKey, reservedCents: 500 })];
  if (member === undefined) throw new Error('no member');
  const billed = [{ key: keyOf('1'), before, after: { ...before, remainingCents: 200 } }];
  const newer = { groupKey, customerKey, before: member, ledgerCount: 4, openCents: 300, reservations: billed };
  expect(await exposures.applyLedger(newer)).toBe(true);
  expect(takenCents(await expectConsistent(), customerKey)).toBe(500);
  expect(await exposures.applyLedger({ ...newer, ledgerCount: 3, openCents: 0 })).toBe(false);
  expect(await exposures.applyLedger(newer)).toBe(false);
  expect(memberOf(await expectConsistent())).toMatchObject({ ledgerCount: 4, openCents: 300, reservedCents: 200 });
});

test('a ledger whose reservation has changed meanwhile is refused as a whole', async () => {
  await exposures.reserve(change('1', 500));
  const member = memberOf(await peek());
  if (member === undefined) throw new Error('no member');
  const before = aReservation({ customerKey, reservedCents: 400 });
  const reservations = [{ key: keyOf('1'), before, after: { ...before, remainingCents: 0 } }];
  const change1 = { groupKey, customerKey, before: member, ledgerCount: 1, openCents: 400, reservations };
  expect(await exposures.applyLedger(change1)).toBe(false);
  expect(memberOf(await expectConsistent())).toMatchObject({ ledgerCount: 0, openCents: 0 });
});

test('a ledger read before a reservation was made is refused: its titles may bill that reservation', async () => {
  await exposures.reserve(change('1', 100));
  const read = memberOf(await peek()) ?? { ledgerCount: 0, openCents: 0, reservedCents: 0 };
  await exposures.reserve(change('2', 100));
  const ledger = { groupKey, customerKey, before: read, ledgerCount: 1, openCents: 100, reservations: [] };
  expect(await exposures.applyLedger(ledger)).toBe(false);
  expect(takenCents(await expectConsistent(), customerKey)).toBe(200);
});

test('of two first ledgers of one customer one is taken', async () => {
  const before = { ledgerCount: 0, openCents: 0, reservedCents: 0 };
  const apply = (ledgerCount: number, openCents: number) =>
    exposures.applyLedger({ groupKey, customerKey, before, ledgerCount, openCents, reservations: [] });
  const applied = await Promise.all([apply(1, 100), apply(2, 200), apply(3, 300)]);
  expect(applied.filter(Boolean).length).toBe(1);
  expect(memberOf(await expectConsistent())?.openCents).toBe([100, 200, 300][applied.indexOf(true)]);
});

test('a held order is noted, changed, forgotten, and gone when its order reserves', async () => {
  await exposures.noteHeld(groupKey, customerKey, keyOf('1'), 700);
  await exposures.noteHeld(groupKey, customerKey, keyOf('2'), 100);
  await exposures.noteHeld(groupKey, customerKey, keyOf('2'), 150);
  expect((await peek()).held).toEqual({
    [keyOf('1')]: { customerKey, heldCents: 700 },
    [keyOf('2')]: { customerKey, heldCents: 150 },
  });
  expect(takenCents(await expectConsistent(), customerKey)).toBe(0);
  await exposures.noteHeld(groupKey, customerKey, keyOf('2'), 0);
  expect(await exposures.reserve(change('1', 700))).toBe(true);
  expect((await peek()).held).toEqual({});
});

/** As use cases do: a change that lost a race for the document is made again. */
async function reserving(make: () => ReservationChange): Promise<boolean> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const next = make();
    if (await exposures.reserve(next)) return true;
    const taken = takenCents(await peek(), customerKey);
    if (next.takenAtMostCents !== null && taken > next.takenAtMostCents) return false;
  }
  throw new Error('lost 200 races');
}
