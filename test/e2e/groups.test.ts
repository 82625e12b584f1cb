/** Owns the proof of groups on real servers: limits of many customers together, moved customers, temporary limits. */
import { cnpjCheckDigits } from '../../domain/documents';
import { BRANCH, quietTemporal, startCrivo, until, type Crivo } from '../support/crivo';
import { anOrder, ndjson, uniqueDocument, uniqueId } from '../support/orders';

let crivo: Crivo;
const OTHER = '07';
const WITHIN_MS = 10_000;

beforeAll(async () => {
  quietTemporal();
  crivo = await startCrivo({ name: 'groups', relays: true });
  await crivo.publish({
    'limit-exceeded': { save: 'block' },
    'overdue-titles': { save: 'block' },
    'situation-blocked': { save: 'block' },
  });
  expect((await crivo.call('PUT', `/branches/${OTHER}`, { name: 'Outra filial' })).status).toBe(200);
});
afterAll(() => crivo.stop());

/** Another establishment of the same root. */
const siblingOf = (document: string, establishment: string) => {
  const base = document.slice(0, 8) + establishment;
  return `${base}${cnpjCheckDigits(base)}`;
};
interface Known {
  readonly document: string;
  readonly customerKey: string;
  readonly groupKey: string;
}
const aCustomerWith = async (limit: object, document = uniqueDocument()): Promise<Known> => {
  const { body } = await crivo.call('PUT', `/branches/${BRANCH}/customers`, { document, limit });
  return { document, customerKey: String(body['customerKey']), groupKey: String(body['groupKey']) };
};
const UNLIMITED = { kind: 'unlimited' };
const limitGroup = (groupKey: string, amountCents: number) =>
  crivo.call('PATCH', `/groups/${groupKey}/credit-terms`, { limit: { kind: 'amount', amountCents }, note: 'comitê' });
const submit = async (document: string, amountCents: number, branch = BRANCH) => {
  const order = anOrder({ document, amountCents });
  const { body, status } = await crivo.call('POST', `/branches/${branch}/orders`, order);
  expect(status).toBe(200);
  return { id: order.id, status: String(body['status']) };
};
const statusOf = async (id: string) => (await crivo.call('GET', `/branches/${BRANCH}/orders/${id}`)).body['status'];
const join = (groupKey: string, customerKey: string) =>
  crivo.call('POST', `/groups/${groupKey}/members`, { customerKey, note: 'mesmo dono' });
const takenBy = async (groupKey: string) => (await crivo.call('GET', `/groups/${groupKey}`)).body['takenCents'];

it('a hundred orders at once, of two establishments and at two branches, never exceed the limit of their group', async () => {
  const first = await aCustomerWith(UNLIMITED);
  const second = await aCustomerWith(UNLIMITED, siblingOf(first.document, '0002'));
  expect(second.groupKey).toBe(first.groupKey);
  expect((await limitGroup(first.groupKey, 1_000_000)).status).toBe(200);
  const rivals = Array.from({ length: 100 }, (_, at) =>
    submit(at % 2 === 0 ? first.document : second.document, 90_000, at % 3 === 0 ? OTHER : BRANCH),
  );
  const outcomes = await Promise.all(rivals);
  expect(outcomes.filter(({ status }) => status === 'waiting')).toHaveLength(11);
  expect(await takenBy(first.groupKey)).toBe(990_000);
});

it("a customer's own limit and its group's must both have room", async () => {
  const first = await aCustomerWith({ kind: 'amount', amountCents: 50_000 });
  const second = await aCustomerWith(UNLIMITED, siblingOf(first.document, '0002'));
  await limitGroup(first.groupKey, 100_000);
  expect((await submit(first.document, 60_000)).status).toBe('held');
  expect((await submit(second.document, 60_000)).status).toBe('waiting');
  expect((await submit(first.document, 50_000)).status).toBe('held');
  expect((await submit(first.document, 40_000)).status).toBe('waiting');
});

it('an overdue title of one member holds the orders of the others', async () => {
  const first = await aCustomerWith(UNLIMITED);
  const second = await aCustomerWith(UNLIMITED, siblingOf(first.document, '0002'));
  const title = { title: uniqueId('T'), document: first.document, amountCents: 60_000 };
  const issued = { ...title, movement: uniqueId('mv'), type: 'issued', issuedOn: '2026-01-05', dueOn: '2026-02-05' };
  const order = await submit(second.document, 10_000);
  expect(order.status).toBe('waiting');
  await crivo.call('POST', `/branches/${BRANCH}/receivables`, ndjson([issued]));
  await until(async () => (await statusOf(order.id)) === 'held', 'the order to be held', WITHIN_MS);
});

