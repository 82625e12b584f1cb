/** Owns the proof of an order's whole way over HTTP, on real servers. */
import type { Cause } from '../../adapters/mongo/outbox';
import { drainOnce } from '../../worker/relay';
import { BRANCH, quietTemporal, startCrivo, type Crivo } from '../support/crivo';
import { aCustomer, anAmendment, anOrder, ndjson, uniqueId } from '../support/orders';

let crivo: Crivo;

beforeAll(async () => {
  quietTemporal();
  crivo = await startCrivo({ name: 'journey' });
  await crivo.publish({
    'limit-exceeded': { save: 'block', financialApproval: 'block' },
    'situation-blocked': { financialApproval: 'block' },
  });
});
afterAll(() => crivo.stop());

const submit = (order: object) => crivo.call('POST', `/branches/${BRANCH}/orders`, order);
const ask = (order: string, action: string) =>
  crivo.call('POST', `/branches/${BRANCH}/orders/${order}/actions/${action}`);
const read = (order: string) => crivo.call('GET', `/branches/${BRANCH}/orders/${order}`);
const customerOf = async (body: object) => (await crivo.call('PUT', `/branches/${BRANCH}/customers`, body)).body;

describe('an order over HTTP, on real servers', () => {
  it('goes from the hook through every stage to its end, each with a decision of its own', async () => {
    const customer = aCustomer(500_000);
    await customerOf(customer);
    const order = anOrder({ document: customer.document, amountCents: 90_000 });
    const first = await submit(order);
    expect(first).toMatchObject({
      status: 200,
      body: { status: 'waiting', stage: 'commercialApproval', action: 'save' },
    });
    const stages = ['commercialApproval', 'financialApproval', 'stockSeparation', 'invoicing'];
    const answers = [];
    for (const stage of stages) answers.push(await ask(order.id, stage));
    expect(answers.map(({ status, body }) => [status, body['status'], body['stage']])).toEqual([
      [200, 'waiting', 'financialApproval'],
      [200, 'waiting', 'stockSeparation'],
      [200, 'waiting', 'invoicing'],
      [200, 'done', 'invoicing'],
    ]);
    const decisions = [first, ...answers].map(({ body }) => body['decision']);
    expect(new Set(decisions).size).toBe(5);
    const { body } = await read(order.id);
    expect(Object.values(body['passedBy'] as object)).toEqual(decisions);
    const description = await crivo.temporal.workflow.getHandle(`order/${BRANCH}/${order.id}`).describe();
    expect(description.status.name).toBe('COMPLETED');
  });

  it('reserves its term share when saved, and frees it at its end', async () => {
    const customer = aCustomer(500_000);
    const { customerKey } = await customerOf(customer);
    const order = anOrder({ document: customer.document, amountCents: 120_000 });
    await submit(order);
    const taken = async () => (await crivo.call('GET', `/customers/${String(customerKey)}`)).body['takenCents'];
    expect(await taken()).toBe(120_000);
    await crivo.call('POST', `/branches/${BRANCH}/orders/${order.id}/cancel`);
    expect(await taken()).toBe(0);
  });

  it('beyond the limit is held with its numbers, is found in the queue, and goes on when the cause is gone', async () => {
    const customer = aCustomer(100_000);
    await customerOf(customer);
    const title = uniqueId('t');
    const common = { title, document: customer.document, recordedAt: '2026-11-01T10:00:00Z' };
    const issued = {
      ...common,
      movement: uniqueId('mv'),
      type: 'issued',
      amountCents: 80_000,
      issuedOn: '2026-11-01',
      dueOn: '2027-02-01',
    };
    await crivo.call('POST', `/branches/${BRANCH}/receivables`, ndjson([issued]));
    const order = anOrder({ document: customer.document, amountCents: 50_000 });
    const held = await submit(order);
    expect(held.body).toMatchObject({
      status: 'held',
      outcome: 'blocked',
      hold: { action: 'save' },
      restrictions: expect.arrayContaining([
        expect.objectContaining({
          check: 'limit-exceeded',
          values: expect.objectContaining({ takenCents: 80_000, thisCents: 50_000, limitCents: 100_000 }),
        }),
      ]),
    });
    const queue = await crivo.call('GET', '/holds?limit=200');
    expect((queue.body['holds'] as { order: string }[]).map((hold) => hold.order)).toContain(order.id);

    const paid = {
      ...common,
      movement: uniqueId('mv'),
      type: 'collected',
      method: 'money',
      amountCents: 80_000,
      effectiveOn: '2026-11-20',
    };
    await crivo.call('POST', `/branches/${BRANCH}/receivables`, ndjson([paid]));
    const again = await crivo.call('POST', `/branches/${BRANCH}/orders/${order.id}/reevaluate`);
    expect(again.body).toMatchObject({ status: 'waiting', stage: 'commercialApproval', hold: null });
  });

  it('exactly at the limit passes; a cent more is held', async () => {
    const [fits, exceeds] = [aCustomer(100_000), aCustomer(100_000)];
    await customerOf(fits);
    await customerOf(exceeds);
    expect((await submit(anOrder({ document: fits.document, amountCents: 100_000 }))).body['status']).toBe('waiting');
    expect((await submit(anOrder({ document: exceeds.document, amountCents: 100_001 }))).body['status']).toBe('held');
  });

  it('without a term part is never held by a check', async () => {
    const customer = aCustomer(0, { situation: 'blocked' });
    await customerOf(customer);
    const payments = [{ modality: 'cash', amountCents: 900_000 }];
    const order = anOrder({ document: customer.document, totalCents: 900_000, payments });
    expect((await submit(order)).body).toMatchObject({ status: 'waiting', outcome: 'indicated' });
    await ask(order.id, 'commercialApproval');
    expect((await ask(order.id, 'financialApproval')).body).toMatchObject({
      stage: 'stockSeparation',
      outcome: 'indicated',
    });
  });

  it('is held at the stage whose check blocks there, and asking for a later stage is refused with its state', async () => {
    const customer = aCustomer(500_000, { situation: 'underReview' });
    await customerOf(customer);
    const order = anOrder({ document: customer.document });
    await submit(order);
    await ask(order.id, 'commercialApproval');
    expect((await ask(order.id, 'financialApproval')).body).toMatchObject({
      status: 'held',
      hold: { action: 'financialApproval' },
    });
    const early = await ask(order.id, 'stockSeparation');
    expect(early).toMatchObject({
      status: 409,
      body: { code: 'ActionNotDue', state: { status: 'held', stage: 'financialApproval' } },
    });
  });

  it('amended beyond the limit is held; amended for less it goes on with a smaller reservation', async () => {
    const customer = aCustomer(100_000);
    const { customerKey } = await customerOf(customer);
    const order = anOrder({ document: customer.document, amountCents: 80_000 });
    await submit(order);
    const patch = (cents: number) => crivo.call('PATCH', `/branches/${BRANCH}/orders/${order.id}`, anAmendment(cents));
    const taken = async () => (await crivo.call('GET', `/customers/${String(customerKey)}`)).body['takenCents'];
    expect((await patch(120_000)).body).toMatchObject({
      status: 'held',
      hold: { action: 'save' },
      stage: 'commercialApproval',
    });
    expect(await taken()).toBe(80_000);
    expect((await patch(60_000)).body).toMatchObject({ status: 'waiting', stage: 'commercialApproval' });
    expect(await taken()).toBe(60_000);
  });

  it('submitted again answers the same body; submitted with other content is a conflict', async () => {
    const order = anOrder();
    const first = await submit(order);
    expect((await submit(order)).text).toBe(first.text);
    const other = await submit({ ...order, note: 'another' });
    expect(other).toMatchObject({ status: 409, body: { code: 'OrderConflict', state: { status: 'waiting' } } });
  });

  it('submitted again after it was cancelled answers its first decision and stays cancelled', async () => {
    const order = anOrder();
    const first = await submit(order);
    await crivo.call('POST', `/branches/${BRANCH}/orders/${order.id}/cancel`);
    expect((await submit(order)).text).toBe(first.text);
    expect((await read(order.id)).body['status']).toBe('cancelled');
    expect(await ask(order.id, 'commercialApproval')).toMatchObject({ status: 409, body: { code: 'OrderClosed' } });
  });

  it('asked twice for the same action answers the same decision', async () => {
    const order = anOrder();
    await submit(order);
    const first = await ask(order.id, 'commercialApproval');
    expect((await ask(order.id, 'commercialApproval')).text).toBe(first.text);
  });

  it('leaves its announcements in its own document until they are handed on, each once', async () => {
    const order = anOrder();
    await submit(order);
    await ask(order.id, 'commercialApproval');
    const delivered: string[] = [];
    const deliver = (causes: readonly Cause[]) => {
      const own = causes.filter(({ id }) => id.endsWith(order.id));
      delivered.push(...own.flatMap(({ entries }) => entries).map(({ event }) => event));
      return Promise.resolve();
    };
    while ((await drainOnce({ source: crivo.stores.orders, deliver })) > 0);
    expect(delivered).toEqual(['order.advanced', 'order.advanced']);
    await drainOnce({ source: crivo.stores.orders, deliver });
    expect(delivered).toHaveLength(2);
  });

  it('every stored decision replays identically', async () => {
    const order = anOrder({ amountCents: 7_000_000 });
    const first = await submit(order);
    const replay = await crivo.call('POST', `/decisions/${String(first.body['decision'])}/replay`);
    expect(replay.body).toMatchObject({ identical: true, outcome: first.body['outcome'] });
  });

  it('tells a seller the reason and the next step, and the numbers only to who may read decisions', async () => {
    const order = anOrder();
    const told = await crivo.call('POST', `/branches/${BRANCH}/orders`, order, { role: 'seller' });
    const [restriction] = told.body['restrictions'] as Record<string, unknown>[];
    expect(Object.keys(restriction ?? {})).toEqual(['check', 'mode', 'action', 'result', 'unverified', 'seller']);
    const again = await crivo.call('POST', `/branches/${BRANCH}/orders`, order, { role: 'integrator' });
    expect((again.body['restrictions'] as object[])[0]).toHaveProperty('values');
  });

  it('amended while it is held for an approval is not approved by that: the stage is asked for again', async () => {
    const customer = aCustomer(500_000, { situation: 'blocked' });
    await customerOf(customer);
    const order = anOrder({ document: customer.document, amountCents: 10_000 });
    await submit(order);
    await ask(order.id, 'commercialApproval');
    expect((await ask(order.id, 'financialApproval')).body['status']).toBe('held');
    const cash = { totalCents: 10_000, payments: [{ modality: 'cash', amountCents: 10_000 }] };
    const amended = await crivo.call('PATCH', `/branches/${BRANCH}/orders/${order.id}`, cash, { role: 'seller' });
    expect(amended.body).toMatchObject({ status: 'waiting', stage: 'financialApproval' });
  });

  it('whose workflow was terminated from outside is started again from its document by the next call', async () => {
    const customer = aCustomer(500_000);
    const { customerKey } = await customerOf(customer);
    const [asked, cancelled, sent] = [0, 1, 2].map(() => anOrder({ document: customer.document, amountCents: 5_000 }));
    if (!asked || !cancelled || !sent) throw new Error('three orders');
    for (const order of [asked, cancelled, sent]) {
      await submit(order);
      await crivo.temporal.workflow.getHandle(`order/${BRANCH}/${order.id}`).terminate();
    }
    expect(await ask(asked.id, 'commercialApproval')).toMatchObject({
      status: 200,
      body: { stage: 'financialApproval' },
    });
    const ended = await crivo.call('POST', `/branches/${BRANCH}/orders/${cancelled.id}/cancel`);
    expect(ended).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    expect(await submit(sent)).toMatchObject({ status: 200, body: { stage: 'commercialApproval' } });
    expect(await ask(sent.id, 'commercialApproval')).toMatchObject({
      status: 200,
      body: { stage: 'financialApproval' },
    });
    expect((await crivo.call('GET', `/customers/${String(customerKey)}`)).body['takenCents']).toBe(10_000);
  });
});
