/** Owns the guarantees of removing old decisions: all of what is over for long, nothing of what lives. */
import { sweepDecisions } from '../../../adapters/mongo/decision-retention';
import { anOrderRecord, WAITING, heldAt } from '../../support/builders';
import { uniqueId } from '../../support/orders';
import { openStores, type TestStores } from '../../support/stores';

const [OLD, CUTOFF, YOUNG] = ['2020-05-05T12:00:00.000Z', '2021-01-01T00:00:00.000Z', '2021-01-01T00:00:00.001Z'];
const CLOSED = { ...WAITING, status: 'cancelled' } as const;

let stores: TestStores;
beforeAll(async () => {
  stores = await openStores('decision-retention');
});
afterAll(() => stores.stop());
beforeEach(async () => {
  for (const name of ['decisions', 'orders', 'sales'] as const) await stores.database.collection(name).deleteMany({});
});

/** Only what the sweep reads of a decision. */
async function decided(of: { order: string } | { sale: string }, at: string, branch = '02'): Promise<string> {
  const _id = uniqueId('dec');
  await stores.database.collection('decisions').insertOne({ _id, at, branch, ...of } as never);
  return _id;
}
async function anOrder(state: object, updatedAt: string): Promise<string> {
  const record = anOrderRecord({ state: state as never, updatedAt });
  await stores.orders.write(record, []);
  return record.order;
}
const left = async () => {
  const found = await stores.database.collection<{ _id: string }>('decisions').find().toArray();
  return found.map(({ _id }) => _id).sort();
};

test('decisions of what was closed long ago go, all of them; younger ones and those of open orders stay', async () => {
  const closed = await anOrder(CLOSED, OLD);
  for (let n = 0; n < 7; n += 1) await decided({ order: closed }, OLD);
  await decided({ order: uniqueId('lost') }, OLD);
  const kept = [await decided({ order: closed }, YOUNG)];
  for (const state of [WAITING, heldAt('save')]) kept.push(await decided({ order: await anOrder(state, OLD) }, OLD));
  kept.push(await decided({ order: await anOrder(CLOSED, YOUNG) }, OLD));
  expect(await sweepDecisions(stores.database, CUTOFF, 3)).toBe(8);
  expect(await left()).toEqual(kept.sort());
  expect(await sweepDecisions(stores.database, CUTOFF, 3)).toBe(0);
});

test('an order and a sale of one id, and one id in two branches, are told apart', async () => {
  const open = await anOrder(WAITING, OLD);
  const kept = await decided({ order: open }, OLD);
  await decided({ sale: open }, OLD);
  await decided({ order: open }, OLD, '07');
  expect(await sweepDecisions(stores.database, CUTOFF)).toBe(2);
  expect(await left()).toEqual([kept]);
});

test('what stays is passed over, however much of it stands in front', async () => {
  const open = await anOrder(WAITING, OLD);
  for (let n = 0; n < 10; n += 1) await decided({ order: open }, '2019-01-01T00:00:00.000Z');
  await decided({ order: uniqueId('gone') }, OLD);
  expect(await sweepDecisions(stores.database, CUTOFF, 2)).toBe(1);
});

test('a sale that was changed since keeps its account', async () => {
  const sale = uniqueId('sale');
  const document = { _id: `02/${sale}`, updatedAt: YOUNG };
  await stores.database.collection<{ _id: string }>('sales').insertOne(document);
  const kept = await decided({ sale }, OLD);
  expect(await sweepDecisions(stores.database, CUTOFF)).toBe(0);
  expect(await left()).toEqual([kept]);
});
