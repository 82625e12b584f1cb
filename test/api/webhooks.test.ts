/** Owns the proof of webhook endpoints over HTTP: secrets told once, rotation, addresses, audit, the log and its pages. */
import { anAnnouncement, anOrderCause, aWebhookDelivery } from '../support/builders';
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { testKeyring } from '../support/keys';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'webhook-endpoints', startsAt: new Date('2026-11-20T12:00:00Z') });
});
afterAll(() => api.stop());

const URL_OF = 'https://erp.example.com/hooks';
const add = (body: object = {}, options = {}) =>
  api.call('POST', '/webhook-endpoints', { url: URL_OF, ...body }, options);
const added = async (body: object = {}) => {
  const answer = await add(body);
  expect(answer.status).toBe(200);
  return { path: `/webhook-endpoints/${String(answer.body['endpoint'])}`, ...answer.body } as Record<string, string>;
};

test('a secret is told at its making and never again, and is stored sealed', async () => {
  const { path = '', secret = '', endpoint = '' } = await added();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  for (const read of [path, '/webhook-endpoints', '/audit']) {
    const { text, status } = await api.call('GET', read);
    expect(status).toBe(200);
    expect(text).not.toContain(secret);
    expect(text).not.toContain('sealed');
  }
  expect(JSON.stringify(await api.everythingStored())).not.toContain(secret.slice(6));
  expect(api.logged.join()).not.toContain(secret);
  const stored = await api.stores.webhookEndpoints.find(endpoint);
  expect(stored?.secrets.map(({ sealed }) => testKeyring().openText(sealed))).toEqual([secret]);
});

test('rotated, the old secret signs for a day beside the new one, and is gone after it', async () => {
  const { path = '', secret = '', endpoint = '' } = await added();
  const rotated = await api.call('POST', `${path}/rotate-secret`);
  expect(rotated.body['secret']).not.toBe(secret);
  expect(rotated.body['previousSecretUntil']).toBe('2026-11-21T12:00:00.000Z');
  const stored = await api.stores.webhookEndpoints.find(endpoint);
  expect(stored?.secrets.map(({ sealed }) => testKeyring().openText(sealed))).toEqual([rotated.body['secret'], secret]);
  api.advance(24 * 3_600_000);
  expect((await api.call('GET', path)).body['previousSecretUntil']).toBeNull();
});

test('each change has its audit entry with before and after', async () => {
  const { path = '', endpoint } = await added();
  await api.call('PATCH', path, { events: ['order.held'] });
  await api.call('POST', `${path}/rotate-secret`);
  const { entries } = (await api.call('GET', '/audit')).body as { entries: { target: string; before: unknown }[] };
  const own = entries.filter(({ target }) => target === endpoint);
  expect(own).toHaveLength(3);
  expect(own).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'webhookEndpoint', before: null }),
      expect.objectContaining({ before: expect.objectContaining({ events: '*' }) }),
    ]),
  );
});

test.each([
  'https://10.0.0.1/hooks',
  'https://169.254.169.254/latest/meta-data',
  'https://user:secret@erp.example.com/',
  'https://erp.example.com\\@127.0.0.1/',
  'http://erp.example.com/',
  'file:///etc/passwd',
  'https://erp.example.com:25/',
  'not an address',
])('%s is refused, at url and with a fix, when added and when changed', async (url) => {
  const { path = '' } = await added();
  for (const answer of [await add({ url }), await api.call('PATCH', path, { url })]) {
    expect(answer).toMatchObject({ status: 400, body: { code: 'InvalidRequest', errors: [{ at: 'url' }] } });
  }
  expect((await api.call('GET', path)).body['url']).toBe(URL_OF);
});

test.each([
  { events: ['order.eaten'] },
  { events: [] },
  { branches: [] },
  { branches: [OWN_BRANCH, OWN_BRANCH] },
  { secrets: ['mine'] },
  { status: 'disabled' },
  { url: 7 },
])('%j is refused', async (body) => {
  expect(await add(body)).toMatchObject({ status: 400, body: { code: 'InvalidRequest' } });
});

