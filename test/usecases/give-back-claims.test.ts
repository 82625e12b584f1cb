/** Owns the guarantee that what came to nothing gives its share of a release's ceiling back, once, whatever dies meanwhile. */
import type { CustomerRecord } from '../../contracts/customer';
import type { Release } from '../../contracts/release';
import type { SaleContent } from '../../contracts/sale';
import { contentHash } from '../../usecases/content-hash';
import { judgeOrder } from '../../usecases/judge-order';
import { moveOrder } from '../../usecases/move-order';
import { cancelSale, recordSale } from '../../usecases/record-sale';
import type { SaleStores } from '../../usecases/stores';
import { aRelease } from '../support/builders';
import { Crash, crashing } from '../support/crashing';
import { gated } from '../support/gated';
import { anIssue } from '../support/movements';
import { uniqueId } from '../support/orders';
import { aContent, amending, openSetting, submitting, type Setting } from './setting';

jest.setTimeout(120_000);

let setting: Setting;
let plain: SaleStores;
let branch: string;
beforeAll(async () => {
  setting = await openSetting('give-back-claims');
  plain = { ...setting.credit, sales: setting.stores.sales };
  branch = await setting.branchWith({ 'limit-exceeded': { save: 'block', receipt: 'block' } });
});
afterAll(() => setting.stop());

const submit = (at: { branch: string; order: string }, customer: CustomerRecord, totalCents = 5_000_00) =>
  judgeOrder(plain, submitting(at, customer, aContent(customer, { totalCents })));
const another = async (customer: CustomerRecord) =>
  (await submit({ branch, order: uniqueId('ord') }, customer)).event.outcome;

async function releasing(given: Partial<Release> = {}) {
  const customer = await setting.aCustomer();
  const release = aRelease({ customerKey: customer.customerKey, branch, ceilingCents: 8_000_00, ...given });
  await setting.stores.releases.insert(release, []);
  return { customer, release, id: uniqueId('one') };
}
type Released = Awaited<ReturnType<typeof releasing>>;
/** An order of R$ 5.000,00 against a limit of R$ 1.000,00, that the release has let pass. */
async function anOrderPassed(given?: Partial<Release>): Promise<Released> {
  const told = await releasing(given);
  expect((await submit(orderAt(told), told.customer)).event.outcome).toBe('clear');
  return told;
}
async function aSalePassed(given?: Partial<Release>): Promise<Released> {
  const told = await releasing(given);
  const payments = [{ modality: 'bankSlip', amountCents: 5_000_00, dueOn: ['2026-12-20'] }];
  const { customerKey } = told.customer;
  const content: SaleContent = { customerKey, payments, seller: null, note: null, totalCents: 5_000_00 };
  const { id: sale, customer } = told;
  const sent = { branch, sale, content, contentHash: contentHash(content), customer, subject: 'test' };
  expect(await recordSale(plain, sent)).toMatchObject({ allowed: true });
  return told;
}
const orderAt = ({ id }: Released) => ({ branch, order: id });
async function usedOf({ release: { release } }: Released) {
  const { status, usedCents, claimCount } = (await setting.stores.releases.find(release)) ?? {};
  return { status, usedCents, claimCount };
}
async function stateOf(told: Released) {
  const order = await setting.stores.orders.find(branch, told.id);
  if (order === null) throw new Error('the order is not stored');
  return order.state;
}

type End = (stores: SaleStores, told: Released) => Promise<() => Promise<unknown>>;
const move =
  (type: 'cancel' | 'expire' | 'close'): End =>
  async (stores, told) => {
    const write = { ...orderAt(told), generation: 0, revision: 2, subject: 'test', state: await stateOf(told) };
    return () => moveOrder(stores, { ...write, move: { type }, at: '2026-11-20T16:00:00.000Z' });
  };
const amendTo =
  (modality: string, totalCents: number): End =>
  async (stores, told) => {
    const payments = [{ modality, amountCents: totalCents, dueOn: ['2026-11-20'] }];
    const content = aContent(told.customer, { totalCents, payments });
    const input = amending(orderAt(told), content, await stateOf(told), 2);
    return () => judgeOrder(stores, input);
  };
