/** Owns the Idempotency-Key: the same key and body give the same answer, whatever happened in between. */
import type { OrderWorkflows } from '../../adapters/temporal/order-workflows';
import { CrivoError } from '../../domain/errors';
import { nextDefaultPolicy } from './access-rows';
import { OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { anAmendment, anOrder, uniqueId } from '../support/orders';

/** Stands in the way of a submit until told otherwise. */
let inTheWay: (() => Promise<void>) | null = null;
let submits = 0;
const watched = (real: OrderWorkflows): OrderWorkflows => ({
  ...real,
  submit: async (...args) => {
    submits += 1;
    await inTheWay?.();
    return real.submit(...args);
  },
});

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'idempotency', orders: watched });
});
afterAll(() => api.stop());
beforeEach(() => {
  inTheWay = null;
  submits = 0;
});

const orders = `/branches/${OWN_BRANCH}/orders`;
const keyed = (key: string) => ({ 'idempotency-key': key });
const submit = (body: unknown, key: string, more: Parameters<TestApi['call']>[3] = {}) =>
  api.call('POST', orders, body, { ...more, headers: keyed(key) });

test('the same key and body are answered byte for byte the same, and worked on once', async () => {
  const [body, key] = [anOrder(), uniqueId('key')];
  const first = await submit(body, key);
  const second = await submit(body, key);
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(second.text).toBe(first.text);
  expect(second.headers.get('content-type')).toBe(first.headers.get('content-type'));
  expect([first.headers.get('idempotent-replayed'), second.headers.get('idempotent-replayed')]).toEqual([null, 'true']);
  expect(submits).toBe(1);
});

test('the answer is kept across a restart, and after the order went on', async () => {
  const [body, key] = [anOrder(), uniqueId('key')];
  const first = await submit(body, key);
  expect((await api.call('POST', `${orders}/${body.id}/actions/commercialApproval`)).status).toBe(200);
  const again = await submit(body, key, { app: api.restarted() });
  expect([again.status, again.text]).toEqual([first.status, first.text]);
});

test('another body under the same key is a conflict, also when only its spelling differs', async () => {
  const [body, key] = [anOrder(), uniqueId('key')];
  await submit(body, key);
  for (const other of [anOrder(), JSON.stringify(body, null, 1), { ...body, note: 'changed' }]) {
    const answer = await submit(other, key);
    expect([answer.status, answer.body['code']]).toEqual([409, 'IdempotencyConflict']);
  }
});

test('while the first request is worked on, the second is told to come back, and does not start it again', async () => {
  const [body, key] = [anOrder(), uniqueId('key')];
  let letGo = (): void => undefined;
  const reached = new Promise<void>((resolve) => {
    inTheWay = () => {
      resolve();
      return new Promise<void>((go) => (letGo = go));
    };
  });
  const first = submit(body, key);
  await reached;
  const second = await submit(body, key);
  expect([second.status, second.body['code']]).toEqual([409, 'IdempotencyInFlight']);
  expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0);
  letGo();
  expect((await first).status).toBe(200);
  expect((await submit(body, key)).text).toBe((await first).text);
  expect(submits).toBe(1);
});

test('of twenty at the same moment one is worked on, and the others get its answer or are told to come back', async () => {
  const [body, key] = [anOrder(), uniqueId('key')];
  const answers = await Promise.all(Array.from({ length: 20 }, () => submit(body, key)));
  expect(submits).toBe(1);
  expect(answers.some(({ status }) => status === 200)).toBe(true);
  for (const { status } of answers) expect([200, 409]).toContain(status);
  expect(new Set(answers.filter(({ status }) => status === 200).map(({ text }) => text)).size).toBe(1);
});

test('a claim whose process died is taken over by the next request with the same body', async () => {
  const [body, key] = [anOrder(), uniqueId('key')];
  inTheWay = () => new Promise<never>(() => undefined);
  void submit(body, key);
  while (submits === 0) await new Promise((resolve) => setImmediate(resolve));
  inTheWay = null;
  api.advance(29_000);
  expect((await submit(body, key)).body['code']).toBe('IdempotencyInFlight');
  api.advance(2_000);
  expect((await submit(body, key)).status).toBe(200);
});

