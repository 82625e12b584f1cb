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

describe('an order that is held from its beginning asks once for news it may have missed', () => {
  const told = async (customer: CustomerRecord, credit = setting.credit) => {
    const at = { branch, order: uniqueId('ord') };
    await judgeOrder(credit, submitting(at, customer));
    const outbox = await setting.stores.orders.withOutbox(10_000);
    const own = outbox.find(({ id }) => id === `${branch}/${at.order}`);
    return (own?.entries ?? []).map(({ event }) => event);
  };
  const limit = { kind: 'amount', amountCents: 1_00, validUntil: null } as const;

  test('when a limit becomes another on a day to come', async () => {
    const temporaryLimit = { amountCents: 9_000_00, from: '2026-11-25', to: '2026-11-30' };
    const waiting = await setting.aCustomer({ limit, temporaryLimit });
    expect(await told(waiting)).toEqual(['order.held', 'creditChanged']);
    expect(await told(await setting.aCustomer({ limit }))).toEqual(['order.held']);
  });

  test('when judging it took so long that news may have come before it was stored', async () => {
    const slowly = await setting.aCustomer({ limit });
    let lateMs = 0;
    const now = () => new Date(setting.clock.now.getTime() + lateMs);
    const insertOrFind: CreditStores['decisions']['insertOrFind'] = (record) => {
      lateMs = 250;
      return setting.credit.decisions.insertOrFind(record);
    };
    const decisions = { ...setting.credit.decisions, insertOrFind };
    expect(await told(slowly, { ...setting.credit, decisions, now })).toEqual(['order.held', 'creditChanged']);
  });
});
