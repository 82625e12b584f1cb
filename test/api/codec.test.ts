/** Owns the guarantees of the codec endpoint: who may open payloads, from where, and what becomes of those that can't be. */
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { Keyring } from '../../platform/keyring';
import { payloadCodec } from '../../platform/payload-codec';
import { startApi, UI_ORIGIN, type TestApi } from '../support/api';
import { testKeyring } from '../support/keys';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'codec' });
});
afterAll(() => api.stop());

const base64 = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString('base64');
const asJson = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, bytes]) => [name, base64(bytes)])),
  data: base64(data),
});
type Sent = ReturnType<typeof asJson>;
const clear = (value: unknown) => asJson(defaultPayloadConverter.toPayload(value));
async function sealed(value: unknown, keyring = testKeyring()): Promise<Sent> {
  const [payload] = await payloadCodec(keyring).encode([defaultPayloadConverter.toPayload(value)]);
  return asJson(payload as Payload);
}
const decode = (payloads: unknown, options?: Parameters<TestApi['call']>[3]) =>
  api.call('POST', '/codec/decode', { payloads }, options);
const fromUi = { origin: UI_ORIGIN, 'x-namespace': 'default' };

test('payloads are opened in their order, and what encode seals, decode opens', async () => {
  const values = [{ document: 'x', amountCents: 1 }, null, [1, 2]];
  const answer = await decode(await Promise.all(values.map((value) => sealed(value))), { headers: fromUi });
  expect(answer.body).toEqual({ payloads: values.map(clear) });
  const encoded = await api.call('POST', '/codec/encode', { payloads: values.map(clear) }, { headers: fromUi });
  expect(encoded.text).not.toContain(clear(values[0]).data);
  expect((await decode(encoded.body['payloads'])).body).toEqual({ payloads: values.map(clear) });
});

test('who decoded is logged with the number of payloads, and nothing of them', async () => {
  const key = await api.keyOf({ subject: 'ana' });
  api.logged.length = 0;
  await decode([await sealed('a secret of a history')], { key });
  const lines = api.logged.filter((line) => line.includes('payloads of histories were opened'));
  expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ subject: 'ana', payloads: 1, undecoded: 0 }),
  ]);
  expect(api.logged.join('')).not.toMatch(/a secret of/);
});

test('a payload of an unknown key, or a changed one, comes back as it is with a marker; the others are opened', async () => {
  const unknown = await sealed('text', new Keyring([{ id: 'k9', bytes: Buffer.alloc(32, 9) }]));
  const own = await sealed('text');
  const changed = { ...own, data: base64(Buffer.from(own.data, 'base64').fill(1, 20, 24)) };
  const answer = await decode([
    unknown,
    await sealed('known'),
    changed,
    { ...own, data: '' },
    clear('never sealed'),
    {},
  ]);
  expect(answer.status).toBe(200);
  const [first, second, third, fourth, fifth, last] = answer.body['payloads'] as Sent[];
  const marker = (payload: Sent | undefined) =>
    Buffer.from(payload?.metadata['crivo-undecoded'] ?? '', 'base64').toString();
  expect(first).toEqual({
    ...unknown,
    metadata: { ...unknown.metadata, 'crivo-undecoded': expect.any(String) as string },
  });
  expect(marker(first)).toContain('"k9"');
  expect(second).toEqual(clear('known'));
  expect([marker(third), marker(fourth)]).toEqual([
    expect.stringContaining('changed'),
    expect.stringContaining('changed'),
  ]);
  expect([fifth, last]).toEqual([clear('never sealed'), { metadata: {}, data: '' }]);
});

test.each([
  ['no list', { payloads: 'all' }],
  ['no base64', { payloads: [{ data: '%%%' }] }],
  ['metadata that is no base64', { payloads: [{ metadata: { encoding: 'json/plain' } }] }],
  ['too many', { payloads: Array.from({ length: 1_001 }, () => ({})) }],
  ['another field', { payloads: [], subject: 'x' }],
])('%s is refused by place', async (_, body) => {
  expect(await api.call('POST', '/codec/decode', body)).toMatchObject({
    status: 400,
    body: { code: 'InvalidRequest' },
  });
});

