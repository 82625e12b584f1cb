/** Owns the guarantee that every failure leaves as problem+json, with a code, a request id and what to send instead. */
import { problemSchema, PROBLEM_STATUS } from '../../api/problem';
import { CrivoError, ERRORS, type ErrorCode } from '../../domain/errors';
import { identifier, type Identifier } from '../../usecases/identify-customer';
import { OWN_BRANCH, startApi, type ApiAnswer, type TestApi } from '../support/api';
import { testKeyring } from '../support/keys';
import { anOrder } from '../support/orders';

let failure: Error | null = null;
const known = identifier('test', testKeyring());
const failing: Identifier = {
  identify: (document, now) => {
    if (failure !== null) throw failure;
    return known.identify(document, now);
  },
};

let api: TestApi;
beforeAll(async () => {
  const isUnreachable = (error: unknown) => error === UNREACHABLE;
  api = await startApi({ name: 'problems', deps: { identifier: failing, isUnreachable } });
});
afterAll(() => api.stop());
afterEach(() => {
  failure = null;
});

const UNREACHABLE = new Error('connect ECONNREFUSED 10.1.2.3:27017');
const orders = `/branches/${OWN_BRANCH}/orders`;

function expectProblem(answer: ApiAnswer, code: ErrorCode): void {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  const problem = problemSchema.strict().parse(answer.body);
  expect([problem.code, problem.status, answer.status]).toEqual([code, PROBLEM_STATUS[code], PROBLEM_STATUS[code]]);
  expect(problem.type).toMatch(/\/problems\/[a-z-]+$/);
  expect(problem.requestId).toMatch(/^req_[0-9a-f]{32}$/);
  expect(answer.headers.get('x-request-id')).toBe(problem.requestId);
  for (const { message, fix } of problem.errors ?? []) {
    expect(message).not.toBe('');
    expect(fix).not.toBe('');
  }
}

const requests: readonly [string, ErrorCode, () => Promise<ApiAnswer>][] = [
  ['an unknown path', 'RouteNotFound', () => api.call('GET', '/nowhere')],
  ['an unknown path outside the API', 'RouteNotFound', () => api.call('GET', 'nowhere')],
  ['a missing asset of the docs', 'RouteNotFound', () => api.call('GET', 'docs/nothing.js')],
  ['a method the address does not have', 'MethodNotAllowed', () => api.call('DELETE', '/holds')],
  ['no key', 'Unauthenticated', () => api.call('GET', '/holds', undefined, { key: null })],
  [
    'no content type',
    'UnsupportedContentType',
    () => api.call('POST', orders, '{}', { headers: { 'content-type': '' } }),
  ],
  ['a form', 'UnsupportedContentType', () => sentAs('application/x-www-form-urlencoded')],
  ['another charset', 'UnsupportedContentType', () => sentAs('application/json; charset=iso-8859-1')],
  ['a merge patch', 'UnsupportedContentType', () => sentAs('application/merge-patch+json')],
  ['lines sent as JSON', 'UnsupportedContentType', () => linesAs('application/json')],
  ['malformed JSON', 'InvalidJson', () => api.call('POST', orders, '{"id": ')],
  ['an empty body', 'InvalidJson', () => api.call('POST', orders, '')],
  ['a body over the limit', 'BodyTooLarge', () => api.call('POST', orders, `"${'x'.repeat(1024 * 1024)}"`)],
  ['lines in another encoding', 'UnsupportedContentType', () => linesEncoded('br')],
  ['lines that are no gzip', 'InvalidRequest', () => linesEncoded('gzip')],
  ['too many wrong lines', 'TooManyRejectedLines', () => api.call('POST', receivables, '1\n'.repeat(10_001))],
  ['wrong path parameters', 'InvalidRequest', () => api.call('GET', `${orders}/~nothing`)],
  ['a body where none is taken', 'InvalidRequest', () => api.call('POST', `${orders}/1/cancel`, { outcome: 'clear' })],
  ['an order that is not there', 'OrderNotFound', () => api.call('GET', `${orders}/none`)],
  ['a customer that is not there', 'CustomerNotFound', () => api.call('GET', `/customers/cus_${'0'.repeat(26)}`)],
  ['a policy that is not there', 'PolicyNotFound', () => api.call('GET', '/policies/default/versions/99')],
  ['a draft that is not there', 'PolicyDraftNotFound', () => api.call('GET', `/policies/default/drafts/${NO_DRAFT}`)],
  ['a policy beyond its bounds', 'PolicyInvalid', () => draft({ document: { deep: nested(40) } })],
];
const receivables = `/branches/${OWN_BRANCH}/receivables`;
const sentAs = (type: string) =>
  api.call('POST', orders, JSON.stringify(anOrder()), { headers: { 'content-type': type } });
