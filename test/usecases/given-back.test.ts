/** Owns the guarantee that tolerance lets no order take what its approval never asked of the limit, or what it gave back. */
import type { CustomerRecord } from '../../contracts/customer';
import type { OrderContent } from '../../contracts/order';
import { takenCents } from '../../domain/exposure';
import { judgeOrder } from '../../usecases/judge-order';
import { uniqueId } from '../support/orders';
import { aContent, amending, openSetting, submitting, type Setting } from './setting';

const blocking = { save: 'block', commercialApproval: 'block' } as const;
let setting: Setting;
let branch: string;
beforeAll(async () => {
  setting = await openSetting('given-back');
  branch = await setting.branchWith({ 'limit-exceeded': blocking, 'situation-blocked': blocking });
});
afterAll(() => setting.stop());

const amount = (amountCents: number) => ({ kind: 'amount', amountCents, validUntil: null }) as const;
async function submitted(customer: CustomerRecord, given: Partial<OrderContent>) {
  const order = uniqueId('ord');
  await judgeOrder(setting.credit, submitting({ branch, order }, customer, aContent(customer, given)));
  return order;
}
const statusOf = async (order: string) => (await setting.stores.orders.find(branch, order))?.state.status;
async function amended(customer: CustomerRecord, order: string, given: Partial<OrderContent>) {
  const stored = await setting.stores.orders.find(branch, order);
  if (stored === null) throw new Error('the order is not stored');
  const input = amending({ branch, order }, aContent(customer, given), stored.state, stored.revision + 1);
  return (await judgeOrder(setting.credit, input), statusOf(order));
}
async function change(customer: CustomerRecord, given: Partial<CustomerRecord>) {
  const found = await setting.stores.customers.find(customer.customerKey);
  if (found === null) throw new Error('the customer is not stored');
  const updatedAt = new Date(Date.parse(found.updatedAt) + 1).toISOString();
  expect(await setting.stores.customers.replace({ ...found, ...given, updatedAt }, found.updatedAt, null)).toBe(true);
}
const takenOf = async (customer: CustomerRecord) =>
  takenCents(await setting.exposureOf(customer), customer.customerKey);

test.each([
  ['of the same day', ['2026-12-20'], { modality: 'bankSlip', dueOn: ['2026-12-20'] }],
  ['at sight', [], { modality: 'bankSlipAtSight', dueOn: [] }],
])('a card of which the limit is not asked becomes a bank slip %s: it is held', async (_what, dueOn, slip) => {
  const customer = await setting.aCustomer({ limit: amount(100_00) });
  const card = { modality: 'creditCard', amountCents: 9_000_00, dueOn };
  const order = await submitted(customer, { totalCents: 9_000_00, payments: [card] });
  expect(await statusOf(order)).toBe('waiting');
  const payments = [{ ...slip, amountCents: 9_000_00 }];
  expect(await amended(customer, order, { totalCents: 9_000_00, payments })).toBe('held');
  expect(await takenOf(customer)).toBe(0);
});

test('an order lowered while its customer is blocked does not grow back into what another has taken', async () => {
  const customer = await setting.aCustomer({ limit: amount(1_000_00) });
  const order = await submitted(customer, { totalCents: 1_000_00 });
  await change(customer, { situation: 'blocked' });
  expect(await amended(customer, order, { totalCents: 100_00 })).toBe('waiting');
  await change(customer, { situation: 'cleared' });
  const other = await submitted(customer, { totalCents: 900_00 });
  expect(await statusOf(other)).toBe('waiting');
  expect(await amended(customer, order, { totalCents: 1_000_00 })).toBe('held');
  expect(await takenOf(customer)).toBe(1_000_00);
});

test('nor one that was lowered within tolerance of a smaller limit', async () => {
  const customer = await setting.aCustomer({ limit: amount(1_000_00) });
  const order = await submitted(customer, { totalCents: 1_000_00 });
  await change(customer, { limit: amount(400_00) });
  expect(await amended(customer, order, { totalCents: 500_00 })).toBe('waiting');
  await change(customer, { limit: amount(1_000_00) });
  const other = await submitted(customer, { totalCents: 500_00 });
  expect(await statusOf(other)).toBe('waiting');
  expect(await amended(customer, order, { totalCents: 1_000_00 })).toBe('held');
  expect(await takenOf(customer)).toBe(1_000_00);
});