test('a caller of one branch cannot have an endpoint hear of others', async () => {
  const key = await api.keyOf({ role: 'integrator', branches: [OWN_BRANCH] });
  expect(await add({}, { key })).toMatchObject({ status: 403 });
  expect(await add({ branches: [OWN_BRANCH, OTHER_BRANCH] }, { key })).toMatchObject({ status: 404 });
  const own = await add({ branches: [OWN_BRANCH] }, { key });
  expect(own.status).toBe(200);
  const path = `/webhook-endpoints/${String(own.body['endpoint'])}`;
  expect(await api.call('PATCH', path, { branches: '*' }, { key })).toMatchObject({ status: 403 });
  const { path: wide = '' } = await added();
  expect((await api.call('GET', wide, undefined, { key })).status).toBe(404);
  const listed = await api.call('GET', '/webhook-endpoints', undefined, { key });
  expect((listed.body['endpoints'] as unknown[]).length).toBe(1);
  expect(await add({ branches: ['nowhere'] })).toMatchObject({ status: 404, body: { code: 'BranchNotFound' } });
});

test('the log is paged newest first, by status, and a forged cursor is refused', async () => {
  const { path = '', endpoint = '' } = await added();
  for (let n = 0; n < 5; n += 1) {
    const createdAt = `2026-11-20T12:00:0${n >> 1}.000Z`;
    const status = n === 0 ? 'failed' : 'delivered';
    await api.stores.webhookDeliveries.ensure(aWebhookDelivery({ endpoint, createdAt, status }));
  }
  const seen: string[] = [];
  let cursor = '';
  do {
    const page = await api.call('GET', `${path}/deliveries?limit=2${cursor}`);
    seen.push(...(page.body['deliveries'] as { delivery: string }[]).map(({ delivery }) => delivery));
    const next = page.body['nextCursor'] as string | null;
    cursor = next === null ? '' : `&cursor=${next}`;
  } while (cursor !== '');
  expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
  const failed = await api.call('GET', `${path}/deliveries?status=failed`);
  expect(failed.body['deliveries']).toHaveLength(1);
  expect((await api.call('GET', `${path}/deliveries?cursor=e30`)).status).toBe(400);
  expect((await api.call('GET', `${path}/deliveries?status=eaten`)).status).toBe(400);
});

test('a replay begins another round once, and one under way only makes sure that it runs', async () => {
  const { path = '', endpoint = '' } = await added();
  const delivery = aWebhookDelivery({ endpoint, status: 'failed', entry: anAnnouncement({ cause: anOrderCause() }) });
  await api.stores.webhookDeliveries.ensure(delivery);
  const replay = () => api.call('POST', `${path}/deliveries/${delivery.delivery}/replay`);
  const before = api.webhooksStarted.length;
  expect((await replay()).body).toMatchObject({ status: 'pending', round: 2, replayedBy: 'administrator' });
  expect((await replay()).body).toMatchObject({ status: 'pending', round: 2 });
  expect(api.webhooksStarted.slice(before).map(({ input, replaces }) => [input.round, replaces])).toEqual([
    [2, true],
    [2, false],
  ]);
  const unknown = await api.call('POST', `${path}/deliveries/dec_${'0'.repeat(26)}/replay`);
  expect(unknown).toMatchObject({ status: 404, body: { code: 'WebhookDeliveryNotFound' } });
  await api.call('PATCH', path, { status: 'disabled' });
  expect(await replay()).toMatchObject({ status: 409, body: { code: 'WebhookEndpointDisabled' } });
});

test('there are fifty endpoints at most', async () => {
  const { endpoints } = (await api.call('GET', '/webhook-endpoints')).body as { endpoints: unknown[] };
  for (let n = endpoints.length; n < 50; n += 1) await added();
  expect(await add()).toMatchObject({ status: 409, body: { code: 'TooManyWebhookEndpoints' } });
});
