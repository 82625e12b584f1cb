/** Owns the guarantee that an order learns what changed while it was judged for the first time, and which dates to come. */
import type { CustomerRecord } from '../../contracts/customer';
import { judgeOrder } from '../../usecases/judge-order';
import type { CreditStores } from '../../usecases/stores';
import { uniqueId } from '../support/orders';
import { openSetting, submitting, type Setting } from './setting';

let setting: Setting;
let branch: string;
beforeAll(async () => {
  setting = await openSetting('missed-news');
  branch = await setting.branchWith({ 'limit-exceeded': { save: 'block' } });
});
afterAll(() => setting.stop());

const limit = { kind: 'amount', amountCents: 1_00, validUntil: null } as const;
const temporaryLimit = { amountCents: 9_000_00, from: '2026-11-25', to: '2026-11-30' };

async function told(customer: CustomerRecord, credit: CreditStores = setting.credit) {
  const at = { branch, order: uniqueId('ord') };
  await judgeOrder(credit, submitting(at, customer));
  const outbox = await setting.stores.orders.withOutbox(10_000);
  const own = outbox.find(({ id }) => id === `${branch}/${at.order}`);
  // A hold's account is kept for figures; it tells nobody anything.
  const news = (own?.entries ?? []).filter(({ event }) => event !== 'holdNoted');
  return news.map((entry) => ('datesOnly' in entry ? 'dates' : entry.event));
}

test('an order that begins under a limit with a date ahead has that date waited for, held or not', async () => {
  expect(await told(await setting.aCustomer({ limit, temporaryLimit }))).toEqual(['order.held', 'dates']);
  const ending = { kind: 'amount', amountCents: 9_000_00, validUntil: '2026-11-25' } as const;
  expect(await told(await setting.aCustomer({ limit: ending }))).toEqual(['order.advanced', 'dates']);
  expect(await told(await setting.aCustomer({ limit }))).toEqual(['order.held']);
});

test.each([
  ['held', 1_00, 'order.held'],
  ['goes on', 9_000_00, 'order.advanced'],
])('an order that %s and is stored long after it was judged asks to be judged again', async (_how, cents, event) => {
  const customer = await setting.aCustomer({ limit: { ...limit, amountCents: cents } });
  let lateMs = 0;
  const now = () => new Date(setting.clock.now.getTime() + lateMs);
  const insertOrFind: CreditStores['decisions']['insertOrFind'] = (record) => {
    lateMs = 11_000;
    return setting.credit.decisions.insertOrFind(record);
  };
  const decisions = { ...setting.credit.decisions, insertOrFind };
  expect(await told(customer, { ...setting.credit, decisions, now })).toEqual([event, 'creditChanged']);
});
