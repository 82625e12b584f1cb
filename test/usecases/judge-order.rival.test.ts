/** Owns the guarantee that of two attempts at one evaluation, one slow and one repeated, a single decision takes the limit. */
import type { CustomerRecord } from '../../contracts/customer';
import { reservationKey } from '../../domain/exposure';
import { judgeOrder } from '../../usecases/judge-order';
import type { CreditStores } from '../../usecases/stores';
import { Crash, crashing } from '../support/crashing';
import { gated } from '../support/gated';
import { anIssue } from '../support/movements';
import { uniqueId } from '../support/orders';
import { openSetting, submitting, type Setting } from './setting';

let setting: Setting;
let branch: string;
beforeAll(async () => {
  setting = await openSetting('judge-order-rival');
  branch = await setting.branchWith({ 'limit-exceeded': { save: 'block' } });
});
afterAll(() => setting.stop());

const amount = (amountCents: number) => ({ kind: 'amount', amountCents, validUntil: null }) as const;

/** The attempt that was given up but still lives. */
const slow = (credit: CreditStores, method: 'reserve' | 'applyLedger' = 'reserve') =>
  gated(credit, 'exposures', method);

async function setLimit(customer: CustomerRecord, amountCents: number): Promise<void> {
  const stored = await setting.stores.customers.find(customer.customerKey);
  if (stored === null) throw new Error('the customer is not stored');
  const updatedAt = new Date(Date.parse(stored.updatedAt) + 1).toISOString();
  const changed = { ...stored, limit: amount(amountCents), updatedAt };
  expect(await setting.stores.customers.replace(changed, stored.updatedAt, null)).toBe(true);
}

/** The first attempt has room and is slow; meanwhile the limit falls, and the second decides that the order is held. */
async function rivals() {
  const customer = await setting.aCustomer({ limit: amount(9_000_00) });
  const at = { branch, order: uniqueId('ord') };
  const input = submitting(at, customer);
  const key = reservationKey({ kind: 'order', ...at, id: at.order });
  const first = slow(setting.credit);
  return { customer, at, input, key, first };
}

async function expectHeld(customer: CustomerRecord, order: string, key: string): Promise<void> {
  const decisions = await setting.stores.decisions.ofOrder(branch, order, 10);
  expect(decisions.map(({ state }) => state.status)).toEqual(['held']);
  expect((await setting.stores.orders.find(branch, order))?.state.status).toBe('held');
  const exposure = await setting.exposureOf(customer);
  expect(exposure.reservations).toEqual({});
  expect(exposure.members[customer.customerKey]?.reservedCents).toBe(0);
  expect(exposure.held[key]?.heldCents).toBe(500_00);
}

test('what the slow attempt reserved is undone when another decision was stored before its own', async () => {
  const { customer, at, input, key, first } = await rivals();
  const late = judgeOrder(first.stores, input);
  await first.waiting;
  await setLimit(customer, 1_00);
  const decided = await judgeOrder(setting.credit, input);
  first.letThrough();
  expect(await late).toEqual(decided);
  await expectHeld(customer, at.order, key);
});

test('also when the slow attempt dies before undoing it, and the other died before writing the order', async () => {
  const { customer, at, input, key, first } = await rivals();
  const doomed = crashing(first.stores, { call: 9, when: 'after' });
  const late = judgeOrder(doomed.stores, input);
  await first.waiting;
  await setLimit(customer, 1_00);
  const write: CreditStores['orders']['write'] = () => Promise.reject(new Crash('before the order'));
  const second = { ...setting.credit, orders: { ...setting.credit.orders, write } };
  await expect(judgeOrder(second, input)).rejects.toThrow(Crash);
  first.letThrough();
  await expect(late).rejects.toThrow(Crash);
  expect(doomed.calls.at(-1)).toBe('exposures.reserve');
  expect(Object.keys((await setting.exposureOf(customer)).reservations)).toEqual([key]);
  await judgeOrder(setting.credit, input);
  await expectHeld(customer, at.order, key);
});

test('the slow attempt frees nothing that the decision of the other one holds', async () => {
  const customer = await setting.aCustomer({ limit: amount(9_000_00) });
  const at = { branch, order: uniqueId('ord') };
  const input = submitting(at, customer);
  const key = reservationKey({ kind: 'order', ...at, id: at.order });
  await setLimit(customer, 1_00);
  await setting.book(anIssue({ branch, customerKey: customer.customerKey, movement: uniqueId('mv'), amountCents: 1 }));
  const first = slow(setting.credit, 'applyLedger');
  const freed: string[] = [];
  const free: CreditStores['exposures']['free'] = (groupKey, freedKey, before) => {
    freed.push(freedKey);
    return setting.credit.exposures.free(groupKey, freedKey, before);
  };
  const late = judgeOrder({ ...first.stores, exposures: { ...first.stores.exposures, free } }, input);
  await first.waiting;
  await setLimit(customer, 9_000_00);
  const decided = await judgeOrder(setting.credit, input);
  first.letThrough();
  expect(await late).toEqual(decided);
  expect(freed).toEqual([]);
  expect(Object.keys((await setting.exposureOf(customer)).reservations)).toEqual([key]);
});

test('what is put back counts the titles that came in between', async () => {
  const customer = await setting.aCustomer({ limit: amount(9_000_00) });
  const at = { branch, order: uniqueId('ord') };
  const input = submitting(at, customer);
  const key = reservationKey({ kind: 'order', ...at, id: at.order });
  const write: CreditStores['orders']['write'] = () => Promise.reject(new Crash('before the order'));
  await expect(judgeOrder({ ...setting.credit, orders: { ...setting.credit.orders, write } }, input)).rejects.toThrow();
  const reserved = (await setting.exposureOf(customer)).reservations[key];
  if (reserved === undefined) throw new Error('nothing is reserved');
  await setting.stores.exposures.free(customer.groupKey, key, reserved);
  const title = { branch, order: at.order, customerKey: customer.customerKey, amountCents: 200_00 };
  await setting.book(anIssue({ ...title, movement: uniqueId('mv') }));
  await judgeOrder(setting.credit, input);
  const exposure = await setting.exposureOf(customer);
  expect(exposure.reservations[key]).toMatchObject({ reservedCents: 500_00, remainingCents: 300_00 });
  expect(exposure.members[customer.customerKey]).toMatchObject({ openCents: 200_00, reservedCents: 300_00 });
});
