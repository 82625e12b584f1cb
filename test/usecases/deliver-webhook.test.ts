/** Owns the proof that an attempt is safe to repeat, and that the log and the endpoint agree with what happened. */
import type { SendResult, WebhookMessage } from '../../adapters/webhooks/sender';
import { announceEvents } from '../../usecases/announce-events';
import { deliverWebhook, type WebhookStart } from '../../usecases/deliver-webhook';
import { aDecision, anAnnouncement, anOrderCause } from '../support/builders';
import { openStores, type TestStores } from '../support/stores';
import { deliveryDeps, notingWorkflows, registered } from '../support/webhooks';

let stores: TestStores;
beforeAll(async () => {
  stores = await openStores('deliver-webhook');
});
afterAll(() => stores.stop());

const URL_OF = 'https://erp.example.com/hooks';
const answered = (status: number): SendResult => ({ kind: 'answered', status, retryAfter: null });

async function setting(how: () => SendResult | Promise<SendResult> = () => answered(204)) {
  const { record, secret } = await registered(stores, { url: URL_OF });
  const { decision } = await stores.decisions.insertOrFind(aDecision());
  const start: WebhookStart = { endpoint: record.endpoint, entry: anAnnouncement({ decision }), round: 1 };
  const sent: WebhookMessage[] = [];
  const sender = { send: async (message: WebhookMessage) => (sent.push(message), how()) };
  const deps = deliveryDeps(stores, { sender });
  const attempt = (n: number) => deliverWebhook(deps, { ...start, attempt: n });
  const log = () => stores.webhookDeliveries.find(start.endpoint, start.entry.id);
  return { start, sent, deps, attempt, log, secret, record };
}

test('repeated after it was recorded, an attempt sends nothing and answers the same', async () => {
  const { attempt, sent, log } = await setting();
  const first = await attempt(1);
  expect(await attempt(1)).toEqual(first);
  expect(sent).toHaveLength(1);
  expect((await log())?.attempts).toHaveLength(1);
});

test('repeated before it was recorded, it sends the very same message again, under the same id', async () => {
  const { start, sent, deps, attempt } = await setting();
  const lost = { ...deps.deliveries, record: () => Promise.reject(new Error('killed')) };
  await expect(deliverWebhook({ ...deps, deliveries: lost }, { ...start, attempt: 1 })).rejects.toThrow('killed');
  expect(await attempt(1)).toMatchObject({ kind: 'ended', status: 'delivered' });
  expect(sent.map(({ id, body }) => [id, body])).toEqual([
    [start.entry.id, sent[0]?.body],
    [start.entry.id, sent[0]?.body],
  ]);
});

test('what it says is of its moment, whatever became of the order since', async () => {
  const { sent, attempt, start } = await setting();
  await attempt(1);
  expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({
    type: 'order.held',
    timestamp: start.entry.at,
    data: { order: 'ord-1', status: 'held', stage: 'save', sequence: 1, occurredAt: start.entry.at },
  });
  expect(Buffer.byteLength(sent[0]?.body ?? '')).toBeLessThan(4_096);
});

test('an event whose decision is not kept any more ends, and says so', async () => {
  const { deps, start, sent } = await setting();
  const entry = anAnnouncement({ decision: 'dec_forgotten' });
  const ended = await deliverWebhook(deps, { ...start, entry, attempt: 1 });
  expect(ended).toEqual({ kind: 'ended', status: 'failed', failure: 'eventForgotten' });
  expect(sent).toHaveLength(0);
});

test('an endpoint that asks for another branch by now hears nothing more of this one', async () => {
  const { attempt, sent, record } = await setting();
  const audit = { id: `aud_${record.endpoint}`, at: '', subject: '', kind: 'webhookEndpoint', target: '' } as const;
  const changed = { ...record, branches: ['77'], revision: 2 };
  await stores.webhookEndpoints.replace(changed, { ...audit, branch: null, before: null, after: null });
  expect(await attempt(1)).toMatchObject({ kind: 'ended', failure: 'notSubscribed' });
  expect(sent).toHaveLength(0);
});

test('of ten deliveries that meet 410 at once one disables the endpoint, with one entry', async () => {
  const { start, deps } = await setting(() => answered(410));
  const entries = Array.from({ length: 10 }, () => anAnnouncement({ decision: start.entry.decision }));
  await Promise.all(entries.map((entry) => deliverWebhook(deps, { ...start, entry, attempt: 1 })));
  expect(await stores.webhookEndpoints.find(start.endpoint)).toMatchObject({ disabledBy: 'gone', revision: 2 });
  const audit = await stores.audit.page({ branches: '*', limit: 1_000 });
  const entriesOf = audit.filter(({ target, subject }) => target === start.endpoint && subject === 'crivo');
  expect(entriesOf).toHaveLength(1);
});

test('a 410 of an address that was changed meanwhile does not disable the new one', async () => {
  let change: () => Promise<unknown> = () => Promise.resolve();
  const { attempt, start, record } = await setting(async () => (await change(), answered(410)));
  const audit = { id: `aud_${record.endpoint}`, at: '', subject: '', kind: 'webhookEndpoint', target: '' } as const;
  change = () =>
    stores.webhookEndpoints.replace(
      { ...record, url: 'https://new.example.com/', revision: 2 },
      { ...audit, branch: null, before: null, after: null },
    );
  await attempt(1);
  expect(await stores.webhookEndpoints.find(start.endpoint)).toMatchObject({ status: 'enabled', revision: 2 });
});

test('an attempt of a round that was replayed meanwhile changes nothing', async () => {
  const { attempt, start, sent, log } = await setting(() => answered(410));
  await attempt(1);
  await stores.webhookDeliveries.beginRound(start.endpoint, start.entry.id, 'ana', new Date().toISOString());
  await attempt(2);
  expect(sent).toHaveLength(1);
  expect(await log()).toMatchObject({ status: 'pending', round: 2 });
});

test('an event starts one delivery for each endpoint that asks for it, and none where none does', async () => {
  const { record } = await registered(stores, { url: URL_OF, events: ['sync.failed'] });
  const other = await registered(stores, { url: URL_OF, events: ['order.expired'] });
  const { workflows, started } = notingWorkflows();
  const entry = anAnnouncement({ event: 'order.expired', cause: anOrderCause({ branch: '09' }) });
  await announceEvents({ webhookEndpoints: stores.webhookEndpoints, webhooks: workflows }, [entry]);
  const endpoints = started.map(({ input }) => input.endpoint);
  expect(endpoints).toContain(other.record.endpoint);
  expect(endpoints).not.toContain(record.endpoint);
});