it('a customer that joins a group by hand brings what it has taken, and takes it away when it leaves', async () => {
  const [first, second] = [await aCustomerWith(UNLIMITED), await aCustomerWith(UNLIMITED)];
  await submit(first.document, 40_000);
  const { body } = await crivo.call('POST', '/groups', { name: 'Irmãos Silva' });
  const groupKey = String(body['groupKey']);
  await limitGroup(groupKey, 100_000);
  expect((await join(groupKey, first.customerKey)).body).toMatchObject({ groupKey, takenCents: 40_000 });
  expect((await join(groupKey, second.customerKey)).status).toBe(200);
  expect(await takenBy(groupKey)).toBe(40_000);
  expect((await submit(second.document, 70_000)).status).toBe('held');
  expect((await submit(second.document, 60_000)).status).toBe('waiting');
  const left = await crivo.call('POST', `/customers/${first.customerKey}/leave-group`, { note: 'vendida' });
  expect(left.body).toMatchObject({ groupKey: first.customerKey, takenCents: 40_000 });
  expect(await takenBy(groupKey)).toBe(60_000);
  const group = (await crivo.call('GET', `/groups/${groupKey}`)).body;
  expect(group['members']).toHaveLength(1);
});

it('customers are moved while their orders are decided: nothing is lost or counted twice', async () => {
  const [first, second] = [await aCustomerWith(UNLIMITED), await aCustomerWith(UNLIMITED)];
  const { body } = await crivo.call('POST', '/groups', { name: 'Em movimento' });
  const groupKey = String(body['groupKey']);
  const orders: Promise<{ id: string; status: string }>[] = [];
  for (let round = 0; round < 6; round += 1) {
    orders.push(...[first, second, first].map(({ document }) => submit(document, 10_000)));
    const moves = [first, second].map(({ customerKey }) =>
      round % 2 === 0
        ? join(groupKey, customerKey)
        : crivo.call('POST', `/customers/${customerKey}/leave-group`, { note: 'troca' }),
    );
    for (const move of await Promise.all(moves)) expect([200, 503]).toContain(move.status);
  }
  const submitted = await Promise.all(orders);
  expect(submitted.every(({ status }) => status === 'waiting')).toBe(true);
  await join(groupKey, first.customerKey);
  await join(groupKey, second.customerKey);
  expect(await takenBy(groupKey)).toBe(180_000);
  for (const { id } of submitted) {
    expect((await crivo.call('POST', `/branches/${BRANCH}/orders/${id}/cancel`)).status).toBe(200);
  }
  expect(await takenBy(groupKey)).toBe(0);
});

it('a temporary limit frees a held order at once, and a guarantee as well', async () => {
  const customer = await aCustomerWith({ kind: 'amount', amountCents: 50_000 });
  const order = await submit(customer.document, 80_000);
  expect(order.status).toBe('held');
  const change = (body: object) =>
    crivo.call('PATCH', `/customers/${customer.customerKey}/credit-terms`, { note: 'safra', ...body });
  const temporaryLimit = { amountCents: 90_000, from: '2026-01-01', to: '2027-12-31' };
  expect((await change({ temporaryLimit })).body).toMatchObject({ temporaryLimit });
  await until(async () => (await statusOf(order.id)) === 'waiting', 'the order to go on', WITHIN_MS);
  const second = await submit(customer.document, 30_000);
  expect(second.status).toBe('held');
  await change({
    guarantees: [{ id: 'G-1', kind: 'surety', amountCents: 40_000, sharePercent: 50, validUntil: null }],
  });
  await until(async () => (await statusOf(second.id)) === 'waiting', 'the second order to go on', WITHIN_MS);
});

it('a customer whose situation a person blocks has its orders held, and freed when it is cleared again', async () => {
  const customer = await aCustomerWith(UNLIMITED);
  const order = await submit(customer.document, 10_000);
  const change = (situation: string) =>
    crivo.call('PATCH', `/customers/${customer.customerKey}/credit-terms`, { situation, note: 'comitê' });
  expect((await change('blocked')).body).toMatchObject({ situation: 'blocked', limit: UNLIMITED });
  await until(async () => (await statusOf(order.id)) === 'held', 'the order to be held', WITHIN_MS);
  await change('cleared');
  await until(async () => (await statusOf(order.id)) === 'waiting', 'the order to go on', WITHIN_MS);
});

it.each([
  ['nothing but a note', { note: 'x' }, 'changes nothing'],
  ['no note', { limit: UNLIMITED }, 'note'],
  [
    'a share of 101 %',
    { note: 'x', guarantees: [{ id: 'G', kind: 'surety', amountCents: 1, sharePercent: 101 }] },
    '100',
  ],
  [
    'a last day before the first',
    { note: 'x', temporaryLimit: { amountCents: 1, from: '2026-02-02', to: '2026-02-01' } },
    'from',
  ],
  [
    '30 February',
    { note: 'x', temporaryLimit: { amountCents: 1, from: '2026-02-30', to: '2026-03-01' } },
    'date that exists',
  ],
  ['parts of a cent', { note: 'x', limit: { kind: 'amount', amountCents: 10.5 } }, 'integer number of cents'],
])('credit terms with %s are refused, and nothing is changed', async (_, body, told) => {
  const customer = await aCustomerWith({ kind: 'amount', amountCents: 50_000 });
  const refused = await crivo.call('PATCH', `/customers/${customer.customerKey}/credit-terms`, body);
  expect(refused.status).toBe(400);
  expect(refused.text).toContain(told);
  const read = (await crivo.call('GET', `/customers/${customer.customerKey}`)).body;
  expect(read).toMatchObject({ limit: { kind: 'amount', amountCents: 50_000 }, temporaryLimit: null, guarantees: [] });
});