const linesAs = (type: string) => api.call('POST', receivables, '{}', { headers: { 'content-type': type } });
const linesEncoded = (encoding: string) =>
  api.call('POST', receivables, '{}', { headers: { 'content-encoding': encoding } });
const draft = (body: unknown) => api.call('POST', '/policies/default/drafts', body);
const NO_DRAFT = `drf_${'0'.repeat(32)}`;
const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

test.each(requests)('%s is answered with %s as problem+json', async (_what, code, request) => {
  expectProblem(await request(), code);
});

test.each([
  ['a branch that is not there', '/branches/99', /PUT \/v1\/branches/],
  ['an address without a version', 'branches/02', /begin the path with \/v1/],
  ['an address that is none', '/nowhere', /at \/docs/],
  ['an order that is not there', `${orders}/none`, /POST \/v1\/branches\/\{branch\}\/orders/],
  ['a customer that is not there', `/customers/cus_${'0'.repeat(26)}`, /PUT \/v1\/branches\/\{branch\}\/customers/],
])('%s is answered with what to do instead', async (_what, path, fix) => {
  const { status, body } = await api.call('GET', path);
  expect(status).toBe(404);
  expect(body['errors']).toEqual([expect.objectContaining({ fix: expect.stringMatching(fix) })]);
});

test('an address tells which methods it has', async () => {
  const answer = await api.call('PUT', `${orders}/1`, {}, { key: null });
  expectProblem(answer, 'MethodNotAllowed');
  expect(answer.headers.get('allow')).toBe('GET,PATCH');
});

test.each(Object.keys(ERRORS) as ErrorCode[])(
  '%s has a status, a title and, when it may pass, Retry-After',
  async (code) => {
    failure = new CrivoError(code, { cause: new Error('inside') });
    const answer = await api.call('POST', orders, anOrder());
    expectProblem(answer, code);
    expect(answer.body['title']).toBe(ERRORS[code]);
    if (answer.status === 503) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  },
);

test('a server that is away is 503 with Retry-After, and its address stays inside', async () => {
  failure = UNREACHABLE;
  const answer = await api.call('POST', orders, anOrder());
  expectProblem(answer, 'Unavailable');
  expect(answer.headers.get('retry-after')).toBe('2');
  expect(answer.text).not.toContain('27017');
});

test('a defect of ours is 500 without any of its text, and the log has both under the request id', async () => {
  failure = new TypeError('cannot read properties of 52998224725');
  const answer = await api.call('POST', orders, anOrder());
  expectProblem(answer, 'Internal');
  expect(answer.text).not.toContain('properties');
  const line = api.logged.find((one) => one.includes(String(answer.body['requestId'])) && one.includes('"level":50'));
  expect(line).toContain('cannot read properties');
});

test('every request is logged once, by template and never by path', async () => {
  const before = api.logged.length;
  await api.call('GET', `${orders}/52998224725`);
  await api.call('GET', '/nowhere/52998224725');
  const lines = api.logged.slice(before).map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map((line) => [line['method'], line['route'], line['status']])).toEqual([
    ['GET', '/v1/branches/{branch}/orders/{order}', 404],
    ['GET', 'none', 404],
  ]);
});

test("a caller's own request id is not taken over", async () => {
  const { headers } = await api.call('GET', '/policies', undefined, { headers: { 'x-request-id': 'mine\\n' } });
  expect(headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/);
});