test('a failure that may pass is not kept: the same key works when it has passed', async () => {
  const [body, key] = [anOrder(), uniqueId('key')];
  for (const thrown of [new CrivoError('Unavailable'), new CrivoError('TooManyConflicts'), new Error('a defect')]) {
    inTheWay = () => Promise.reject(thrown);
    expect((await submit(body, key)).status).toBeGreaterThanOrEqual(500);
  }
  inTheWay = null;
  expect((await submit(body, key)).status).toBe(200);
});

test('a refusal is kept as well as a success', async () => {
  const taken = anOrder();
  await api.call('POST', orders, taken);
  const key = uniqueId('key');
  const other = anOrder({ id: taken.id });
  const first = await submit(other, key);
  expect([first.status, first.body['code']]).toEqual([409, 'OrderConflict']);
  const second = await submit(other, key);
  expect([second.status, second.text]).toEqual([409, first.text]);
});

test('what is refused before it is understood claims no key', async () => {
  const key = uniqueId('key');
  expect((await submit('{"id":', key)).body['code']).toBe('InvalidJson');
  expect((await submit(anOrder(), key, { key: null })).status).toBe(401);
  expect((await submit(anOrder(), key)).status).toBe(200);
});

test('the same key of two people, two addresses or two methods is two keys', async () => {
  const key = uniqueId('key');
  const body = anOrder();
  const mine = await submit(body, key);
  const theirs = await submit(anOrder(), key, { key: await api.keyOf({ subject: 'somebody else' }) });
  expect([mine.status, theirs.status]).toEqual([200, 200]);
  const elsewhere = await api.call('POST', '/branches/07/orders', anOrder(), { headers: keyed(key) });
  expect(elsewhere.status).toBe(200);
  expect(elsewhere.text).not.toBe(mine.text);
});

test('two keys of one person are one caller: the answer is found under either', async () => {
  const [body, key] = [anOrder(), uniqueId('key')];
  const [one, two] = [await api.keyOf({ subject: 'maria' }), await api.keyOf({ subject: 'maria' })];
  const first = await submit(body, key, { key: one });
  expect((await submit(body, key, { key: two })).text).toBe(first.text);
});

test('every POST and PATCH with an effect keeps its answer', async () => {
  const { id } = anOrder();
  await api.call('POST', orders, anOrder({ id }));
  const publish = await nextDefaultPolicy(api);
  const requests: [method: string, path: string, body?: unknown][] = [
    ['PATCH', `${orders}/${id}`, anAmendment(10_000)],
    ['POST', `${orders}/${id}/reevaluate`],
    ['POST', `${orders}/${id}/actions/commercialApproval`],
    ['POST', `${orders}/${id}/cancel`, {}],
    ['POST', '/policies/default/drafts', {}],
    ['POST', publish.path, publish.body],
  ];
  for (const [method, path, body] of requests) {
    const headers = keyed(uniqueId('key'));
    const first = await api.call(method, path, body, { headers });
    const second = await api.call(method, path, body, { headers, app: api.restarted() });
    expect([path, first.status, second.status]).toEqual([path, 200, 200]);
    expect(second.text).toBe(first.text);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
  }
});

test('without a key the ids of the ERP serve: the same order or movement twice is one', async () => {
  const body = anOrder();
  const [first, second] = [await api.call('POST', orders, body), await api.call('POST', orders, body)];
  expect(second.text).toBe(first.text);
  const spelt = await api.call('POST', orders, JSON.stringify(body, null, 2));
  expect(spelt.text).toBe(first.text);
  const conflict = await api.call('POST', orders, { ...body, note: 'another content' });
  expect([conflict.status, conflict.body['code']]).toEqual([409, 'OrderConflict']);
  expect(conflict.body['state']).toMatchObject({ order: body.id, status: 'waiting' });
});

test.each(['', ' ', 'a b', 'ã', 'x'.repeat(256)])('the key "%s" is no key', async (key) => {
  const answer = await api.call('POST', orders, anOrder(), { headers: { 'idempotency-key': encodeHeader(key) } });
  expect([answer.status, answer.body['code']]).toEqual([400, 'InvalidRequest']);
  expect(answer.body['errors']).toEqual([expect.objectContaining({ at: 'header.Idempotency-Key' })]);
});

/** A header's value is bytes; `fetch` takes them as Latin-1. */
function encodeHeader(value: string): string {
  return Buffer.from(value).toString('latin1');
}