const cancelOfSale: End = (stores, { id }) => Promise.resolve(() => cancelSale(stores, { branch, sale: id }, 'test'));

type Way = readonly [string, typeof anOrderPassed, End];
const OF_ORDERS: readonly Way[] = [
  ['an order that is cancelled', anOrderPassed, move('cancel')],
  ['an order that expires', anOrderPassed, move('expire')],
  ['an order that is closed with nothing billed', anOrderPassed, move('close')],
  ['an order that is amended to cash', anOrderPassed, amendTo('cash', 5_000_00)],
];
const ALL: readonly Way[] = [...OF_ORDERS, ['a sale that is cancelled', aSalePassed, cancelOfSale]];
const KEPT = { status: 'granted', usedCents: 5_000_00, claimCount: 1 };
const GIVEN_BACK = { status: 'granted', usedCents: 0, claimCount: 0 };

test.each(ALL)('%s gives its share back, once, however often it is told, and another passes by it', async (...way) => {
  const [, passed, end] = way;
  const told = await passed();
  expect(await usedOf(told)).toEqual(KEPT);
  expect(await another(told.customer)).toBe('blocked');
  const run = await end(plain, told);
  await run();
  await run();
  expect(await usedOf(told)).toEqual(GIVEN_BACK);
  expect(await another(told.customer)).toBe('clear');
  await run();
  expect(await usedOf(told)).toEqual(KEPT);
});

test.each(ALL)('%s dies at each call, before and after its effect, and gives back once', async (...way) => {
  const [, passed, end] = way;
  const { stores, calls } = crashing(plain, null);
  await (
    await end(stores, await passed())
  )();
  expect(calls).toContain('releases.giveBack');
  for (let call = 1; call <= calls.length; call += 1) {
    for (const when of ['before', 'after'] as const) {
      const told = await passed();
      const dying = await end(crashing(plain, { call, when }).stores, told);
      const again = await end(plain, told);
      await expect(dying()).rejects.toThrow(Crash);
      await again();
      expect([calls[call - 1], when, await usedOf(told)]).toEqual([calls[call - 1], when, GIVEN_BACK]);
    }
  }
});

test.each(ALL)('%s takes no single use back', async (...way) => {
  const [, passed, end] = way;
  const told = await passed({ singleUse: true });
  await (
    await end(plain, told)
  )();
  expect(await usedOf(told)).toMatchObject({ status: 'used' });
  expect(await another(told.customer)).toBe('blocked');
});

test.each(OF_ORDERS)('%s after a part was billed keeps its share: credit was given by it', async (...way) => {
  const [, passed, end] = way;
  const told = await passed();
  const { customerKey } = told.customer;
  await setting.book(anIssue({ ...orderAt(told), customerKey, movement: uniqueId('mv'), amountCents: 100_00 }));
  await (
    await end(plain, told)
  )();
  expect(await usedOf(told)).toEqual(KEPT);
});

test('an order that is amended downwards on term keeps its share', async () => {
  const told = await anOrderPassed();
  await (
    await amendTo('bankSlip', 3_000_00)(plain, told)
  )();
  expect(await usedOf(told)).toEqual(KEPT);
});

test.each(['claimsOf', 'giveBack'])(
  'an order opened again keeps what it then claims, though an attempt at its cancellation is slow in %s',
  async (call) => {
    const told = await anOrderPassed();
    const slow = gated(plain, 'releases', call);
    const late = (await move('cancel')(slow.stores, told))();
    await slow.waiting;
    await (
      await move('cancel')(plain, { ...told })
    )();
    const reopened = submitting(orderAt(told), told.customer, aContent(told.customer, { totalCents: 5_000_00 }));
    await judgeOrder(plain, { ...reopened, generation: 1 });
    slow.letThrough();
    await late;
    expect(await usedOf(told)).toEqual(KEPT);
  },
);
