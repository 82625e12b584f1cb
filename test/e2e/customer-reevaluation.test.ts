/** Owns the proof that open orders are judged again by themselves when their customer's credit has changed. */
import { startRelays } from '../../worker/start-relays';
import { BRANCH, quietTemporal, startCrivo, until, type Crivo } from '../support/crivo';
import { aCustomer, anAmendment, anOrder, ndjson, uniqueId } from '../support/orders';

let crivo: Crivo;
const WITHIN_MS = 10_000;

beforeAll(async () => {
  quietTemporal();
  crivo = await startCrivo({ name: 'reevaluation', relays: true });
  await crivo.publish({
    'limit-exceeded': { save: 'block' },
    'no-limit': { save: 'block' },
    'overdue-titles': { save: 'block' },
    'situation-blocked': { save: 'block', commercialApproval: 'block' },
  });
});
afterAll(() => crivo.stop());

const submit = async (document: string, amountCents: number) => {
  const order = anOrder({ document, amountCents });
  const { body, status } = await crivo.call('POST', `/branches/${BRANCH}/orders`, order);
  expect(status).toBe(200);
  return { id: order.id, status: body['status'], customerKey: String(body['customerKey']) };
};
const read = async (id: string) => (await crivo.call('GET', `/branches/${BRANCH}/orders/${id}`)).body;
const becomes = (id: string, status: string) =>
  until(async () => (await read(id))['status'] === status, `order ${id} to be ${status}`, WITHIN_MS);
const book = async (...lines: object[]) => {
  const { body, status } = await crivo.call('POST', `/branches/${BRANCH}/receivables`, ndjson(lines));
  expect({ status, body }).toMatchObject({ status: 200 });
};
const issued = (document: string, title: string, given: object = {}) => ({
  movement: uniqueId('mv'),
  type: 'issued',
  title,
  document,
  amountCents: 60_000,
  issuedOn: '2026-01-05',
  dueOn: '2026-02-05',
  carrier: 'bank',
  ...given,
});
const collected = (document: string, title: string) => ({
  movement: uniqueId('mv'),
  type: 'collected',
  title,
  document,
  amountCents: 60_000,
  method: 'money',
  effectiveOn: '2026-11-16',
});
const evaluationsOf = (id: string) =>
  crivo.database.collection<{ _id: string; order: string }>('decisions').countDocuments({ order: id });

it('an order held for an overdue title goes on by itself when the title is paid', async () => {
  const { document } = aCustomer(0);
  await crivo.call('PUT', `/branches/${BRANCH}/customers`, { document, limit: { kind: 'unlimited' } });
  const title = uniqueId('T');
  await book(issued(document, title));
  const order = await submit(document, 10_000);
  expect(order.status).toBe('held');
  await book(collected(document, title));
  await becomes(order.id, 'waiting');
});

it('held orders of a customer go on by themselves when a release is granted to the customer, as far as it reaches', async () => {
  const { document } = aCustomer(0);
  await crivo.call('PUT', `/branches/${BRANCH}/customers`, {
    document,
    situation: 'blocked',
    limit: { kind: 'unlimited' },
  });
  const [first, second] = [await submit(document, 10_000), await submit(document, 20_000)];
  expect([first.status, second.status]).toEqual(['held', 'held']);
  const scope = { kind: 'customer' };
  const until = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  const released = { branch: BRANCH, scope, document, checks: ['situation-blocked'], ceilingCents: 10_000, until };
  const { status } = await crivo.call(
    'POST',
    '/releases',
    { ...released, reasonCode: 'GOOD_HISTORY' },
    { role: 'manager' },
  );
  expect(status).toBe(200);
  await becomes(first.id, 'waiting');
  expect(await read(second.id)).toMatchObject({ status: 'held' });
});

it('an order held for its limit goes on when another one is cancelled, and the one that waited longest goes first', async () => {
  const customer = aCustomer(100_000);
  await crivo.call('PUT', `/branches/${BRANCH}/customers`, customer);
  const first = await submit(customer.document, 90_000);
  const second = await submit(customer.document, 60_000);
  const third = await submit(customer.document, 60_000);
  expect([first.status, second.status, third.status]).toEqual(['waiting', 'held', 'held']);
  await crivo.call('POST', `/branches/${BRANCH}/orders/${first.id}/cancel`);
  await becomes(second.id, 'waiting');
  expect((await read(third.id))['status']).toBe('held');
});

it('an order that is amended to less lets another one go on', async () => {
  const customer = aCustomer(100_000);
  await crivo.call('PUT', `/branches/${BRANCH}/customers`, customer);
  const first = await submit(customer.document, 90_000);
  const second = await submit(customer.document, 60_000);
  expect(second.status).toBe('held');
  const amended = await crivo.call('PATCH', `/branches/${BRANCH}/orders/${first.id}`, anAmendment(30_000));
  expect(amended.status).toBe(200);
  await becomes(second.id, 'waiting');
});

it('an order goes on when its customer gets a limit, and is held again when its customer is blocked', async () => {
  const customer = aCustomer(100_000);
  const order = await submit(customer.document, 10_000);
  expect(order.status).toBe('held');
  await crivo.call('PUT', `/branches/${BRANCH}/customers`, customer);
  await becomes(order.id, 'waiting');
  await crivo.call('PUT', `/branches/${BRANCH}/customers`, { document: customer.document, situation: 'blocked' });
  await becomes(order.id, 'held');
});

it('a burst of titles is folded into few evaluations', async () => {
  const customer = aCustomer(1_000_000_000);
  await crivo.call('PUT', `/branches/${BRANCH}/customers`, customer);
  const order = await submit(customer.document, 10_000);
  const titles = Array.from({ length: 200 }, () => issued(customer.document, uniqueId('T')));
  for (let from = 0; from < titles.length; from += 20) await book(...titles.slice(from, from + 20));
  await becomes(order.id, 'held');
  expect(await evaluationsOf(order.id)).toBeLessThan(12);
});

it('news that no relay has handed on yet is not lost: another one finds it', async () => {
  const other = await startCrivo({ name: 'reevaluation-late' });
  try {
    await other.publish({ 'limit-exceeded': { save: 'block' } });
    const customer = aCustomer(100_000);
    await other.call('PUT', `/branches/${BRANCH}/customers`, customer);
    const at = `/branches/${BRANCH}/orders`;
    const [first, second] = [anOrder({ document: customer.document }), anOrder({ document: customer.document })];
    await other.call('POST', at, first);
    expect((await other.call('POST', at, second)).body).toMatchObject({ status: 'held' });
    await other.call('POST', `${at}/${first.id}/cancel`);
    expect((await other.call('GET', `${at}/${second.id}`)).body).toMatchObject({ status: 'held' });
    const signals: string[] = [];
    const hasLimitDates = () => Promise.resolve();
    const failing = { creditChanged: () => Promise.reject(new Error('Temporal is away')), hasLimitDates };
    const noting = { creditChanged: (group: string) => Promise.resolve(void signals.push(group)), hasLimitDates };
    const webhooks = { start: () => Promise.resolve() };
    const buyWanted = () => Promise.resolve();
    const quiet = { warn: () => undefined };
    await startRelays(other.stores, { signals: failing, webhooks, buyWanted }, quiet).stop();
    const relays = startRelays(other.stores, { signals: noting, webhooks, buyWanted }, quiet);
    await until(() => Promise.resolve(signals.length > 0), 'the news to be handed on', WITHIN_MS);
    await relays.stop();
  } finally {
    await other.stop();
  }
});
