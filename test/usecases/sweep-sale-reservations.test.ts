/** Owns the guarantee that what sales hold doesn't stay for ever: neither what nobody recorded, nor what is billed. */
import type { CustomerRecord } from '../../contracts/customer';
import type { SaleContent } from '../../contracts/sale';
import { contentHash } from '../../usecases/content-hash';
import { cancelSale, recordSale } from '../../usecases/record-sale';
import { refreshLedger } from '../../usecases/refresh-ledger';
import type { SaleStores } from '../../usecases/stores';
import { saleReservationSweep } from '../../usecases/sweep-sale-reservations';
import { crashing } from '../support/crashing';
import { anIssue } from '../support/movements';
import { uniqueId } from '../support/orders';
import { openSetting, type Setting } from './setting';

let setting: Setting;
let branch: string;
let plain: SaleStores;
let customer: CustomerRecord;
beforeAll(async () => {
  setting = await openSetting('sweep-sale-reservations');
  plain = { ...setting.credit, sales: setting.stores.sales };
  branch = await setting.branchWith({ 'no-history': { receipt: 'off' } });
});
beforeEach(async () => {
  customer = await setting.aCustomer();
});
afterAll(() => setting.stop());

const sweeper = () =>
  saleReservationSweep({ ...setting.credit, exposures: setting.stores.exposures, sales: setting.stores.sales });

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

test('a reservation whose decision was never stored is freed by the second sweep', async () => {
  await dying('exposures.reserve');
  const sweep = sweeper();
  await sweep();
  expect(await reservedCents()).toBe(500_00);
  expect(await sweep()).toBeGreaterThanOrEqual(1);
  expect([await reservedCents(), await reservations()]).toEqual([0, 0]);
});

test('one that is recorded between two sweeps stays', async () => {
  const sale = await dying('exposures.reserve');
  const sweep = sweeper();
  await sweep();
  await record(plain, sale);
  await sweep();
  await sweep();
  expect(await reservedCents()).toBe(500_00);
});

test('a decision that was stored without its sale becomes a sale, and keeps what it holds', async () => {
  const sale = await dying('decisions.insertOrFind');
  await sweeper()();
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
  await sweeper()();
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
  const before = setting.clock.now;
  await sweeper()();
  expect(await reservations()).toBe(2);
  setting.clock.now = new Date(before.getTime() + 31 * 24 * 3_600_000);
  await sweeper()();
  setting.clock.now = before;
  expect([await reservedCents(), await reservations()]).toEqual([300_00, 1]);
});
