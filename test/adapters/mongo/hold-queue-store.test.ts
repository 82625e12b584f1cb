/** Owns the guarantees of the queue's store: pages in every order, indexes, and a desk's word that no write takes away. */
import type { HoldPosition } from '../../../adapters/mongo/hold-queue-store';
import type { OrderRecord } from '../../../adapters/mongo/order-store';
import { HOLD_SORTS, MOST_PROMISES, NO_DEADLINE, type HoldSort, type PaymentPromise } from '../../../domain/hold-queue';
import type { OrderState } from '../../../domain/order';
import { anOrderRecord, heldAt, WAITING } from '../../support/builders';
import { uniqueId } from '../../support/orders';
import { openStores, type TestStores } from '../../support/stores';

let stores: TestStores;
beforeAll(async () => {
  stores = await openStores('holds');
});
afterAll(() => stores.stop());

const day = (n: number) => `2026-11-${String(10 + n).padStart(2, '0')}T00:00:00.000Z`;
const until = (state: OrderState, deadline: string): OrderState =>
  state.hold === null ? state : { ...state, hold: { ...state.hold, deadline } };
const ana = { subject: 'ana', since: day(1), by: 'ana', note: null };
const aPromise = (given: Partial<PaymentPromise> = {}): PaymentPromise => {
  const promisedOn = '2026-11-25';
  return { amountCents: 100, promisedOn, brokenAt: day(16), note: null, by: 'ana', at: day(1), ...given };
};

async function held(given: Partial<OrderRecord> = {}): Promise<OrderRecord> {
  const record = anOrderRecord({ state: heldAt('save', day(0)), ...given });
  await stores.orders.write(record, []);
  return record;
}

async function walk(branches: readonly string[], by: HoldSort, order: 'asc' | 'desc'): Promise<string[]> {
  const seen: string[] = [];
  let after: HoldPosition | undefined;
  for (let pages = 0; pages < 20; pages += 1) {
    const page = await stores.holdQueue.page({ branches, by, order, limit: 2, ...(after && { after }) });
    seen.push(...page.map(({ record }) => record.order));
    const last = page.at(-1);
    if (last === undefined) return seen;
    const at = { age: last.heldSince, value: last.record.termCents, risk: last.risk, deadline: last.until }[by];
    after = { at: at ?? NO_DEADLINE, id: `${last.record.branch}/${last.record.order}` };
  }
  throw new Error('the pages never end');
}

describe('seven orders with equal values among them', () => {
  const branch = uniqueId('b');
  const places = [0, 1, 1, 1, 2, 3, 3];
  beforeAll(async () => {
    const records = places.map((n, at) => {
      const state = until(heldAt('save', day(n)), day(20 - n));
      return anOrderRecord({ branch, order: `q-${at}`, state, termCents: 100 * n, risk: 10 * n });
    });
    for (const record of records.toReversed()) await stores.orders.write(record, []);
    await stores.orders.write(anOrderRecord({ branch, state: WAITING, termCents: 9_999 }), []);
  });
  const forwards = places.map((_, at) => `q-${at}`);
  const sorted: [HoldSort, 'asc' | 'desc', readonly string[]][] = [
    ['age', 'desc', forwards],
    ['age', 'asc', forwards.toReversed()],
    ['value', 'asc', forwards],
    ['value', 'desc', forwards.toReversed()],
    ['risk', 'asc', forwards],
    ['risk', 'desc', forwards.toReversed()],
  ];
  test.each(sorted)('by %s, %s: pages neither lose nor repeat', async (by, order, expected) => {
    expect(await walk([branch], by, order)).toEqual(expected);
  });

  test('by deadline, the soonest first; what a person holds without one comes last', async () => {
    const forced = { by: 'ana', reason: 'x', since: day(0), resumes: 'person' } as const;
    const order = 'q-forced';
    const state = { ...WAITING, status: 'held', awaits: 'person', forced } as const;
    await stores.orders.write(anOrderRecord({ branch, order, state }), []);
    expect(await walk([branch], 'deadline', 'asc')).toEqual([
      ...['q-5', 'q-6', 'q-4', 'q-1', 'q-2', 'q-3', 'q-0'],
      order,
    ]);
    expect((await walk([branch], 'deadline', 'desc'))[0]).toBe(order);
  });

  test('of no branch there is none', async () => {
    expect(await walk([], 'age', 'desc')).toEqual([]);
  });
});

