/** Owns the proof that events reach a receiver, signed, over real servers, also when the worker is killed in between. */
import { creditSignals } from '../../adapters/temporal/credit-signals';
import { webhookWorkflows } from '../../adapters/temporal/webhook-workflows';
import { startRelays } from '../../worker/start-relays';
import { BRANCH, quietTemporal, startCrivo, startWorker, until, type Crivo } from '../support/crivo';
import { startKillable } from '../support/kill';
import { anOrder } from '../support/orders';
import { startReceiver, verified, type Receiver } from '../support/receiver';

let crivo: Crivo;
let receiver: Receiver;
beforeAll(async () => {
  quietTemporal();
  crivo = await startCrivo({ name: 'webhooks', worker: false });
  await crivo.publish({ 'no-limit': { save: 'block' } });
});
afterAll(() => crivo.stop());
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());

async function register(given: object = {}): Promise<{ endpoint: string; secret: string }> {
  const { status, body } = await crivo.call('POST', '/webhook-endpoints', { url: receiver.url, ...given });
  expect(status).toBe(200);
  return { endpoint: String(body['endpoint']), secret: String(body['secret']) };
}
const disable = (endpoint: string) => crivo.call('PATCH', `/webhook-endpoints/${endpoint}`, { status: 'disabled' });
const deliveriesOf = async (endpoint: string, query = '') =>
  (await crivo.call('GET', `/webhook-endpoints/${endpoint}/deliveries${query}`)).body['deliveries'] as {
    delivery: string;
    status: string;
    round: number;
    order: string;
    attempts: { failure: string | null; status: number | null; round: number }[];
  }[];

/** A worker of this process that drains outboxes too, as the worker's main does. */
async function startWhole(): Promise<{ stop(): Promise<void> }> {
  const { stores, temporal, taskQueue } = crivo;
  const worker = await startWorker(crivo);
  const calls = { taskQueue, deadlineMs: 20_000 };
  const started = { signals: creditSignals(temporal, calls), webhooks: webhookWorkflows(temporal, calls) };
  const listeners = { ...started, buyWanted: () => Promise.resolve() };
  const relays = startRelays(stores, listeners, { warn: () => undefined });
  return { stop: async () => (await relays.stop(), worker.stop()) };
}

describe('an order that is held', () => {
  it('is told to the receiver, signed, with sellers’ texts and no documents, and the log says so', async () => {
    const worker = await startWhole();
    const { endpoint, secret } = await register();
    const order = anOrder();
    const answer = await crivo.call('POST', `/branches/${BRANCH}/orders`, order);
    expect(answer.body).toMatchObject({ status: 'held' });
    await until(async () => receiver.received.length > 0, 'the event to arrive');
    const [first] = receiver.received;
    if (first === undefined) throw new Error('nothing arrived');
    expect(verified(first, secret)).toMatchObject({
      type: 'order.held',
      data: {
        branch: BRANCH,
        order: order.id,
        sequence: 1,
        status: 'held',
        decision: answer.body['decision'],
        outcome: 'blocked',
        restrictions: expect.arrayContaining([expect.objectContaining({ check: 'no-limit' })]),
      },
    });
    expect(first.headers['webhook-id']).toBe(answer.body['decision']);
    expect(first.body).not.toMatch(/analyst|values/);
    expect(first.body).not.toContain(order.document);
    await until(async () => (await deliveriesOf(endpoint))[0]?.status === 'delivered', 'the log to say so');
    await disable(endpoint);
    await worker.stop();
  });

  it('and cancelled is told both, and who asks for one event or another branch hears only that', async () => {
    const worker = await startWhole();
    const ends = await register({ events: ['order.cancelled'] });
    const order = anOrder();
    await crivo.call('POST', `/branches/${BRANCH}/orders`, order);
    await crivo.call('POST', `/branches/${BRANCH}/orders/${order.id}/cancel`);
    await until(async () => receiver.received.length > 0, 'the event to arrive');
    const events = receiver.received.map((one) => verified(one, ends.secret));
    expect(events).toMatchObject([
      { type: 'order.cancelled', data: { order: order.id, status: 'cancelled', decision: null, sequence: 2 } },
    ]);
    await disable(ends.endpoint);
    await worker.stop();
  });
});

describe('R4: a worker killed while it', () => {
  it.each([
    'webhookDeliveries.ensure:after',
    'webhookDeliveries.record:before',
    'webhookDeliveries.record:after',
    'orders.clearOutbox:before',
  ])('delivers an event loses none, and repeats it at most under the same webhook-id: %s', async (point) => {
    const { endpoint, secret } = await register();
    const { databaseName: database, taskQueue } = crivo;
    const first = await startKillable('worker', { database, taskQueue, point, relays: true });
    const order = anOrder();
    const asked = crivo.call('POST', `/branches/${BRANCH}/orders`, order);
    await first.reached();
    await first.kill();
    console.info(`killed worker ${first.pid} at ${point}`);
    const second = await startWhole();
    expect((await asked).status).toBe(200);
    const isDelivered = async () => (await deliveriesOf(endpoint))[0]?.status === 'delivered';
    await until(isDelivered, 'the event to be delivered', 90_000);
    const ids = receiver.received.map((one) => (verified(one, secret), one.headers['webhook-id']));
    expect(new Set(ids)).toEqual(new Set([(await asked).body['decision']]));
    expect(ids.length).toBeLessThanOrEqual(2);
    expect(await deliveriesOf(endpoint)).toHaveLength(1);
    await disable(endpoint);
    await second.stop();
  });
});

describe('a receiver', () => {
  it('that answers 410 is disabled, with an audit entry; enabled again, its delivery is replayed by hand', async () => {
    const worker = await startWhole();
    const { endpoint, secret } = await register();
    receiver.answer((response) => response.writeHead(410).end());
    const order = anOrder();
    await crivo.call('POST', `/branches/${BRANCH}/orders`, order);
    const failed = async () => (await deliveriesOf(endpoint, '?status=failed')).length === 1;
    await until(failed, 'the delivery to be given up');
    expect((await crivo.call('GET', `/webhook-endpoints/${endpoint}`)).body).toMatchObject({
      status: 'disabled',
      disabledBy: 'gone',
    });
    const audit = (await crivo.call('GET', '/audit')).body['entries'] as { target: string; subject: string }[];
    expect(audit.filter(({ target }) => target === endpoint).map(({ subject }) => subject)).toContain('crivo');
    const [delivery] = await deliveriesOf(endpoint);
    const replay = () => crivo.call('POST', `/webhook-endpoints/${endpoint}/deliveries/${delivery?.delivery}/replay`);
    expect((await replay()).body).toMatchObject({ code: 'WebhookEndpointDisabled' });

    receiver.answer((response) => response.writeHead(200).end('ok'));
    await crivo.call('PATCH', `/webhook-endpoints/${endpoint}`, { status: 'enabled' });
    expect((await replay()).body).toMatchObject({ status: 'pending', round: 2 });
    await until(async () => (await deliveriesOf(endpoint))[0]?.status === 'delivered', 'the replay to arrive');
    const ids = receiver.received.map((one) => (verified(one, secret), one.headers['webhook-id']));
    expect(ids).toEqual([delivery?.delivery, delivery?.delivery]);
    await disable(endpoint);
    await worker.stop();
  });
});
