/** Owns the guarantee that no answer, of whatever kind, is kept by a browser, taken for another type, or framed. */
import { startApi, type TestApi } from '../support/api';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'answer-headers', deps: { pages: { index: '<p>{{nonce}}</p>', assets: new Map() } } });
});
afterAll(() => api.stop());

const KEPT_NOWHERE = ['no-store', 'no-store, no-transform'];

test.each([
  ['a list', 'GET', '/audit'],
  ['lines', 'GET', '/audit/export'],
  ['a spreadsheet', 'GET', '/audit/export?format=csv'],
  ['figures as a spreadsheet', 'GET', '/figures/desk?format=csv'],
  ['events', 'HEAD', '/events'],
  ['a problem', 'GET', '/branches/99'],
  ['a problem before any route', 'GET', '/nowhere'],
  ['another method', 'PATCH', '/audit'],
  ['health', 'GET', 'healthz'],
  ['the description of the API', 'GET', 'v1/openapi.json'],
  ['its page', 'GET', 'docs'],
  ['the page of the codec', 'GET', 'codec'],
  ['an asset that is not there', 'GET', 'assets/none.js'],
])('%s', async (_what, method, path) => {
  const { headers } = await api.call(method, path);
  expect(KEPT_NOWHERE).toContain(headers.get('cache-control'));
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'.*(frame-ancestors 'none'|sandbox)/);
});

test('an answer that is told again for its key, and one without a caller, are no exception', async () => {
  const twice = { headers: { 'idempotency-key': 'twice' } };
  const body = { orders: [{ branch: '02', order: '1' }], action: 'reevaluate' };
  await api.call('POST', '/holds/bulk', body, twice);
  const again = await api.call('POST', '/holds/bulk', body, twice);
  const nobody = await api.call('GET', '/audit', undefined, { key: null });
  expect([again.headers.get('idempotent-replayed'), nobody.status]).toEqual(['true', 401]);
  for (const { headers } of [again, nobody]) expect(headers.get('cache-control')).toBe('no-store');
});

test('the pages are asked for anew, and say themselves what may run in them', async () => {
  const { headers, text } = await api.call('GET', 'pedidos', undefined, { headers: { accept: 'text/html' } });
  expect(headers.get('cache-control')).toBe('no-cache');
  const nonce = /<p>(.+)<\/p>/.exec(text)?.[1] ?? '';
  expect(headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
});