test.each(HOLD_SORTS)('an index serves the sort by %s, from the first page and from a later one', async (by) => {
  const key = { age: 'heldSince', value: 'termCents', risk: 'queue.risk', deadline: 'queue.until' }[by];
  const at = by === 'value' || by === 'risk' ? 5 : day(5);
  const later = {
    $and: [{ [key]: { $gte: at } }, { $or: [{ [key]: { $gt: at } }, { [key]: at, _id: { $gt: 'a' } }] }],
  };
  for (const filter of [{ status: 'held' }, { status: 'held', ...later }]) {
    const plan = await stores.database
      .collection('orders')
      .find(filter as never)
      .sort({ [key]: 1, _id: 1 })
      .limit(51)
      .explain('queryPlanner');
    const winning = JSON.stringify((plan as { queryPlanner: { winningPlan: unknown } }).queryPlanner.winningPlan);
    expect(winning).toContain(`"keyPattern":{"${key}":1,"_id":1}`);
    expect(winning).not.toContain('"SORT"');
  }
});

test('what the desk says outlives every write of the workflow while the hold lasts, and ends with it', async () => {
  const record = await held();
  const { branch, order } = record;
  expect(await stores.holdQueue.assign({ branch, order, heldSince: day(0), assignee: null }, ana, 'ana')).toBe(true);
  expect(await stores.holdQueue.promise({ branch, order, heldSince: day(0) }, aPromise(), 'ana')).toBe(true);
  const read = await stores.orders.find(branch, order);
  expect(read).toEqual(record);
  await stores.orders.write({ ...record, revision: 2, outcome: 'blocked' }, []);
  expect(await stores.holdQueue.find(branch, order)).toMatchObject({ assignee: ana, promise: aPromise() });
  await stores.orders.write({ ...record, revision: 3, state: WAITING }, []);
  expect(await stores.holdQueue.find(branch, order)).toBeNull();
  await stores.orders.write({ ...record, revision: 4, state: heldAt('commercialApproval', day(3)) }, []);
  expect(await stores.holdQueue.find(branch, order)).toMatchObject({
    assignee: null,
    promise: null,
    promises: [aPromise()],
  });
});

test('of twenty who take a hold at once one has it', async () => {
  const { branch, order } = await held();
  const people = Array.from({ length: 20 }, (_, n) => ({ ...ana, subject: `p${n}` }));
  const seen = { branch, order, heldSince: day(0), assignee: null };
  const given = await Promise.all(people.map((one) => stores.holdQueue.assign(seen, one, one.subject)));
  expect(given.filter(Boolean)).toHaveLength(1);
  const winner = people[given.indexOf(true)];
  expect((await stores.holdQueue.find(branch, order))?.assignee).toEqual(winner);
});

test('nothing is said of a hold that ended, though another one has begun', async () => {
  const { branch, order } = await held({ state: heldAt('save', day(4)) });
  const stale = { branch, order, heldSince: day(0) };
  expect(await stores.holdQueue.assign({ ...stale, assignee: null }, ana, 'ana')).toBe(false);
  expect(await stores.holdQueue.promise(stale, aPromise(), 'ana')).toBe(false);
});

test(`of an order ${MOST_PROMISES} promises are remembered`, async () => {
  const { branch, order } = await held();
  const made = Array.from({ length: MOST_PROMISES + 3 }, (_, n) => aPromise({ amountCents: n }));
  for (const one of made) await stores.holdQueue.promise({ branch, order, heldSince: day(0) }, one, 'ana');
  const found = await stores.holdQueue.find(branch, order);
  expect(found?.promise).toEqual(made.at(-1));
  expect(found?.promises).toEqual(made.slice(3));
});
