/** Owns the guarantee that what sales hold doesn't stay for ever: neither what nobody recorded, nor what is billed. */
import type { CustomerRecord } from '../../contracts/customer';
import type { SaleContent } from '../../contracts/sale';
import { reservationKey } from '../../domain/exposure';
import { contentHash } from '../../usecases/content-hash';
import { judgeOrder } from '../../usecases/judge-order';
import { cancelSale, recordSale } from '../../usecases/record-sale';
import { refreshLedger } from '../../usecases/refresh-ledger';
import type { SaleStores } from '../../usecases/stores';
import { sweepReservations } from '../../usecases/sweep-reservations';
import { crashing } from '../support/crashing';
import { anIssue } from '../support/movements';
import { uniqueId } from '../support/orders';
import { openSetting, submitting, type Setting } from './setting';

let setting: Setting;
let branch: string;
let plain: SaleStores;
let customer: CustomerRecord;
beforeAll(async () => {
  setting = await openSetting('sweep-reservations');
  plain = { ...setting.credit, sales: setting.stores.sales };
  branch = await setting.branchWith({ 'no-history': { receipt: 'off' } });
});
beforeEach(async () => {
  customer = await setting.aCustomer();
});
afterAll(() => setting.stop());

const HOUR_MS = 3_600_000;
const failures: unknown[] = [];
/** As it runs so many hours from now. */
async function sweep(hours = 1.1): Promise<number> {
  const now = () => new Date(setting.clock.now.getTime() + hours * HOUR_MS);
  const stores = { ...setting.credit, exposures: setting.stores.exposures, sales: setting.stores.sales, now };
  return sweepReservations(stores, (error) => failures.push(error));
}
afterEach(() => expect(failures).toEqual([]));

async function record(stores: SaleStores = plain, sale = uniqueId('sale')): Promise<string> {
  const payments = [{ modality: 'bankSlip', amountCents: 500_00, dueOn: ['2026-12-20'] }];
  const { customerKey } = customer;
  const content: SaleContent = { customerKey, payments, seller: null, note: null, totalCents: 500_00 };
  await recordSale(stores, { branch, sale, content, contentHash: contentHash(content), customer, subject: 'test' });
  return sale;
}
const reservedCents = async () =>
  (await setting.exposureOf(customer)).members[customer.customerKey]?.reservedCents ?? 0;
const reservations = async () => Object.keys((await setting.exposureOf(customer)).reservations).length;

/** The sale's process dies right after a call to a store. */
async function dying(method: string): Promise<string> {
  const probe = crashing(plain, null);
  await record(probe.stores);
  const call = probe.calls.indexOf(method) + 1;
  customer = await setting.aCustomer();
  const sale = uniqueId('sale');
  await expect(record(crashing(plain, { call, when: 'after' }).stores, sale)).rejects.toThrow();
  return sale;
}

test('a reservation whose decision was never stored is freed after an hour', async () => {
  await dying('exposures.reserve');
  await sweep(0.9);
  expect(await reservedCents()).toBe(500_00);
  expect(await sweep()).toBeGreaterThanOrEqual(1);
  expect([await reservedCents(), await reservations()]).toEqual([0, 0]);
});

test('one that is recorded after an hour stays, even if the sweep had looked at it just before', async () => {
  const sale = await dying('exposures.reserve');
  const page = (after: string, limit: number) => setting.stores.exposures.pageOfReservations(after, limit);
  const later = { ...plain, now: () => new Date(setting.clock.now.getTime() + 1.1 * HOUR_MS) };
  const racing = {
    ...setting.credit,
    sales: setting.stores.sales,
    now: later.now,
    exposures: {
      ...setting.stores.exposures,
      pageOfReservations: async (...given: Parameters<typeof page>) => {
        const read = await page(...given);
        await record(later, sale);
        return read;
      },
    },
  };
  // The sale stands by what it was recorded with; what the sweep read before is not there any more.
  jest.spyOn(racing.sales, 'find').mockResolvedValueOnce(null);
  await sweepReservations(racing, (error) => failures.push(error));
  jest.restoreAllMocks();
  expect((await setting.stores.sales.find(branch, sale))?.status).toBe('allowed');
  expect(await reservedCents()).toBe(500_00);
});

