/** Owns the moves of an order that nothing is judged for: who made them is kept, each is told once, ends free all. */
import { takenCents } from '../../domain/exposure';
import type { OrderState } from '../../domain/order';
import { judgeOrder } from '../../usecases/judge-order';
import { moveOrder, type MoveOrderInput } from '../../usecases/move-order';
import { anIssue } from '../support/movements';
import { uniqueId } from '../support/orders';
import { NOON, openSetting, submitting, type Setting } from './setting';

let setting: Setting;
let branch: string;
beforeAll(async () => {
  setting = await openSetting('move-order');
  branch = await setting.branchWith({ 'situation-blocked': { save: 'block' } });
});
afterAll(() => setting.stop());

async function submitted(situation: 'cleared' | 'blocked' = 'cleared') {
  const customer = await setting.aCustomer({ situation });
  const order = uniqueId('ord');
  await judgeOrder(setting.credit, submitting({ branch, order }, customer));
  const state = (await setting.stores.orders.find(branch, order))?.state as OrderState;
  const input: MoveOrderInput = {
    branch,
    order,
    generation: 0,
    revision: 2,
    move: { type: 'cancel' },
    subject: 'joao',
    state,
    at: NOON.toISOString(),
  };
  return { customer, order, input };
}
const announced = async (order: string) => {
  const all = await setting.stores.orders.withOutbox(10_000);
  return all.find(({ id }) => id === `${branch}/${order}`)?.entries.map(({ event }) => event);
};

test.each([
  ['cancelled', 'cancel'],
  ['expired', 'expire'],
] as const)('an order that is %s frees what it reserved, and says so once', async (end, type) => {
  const { customer, order, input } = await submitted();
  await moveOrder(setting.credit, { ...input, move: { type } });
  await moveOrder(setting.credit, { ...input, move: { type } });
  const stored = await setting.stores.orders.find(branch, order);
  expect(stored).toMatchObject({ closedBy: 'joao', state: { status: end, hold: null, awaits: 'nothing' } });
  expect(takenCents(await setting.exposureOf(customer), customer.customerKey)).toBe(0);
  expect(await announced(order)).toEqual(['order.advanced', `order.${end}`, 'creditChanged']);
});

test('a held order is forgotten among those that wait for the limit', async () => {
  const { customer, input } = await submitted('blocked');
  expect(Object.keys((await setting.exposureOf(customer)).held)).toHaveLength(1);
  await moveOrder(setting.credit, input);
  expect((await setting.exposureOf(customer)).held).toEqual({});
});

test('titles that billed a part of it still count', async () => {
  const { customer, order, input } = await submitted();
  const { customerKey } = customer;
  await setting.book(anIssue({ branch, order, customerKey, movement: uniqueId('mv'), amountCents: 200_00 }));
  const again = await setting.aCustomer();
  await judgeOrder(setting.credit, submitting({ branch, order: uniqueId('ord') }, { ...again, ...customer }));
  expect(takenCents(await setting.exposureOf(customer), customerKey)).toBe(1_000_00);
  await moveOrder(setting.credit, input);
  expect(takenCents(await setting.exposureOf(customer), customerKey)).toBe(700_00);
});

test('an order that is not there is said so', async () => {
  const { input } = await submitted();
  await expect(moveOrder(setting.credit, { ...input, order: 'none' })).rejects.toMatchObject({
    code: 'OrderNotFound',
  });
});
