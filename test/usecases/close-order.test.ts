/** Owns the end of an order that isn't done: what it held is free, who ended it is kept, and it is told once. */
import { takenCents } from '../../domain/exposure';
import type { OrderState } from '../../domain/order';
import { closeOrder, type CloseOrderInput } from '../../usecases/close-order';
import { judgeOrder } from '../../usecases/judge-order';
import { anIssue } from '../support/movements';
import { uniqueId } from '../support/orders';
import { openSetting, submitting, type Setting } from './setting';

let setting: Setting;
let branch: string;
beforeAll(async () => {
  setting = await openSetting('close-order');
  branch = await setting.branchWith({ 'situation-blocked': { save: 'block' } });
});
afterAll(() => setting.stop());

async function submitted(situation: 'cleared' | 'blocked' = 'cleared') {
  const customer = await setting.aCustomer({ situation });
  const order = uniqueId('ord');
  await judgeOrder(setting.credit, submitting({ branch, order }, customer));
  const state = (await setting.stores.orders.find(branch, order))?.state as OrderState;
  const input: CloseOrderInput = {
    branch,
    order,
    generation: 0,
    revision: 2,
    end: 'cancelled',
    subject: 'joao',
    state,
  };
  return { customer, order, input };
}
const announced = async (order: string) => {
  const all = await setting.stores.orders.withOutbox(10_000);
  return all.find(({ id }) => id === `${branch}/${order}`)?.entries.map(({ event }) => event);
};

test.each(['cancelled', 'expired'] as const)(
  'an order that is %s frees what it reserved, and says so once',
  async (end) => {
    const { customer, order, input } = await submitted();
    await closeOrder(setting.credit, { ...input, end });
    await closeOrder(setting.credit, { ...input, end });
    const stored = await setting.stores.orders.find(branch, order);
    expect(stored).toMatchObject({ closedBy: 'joao', state: { status: end, hold: null, awaits: 'nothing' } });
    expect(takenCents(await setting.exposureOf(customer), customer.customerKey)).toBe(0);
    expect(await announced(order)).toEqual(['order.advanced', `order.${end}`, 'creditChanged']);
  },
);

test('a held order is forgotten among those that wait for the limit', async () => {
  const { customer, input } = await submitted('blocked');
  expect(Object.keys((await setting.exposureOf(customer)).held)).toHaveLength(1);
  await closeOrder(setting.credit, input);
  expect((await setting.exposureOf(customer)).held).toEqual({});
});

test('titles that billed a part of it still count', async () => {
  const { customer, order, input } = await submitted();
  const { customerKey } = customer;
  await setting.book(anIssue({ branch, order, customerKey, movement: uniqueId('mv'), amountCents: 200_00 }));
  const again = await setting.aCustomer();
  await judgeOrder(setting.credit, submitting({ branch, order: uniqueId('ord') }, { ...again, ...customer }));
  expect(takenCents(await setting.exposureOf(customer), customerKey)).toBe(1_000_00);
  await closeOrder(setting.credit, input);
  expect(takenCents(await setting.exposureOf(customer), customerKey)).toBe(700_00);
});

test('an order that is not there is said so', async () => {
  const { input } = await submitted();
  await expect(closeOrder(setting.credit, { ...input, order: 'none' })).rejects.toMatchObject({
    code: 'OrderNotFound',
  });
});
