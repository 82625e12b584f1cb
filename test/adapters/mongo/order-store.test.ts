/** Owns the guarantees of the orders' store: a revision is written once, and never without its announcement. */
import { anAnnouncement, anOrderRecord, heldAt, WAITING } from '../../support/builders';
import { openStores, type TestStores } from '../../support/stores';

let stores: TestStores;
beforeAll(async () => {
  stores = await openStores('orders');
});
afterAll(() => stores.stop());

const entry = (id: string) => anAnnouncement({ id, event: 'order.advanced' });
const outboxOf = async (order: string) => {
  const all = await stores.orders.withOutbox(1_000);
  return all.find(({ id }) => id === `02/${order}`)?.entries.map(({ id }) => id) ?? [];
};

test('an order is read as it was written', async () => {
  const record = anOrderRecord({ state: heldAt('financialApproval') });
  await stores.orders.write(record, []);
  expect(await stores.orders.find('02', record.order)).toEqual(record);
  expect(await stores.orders.find('07', record.order)).toBeNull();
});

test('a write repeated, also with other content, changes nothing and announces nothing twice', async () => {
  const record = anOrderRecord();
  await stores.orders.write(record, [entry('dec_1')]);
  await stores.orders.write(record, [entry('dec_1')]);
  await stores.orders.write({ ...record, termCents: 1 }, [entry('dec_other')]);
  expect(await stores.orders.find('02', record.order)).toEqual(record);
  expect(await outboxOf(record.order)).toEqual(['dec_1']);
});

test('a later revision replaces, an earlier one that comes late does not', async () => {
  const record = anOrderRecord();
  const later = { ...record, revision: 3, state: heldAt('commercialApproval') };
  await stores.orders.write(later, [entry('dec_3')]);
  await stores.orders.write({ ...record, revision: 2, state: WAITING }, [entry('dec_2')]);
  expect(await stores.orders.find('02', record.order)).toEqual(later);
  expect(await outboxOf(record.order)).toEqual(['dec_3']);
});

test('a new generation begins its revisions anew, and the old one cannot write any more', async () => {
  const record = anOrderRecord({ revision: 9 });
  await stores.orders.write(record, []);
  const reopened = { ...record, generation: 1, revision: 1 };
  await stores.orders.write(reopened, []);
  await stores.orders.write({ ...record, revision: 10 }, []);
  expect(await stores.orders.find('02', record.order)).toEqual(reopened);
});

test('of fifty concurrent writes of different revisions the last one stands', async () => {
  const record = anOrderRecord();
  const writes = Array.from({ length: 50 }, (_, n) => ({ ...record, revision: n + 1, termCents: n + 1 }));
  await Promise.all(writes.map((one) => stores.orders.write(one, [entry(`dec_${one.revision}`)])));
  expect(await stores.orders.find('02', record.order)).toMatchObject({ revision: 50, termCents: 50 });
  const announced = await outboxOf(record.order);
  expect(new Set(announced).size).toBe(announced.length);
  expect(announced).toContain('dec_50');
});

test('announcements stay until each was handed on; those added meanwhile stay', async () => {
  const record = anOrderRecord();
  await stores.orders.write(record, [entry('dec_1')]);
  await stores.orders.write({ ...record, revision: 2 }, [entry('dec_2')]);
  await stores.orders.clearOutbox([{ id: `02/${record.order}`, entryIds: ['dec_1'] }]);
  expect(await outboxOf(record.order)).toEqual(['dec_2']);
  await stores.orders.clearOutbox([{ id: `02/${record.order}`, entryIds: ['dec_1', 'dec_2'] }]);
  expect(await outboxOf(record.order)).toEqual([]);
  await stores.orders.clearOutbox([]);
});