test("another namespace's payloads are refused", async () => {
  const answer = await decode([], { headers: { 'x-namespace': 'other' } });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ at: 'header.X-Namespace' }] } });
  for (const named of ['', 'default'])
    expect((await decode([], { headers: { 'x-namespace': named } })).status).toBe(200);
});

describe('in a browser', () => {
  const preflight = (origin: string) =>
    api.app.request('/v1/codec/decode', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,x-namespace',
      },
    });

  test('the configured origin may call, and no other', async () => {
    const own = await preflight(UI_ORIGIN);
    expect(own.headers.get('access-control-allow-origin')).toBe(UI_ORIGIN);
    expect(own.headers.get('access-control-allow-credentials')).toBe('true');
    expect(own.headers.get('access-control-allow-headers')).toBe('content-type,x-namespace');
    for (const origin of ['http://127.0.0.1:8234', 'https://127.0.0.1:8233', 'http://evil.example', 'null']) {
      expect((await preflight(origin)).headers.get('access-control-allow-origin')).not.toBe(origin);
      const answer = await decode([], { headers: { origin } });
      expect(answer.headers.get('access-control-allow-origin')).not.toBe(origin);
    }
    expect((await decode([], { headers: fromUi })).headers.get('access-control-allow-origin')).toBe(UI_ORIGIN);
    expect((await decode('x', { headers: fromUi })).headers.get('access-control-allow-origin')).toBe(UI_ORIGIN);
  });

  async function signIn(key: string): Promise<string> {
    const { headers, status } = await api.call('POST', '/codec/session', undefined, { key });
    expect(status).toBe(200);
    return headers.get('set-cookie') ?? '';
  }
  const withCookie = (cookie: string, headers: Record<string, string> = fromUi) =>
    decode([], { key: null, headers: { ...headers, cookie: cookie.split(';')[0] ?? '' } });

  test('a sealed cookie opens payloads for eight hours, from the UI only, and no other route', async () => {
    const key = await api.keyOf();
    const cookie = await signIn(key);
    expect(cookie).toMatch(/; Path=\/v1\/codec; HttpOnly; SameSite=Strict$/);
    expect(decodeURIComponent(cookie)).not.toContain(key);
    expect((await withCookie(cookie)).status).toBe(200);
    expect((await withCookie(cookie, { origin: 'http://evil.example' })).status).toBe(401);
    expect((await withCookie(cookie, {})).status).toBe(401);
    expect((await withCookie(`${cookie.slice(0, 40)}x${cookie.slice(41)}`)).status).toBe(401);
    const audit = await api.call('GET', '/audit', undefined, {
      key: null,
      headers: { ...fromUi, cookie: cookie.split(';')[0] ?? '' },
    });
    expect(audit.status).toBe(401);
    api.advance(8 * 3_600_000 + 1);
    expect((await withCookie(cookie)).status).toBe(401);
  });

  test('the cookie is worth what its key is worth now', async () => {
    const cookie = await signIn(await api.keyOf());
    await api.database.collection('apiKeys').deleteMany({});
    api.advance(60_000);
    expect((await withCookie(cookie)).status).toBe(401);
  });

  test('the page that asks for the key loads from itself alone', async () => {
    const page = await api.app.request('/codec');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect((await api.app.request('/codec/sign-in.js')).headers.get('content-type')).toContain('javascript');
  });
});

test('without a configured origin there is no endpoint and no page', async () => {
  const off = await startApi({ name: 'codec-off', deps: { codec: undefined } });
  try {
    for (const path of ['/codec/decode', '/codec/encode']) {
      expect(await off.call('POST', path, { payloads: [] })).toMatchObject({
        status: 404,
        body: { code: 'RouteNotFound' },
      });
    }
    expect((await off.call('POST', '/codec/session')).status).toBe(404);
    expect((await off.app.request('/codec')).status).toBe(404);
  } finally {
    await off.stop();
  }
});