test('what was reserved for one customer goes, when the sale is recorded for another', async () => {
  const sale = await dying('exposures.reserve');
  const first = customer;
  customer = await setting.aCustomer();
  await record(plain, sale);
  expect(await reservedCents()).toBe(500_00);
  await sweep();
  expect(await reservedCents()).toBe(500_00);
  customer = first;
  expect([await reservedCents(), await reservations()]).toEqual([0, 0]);
});

test('a sale left by who died is taken over by another establishment of its group after a minute', async () => {
  const sale = await dying('exposures.reserve');
  const { groupKey } = customer;
  customer = await setting.aCustomer({ groupKey });
  await expect(record(plain, sale)).rejects.toMatchObject({ code: 'SaleConflict' });
  const later = { ...plain, now: () => new Date(setting.clock.now.getTime() + 61_000) };
  await record(later, sale);
  const { members } = await setting.exposureOf(customer);
  const held = Object.entries(members).flatMap(([key, member]) => (member.reservedCents > 0 ? [key] : []));
  expect(held).toEqual([customer.customerKey]);
});

test('a decision that was stored without its sale becomes a sale, and keeps what it holds', async () => {
  const sale = await dying('decisions.insertOrFind');
  await sweep();
  expect((await setting.stores.sales.find(branch, sale))?.status).toBe('allowed');
  expect(await reservedCents()).toBe(500_00);
});

test('a cancelled sale that died before it was freed is freed', async () => {
  const sale = await record();
  const { stores } = crashing(plain, { call: 2, when: 'after' });
  await expect(cancelSale(stores, { branch, sale }, 'test')).rejects.toThrow();
  expect([(await setting.stores.sales.find(branch, sale))?.status, await reservedCents()]).toEqual([
    'cancelled',
    500_00,
  ]);
  await sweep();
  expect([await reservedCents(), await reservations()]).toEqual([0, 0]);
});

test('a fully billed sale is forgotten after thirty days, a partly billed one is not', async () => {
  const [whole, part] = [await record(), await record()];
  const title = { branch, customerKey: customer.customerKey, order: null };
  await setting.book(
    anIssue({ ...title, sale: whole, movement: uniqueId('mv'), title: 'whole', amountCents: 500_00 }),
    anIssue({ ...title, sale: part, movement: uniqueId('mv'), title: 'part', amountCents: 200_00 }),
  );
  await refreshLedger(setting.credit, customer);
  await sweep();
  expect(await reservations()).toBe(2);
  await sweep(31 * 24);
  expect([await reservedCents(), await reservations()]).toEqual([300_00, 1]);
});

test('a sale whose instalments were rounded down holds the missing cents for thirty days and no longer', async () => {
  const sale = await record();
  const instalments = [166_66, 166_66, 166_66].map((amountCents, n) =>
    anIssue({
      branch,
      customerKey: customer.customerKey,
      order: null,
      sale,
      movement: uniqueId('mv'),
      title: `thirds-${n}`,
      amountCents,
    }),
  );
  await setting.book(...instalments);
  await refreshLedger(setting.credit, customer);
  await sweep();
  expect([await reservedCents(), await reservations()]).toEqual([2, 1]);
  await sweep(31 * 24);
  expect([await reservedCents(), await reservations()]).toEqual([0, 0]);
});

test('an order keeps what it holds while it goes on, and nothing once it was never stored or is closed', async () => {
  const orders = [uniqueId('ord'), uniqueId('ord'), uniqueId('ord')] as const;
  const [going, lost, closed] = orders;
  customer = await setting.aCustomer({ limit: { kind: 'unlimited' } });
  for (const order of orders) await judgeOrder(setting.credit, submitting({ branch, order }, customer));
  await setting.stores.database.collection<{ _id: string }>('orders').deleteOne({ _id: `${branch}/${lost}` });
  await setting.stores.database
    .collection<{ _id: string }>('orders')
    .updateOne({ _id: `${branch}/${closed}` }, { $set: { 'state.status': 'cancelled' } });
  await sweep(0.9);
  expect(await reservations()).toBe(3);
  await sweep();
  expect(Object.keys((await setting.exposureOf(customer)).reservations)).toEqual([
    reservationKey({ kind: 'order', branch, id: going }),
  ]);
});
