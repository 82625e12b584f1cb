/** Owns the proof that repetitions are one and that rivals never take more than a limit. */
import { BRANCH, quietTemporal, startCrivo, startWorker, type Crivo } from '../support/crivo';
import { aCustomer, anOrder } from '../support/orders';

let crivo: Crivo;

beforeAll(async () => {
  quietTemporal();
  crivo = await startCrivo({ name: 'many', worker: false });
  await crivo.publish({ 'limit-exceeded': { save: 'block' } });
});
afterAll(() => crivo.stop());

const RETRIES = 5;

/** As an ERP does: what is told to be unavailable for now is sent again. */
async function submit(order: object) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await crivo.call('POST', `/branches/${BRANCH}/orders`, order);
    if (answer.status !== 503 || attempt === RETRIES) return answer;
  }
}

it('R5: a thousand identical orders at once are one workflow, one decision, one body, also across a restart of the worker', async () => {
  const first = await startWorker(crivo);
  const order = anOrder();
  const before = await Promise.all(Array.from({ length: 500 }, () => submit(order)));
  await first.stop();
  const second = await startWorker(crivo);
  const after = await Promise.all(Array.from({ length: 500 }, () => submit(order)));
  await second.stop();
  const answers = [...before, ...after];
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(await crivo.stores.decisions.ofOrder(BRANCH, order.id, 10)).toHaveLength(1);
}, 240_000);

it('R11: a hundred orders of one customer at once never take more than its limit', async () => {
  const worker = await startWorker(crivo);
  const customer = aCustomer(1_000_000);
  const { body } = await crivo.call('PUT', `/branches/${BRANCH}/customers`, customer);
  const orders = Array.from({ length: 100 }, () => anOrder({ document: customer.document, amountCents: 90_000 }));
  const answers = await Promise.all(orders.map(submit));
  await worker.stop();
  const statuses = answers.map(({ status, body: answered }) =>
    status === 200 ? answered['status'] : answered['code'],
  );
  const customerNow = await crivo.call('GET', `/customers/${String(body['customerKey'])}`);
  const held = statuses.filter((status) => status === 'held');
  expect(statuses.filter((status) => status !== 'held')).toEqual(Array.from({ length: 11 }, () => 'waiting'));
  expect(held).toHaveLength(89);
  expect(customerNow.body['takenCents']).toBe(990_000);
}, 240_000);
