/** Owns the guarantee that no query and no path reaches further than its own words: operators, cursors, tricks of paths. */
import { createAdaptorServer } from '@hono/node-server';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { toCursor } from '../../api/cursor';
import { holdsQuerySchema } from '../../contracts/hold-queue';
import { askedFor } from '../../usecases/list-holds';
import { OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { anOrder } from '../support/orders';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'queries-and-paths' });
});
afterAll(() => api.stop());

const since = '2026-11-20T12:00:00.000Z';
/** What the queue is asked for when nothing is. */
const of = askedFor(holdsQuerySchema.parse({}));
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test.each([
  ['a[$ne]=1', 'query'],
  ['branch[$ne]=02', 'query'],
  ['$where=sleep(1000)', 'query'],
  ['limit[$gt]=', 'query'],
  ['state.hold.since=1', 'query'],
  ['unknown=1', 'query'],
  ['limit=10&limit=20', 'query'],
  ['branch=%7B%22%24gt%22%3A%22%22%7D', 'query.branch[0]'],
  ['branch=', 'query.branch[0]'],
  ['branch=..', 'query.branch[0]'],
  ['branch=02%00', 'query.branch[0]'],
  ['limit=0', 'query.limit'],
  ['limit=-1', 'query.limit'],
  ['limit=201', 'query.limit'],
  ['limit=1e9', 'query.limit'],
  ['limit=1.5', 'query.limit'],
  ['limit=', 'query.limit'],
  ['limit=NaN', 'query.limit'],
  ['limit=ten', 'query.limit'],
  ['cursor=', 'query.cursor'],
  ['cursor=not+base64', 'query.cursor'],
  ['cursor=bm90IGpzb24', 'query.cursor'],
  [`cursor=${'A'.repeat(501)}`, 'query.cursor'],
  [`cursor=${encoded(null)}`, 'query.cursor'],
  [`cursor=${encoded([])}`, 'query.cursor'],
  [`cursor=${encoded({ of, at: since })}`, 'query.cursor'],
  [`cursor=${encoded({ of, at: { $gt: '' }, id: 'a' })}`, 'query.cursor'],
  [`cursor=${encoded({ of, at: since, id: { $ne: null } })}`, 'query.cursor'],
  [`cursor=${encoded({ of, at: since, id: 'a', branch: '07' })}`, 'query.cursor'],
  [`cursor=${encoded({ of, at: 'yesterday', id: 'a' })}`, 'query.cursor'],
  [`cursor=${encoded({ of, at: 17, id: 'a' })}`, 'query.cursor'],
  [`cursor=${encoded({ of: '0123456789abcdef', at: since, id: 'a' })}`, 'query.cursor'],
  [`by=value&cursor=${encoded({ of, at: since, id: 'a' })}`, 'query.cursor'],
  [`kind=forced&cursor=${encoded({ of, at: since, id: 'a' })}`, 'query.cursor'],
  ['branch=02,02', 'query.branch'],
  ['branch=02,', 'query.branch[1]'],
  [`branch=${Array.from({ length: 51 }, (_, n) => `b${n}`).join(',')}`, 'query.branch'],
  ['by=name', 'query.by'],
  ['order=up', 'query.order'],
  ['kind=all', 'query.kind'],
  ['check=%24where', 'query.check'],
  ['check=a.b', 'query.check'],
  ['assignee=', 'query.assignee'],
  ['minCents=-1', 'query.minCents'],
  ['minCents=1e3', 'query.minCents'],
  ['maxCents=10.5', 'query.maxCents'],
  ['minCents=2&maxCents=1', 'query.maxCents'],
  ['deadline=soon', 'query.deadline'],
  ['dueWithinHours=0', 'query.dueWithinHours'],
  ['dueWithinHours=4321', 'query.dueWithinHours'],
  ['deadline=overdue&dueWithinHours=1', 'query.dueWithinHours'],
  ['promise=maybe', 'query.promise'],
  ['customer=123', 'query.customer'],
  ['group=123', 'query.group'],
])('GET /holds?%s is refused at %s', async (query, at) => {
  const answer = await api.call('GET', `/holds?${query}`);
  expect([answer.status, answer.body['code']]).toEqual([400, 'InvalidRequest']);
  expect(answer.body['errors']).toEqual([expect.objectContaining({ at, fix: expect.stringMatching(/./) as string })]);
});

test("a cursor of one list is no cursor of another, and a forged position only names a place in the caller's list", async () => {
  const ofAudit = toCursor({ at: since, id: 'aud_1' });
  expect((await api.call('GET', `/holds?cursor=${ofAudit}`)).status).toBe(400);
  expect((await api.call('GET', `/audit?cursor=${ofAudit}`)).status).toBe(200);
  const key = await api.keyOf({ branches: [] });
  const forged = toCursor({ of, at: '1970-01-01T00:00:00.000Z', id: '' });
  const { body } = await api.call('GET', `/holds?cursor=${forged}`, undefined, { key });
  expect(body).toEqual({ holds: [], nextCursor: null });
});

test.each(['GET /policies', 'GET /branches/02', 'POST /branches/02/orders/1/cancel'])(
  '%s takes no query, and says so',
  async (request) => {
    const [method = '', path = ''] = request.split(' ');
    const answer = await api.call(method, `${path}?force=true`);
    expect([answer.status, answer.body['code']]).toEqual([400, 'InvalidRequest']);
  },
);

test.each([
  'a%2Fb',
  '..%2F..%2Fholds',
  '%2e%2e%2fholds',
  '%00',
  'a%00b',
  '%0d%0aset-cookie',
  '%E0%A4%A',
  '%',
  '%F0%28%8C%28',
  '{%22$gt%22:%22%22}',
  '$where',
  '__proto__',
  '.hidden',
  '-1',
  '%20',
  'caf%C3%A9',
  'x'.repeat(65),
  'x'.repeat(10_000),
])('an order called %s is refused, not looked for', async (order) => {
  for (const [method, suffix] of [
    ['GET', ''],
    ['POST', '/cancel'],
    ['POST', '/actions/invoicing'],
  ] as const) {
    const answer = await api.call(method, `/branches/${OWN_BRANCH}/orders/${order}${suffix}`);
    expect([answer.status, answer.body['code']]).toEqual([400, 'InvalidRequest']);
    expect(answer.body['errors']).toEqual([expect.objectContaining({ at: 'path.order' })]);
  }
});

test.each(['02%2F', '%30%32%00', '02%20', '..', '%2e%2e', 'x'.repeat(5_000), '{"$gt":""}', '__proto__', '*'])(
  'a branch called %s does not exist',
  async (branch) => {
    const answer = await api.call('GET', `/branches/${branch}/orders/1`);
    expect([answer.status, ['BranchNotFound', 'RouteNotFound'].includes(String(answer.body['code']))]).toEqual([
      404,
      true,
    ]);
    const put = await api.call('PUT', `/branches/${branch}`, { name: 'Filial' });
    expect([400, 404, 405]).toContain(put.status);
  },
);

test.each(['cus_', 'cus_%00', `cus_${'0'.repeat(27)}`, 'CUS_00000000000000000000000000', '52998224725'])(
  'a customer called %s is refused, not looked for',
  async (key) => {
    expect((await api.call('GET', `/customers/${key}`)).status).toBe(400);
  },
);

test.each(['a.b:c', 'A-1_2', '0', 'x'.repeat(64), 'constructor', 'toString', 'a..b', 'reservations.a'])(
  'an order called %s lives a whole life',
  async (id) => {
    const orders = `/branches/${OWN_BRANCH}/orders`;
    expect((await api.call('POST', orders, anOrder({ id }))).body).toMatchObject({ order: id, status: 'waiting' });
    const path = `${orders}/${encodeURIComponent(id)}`;
    expect((await api.call('GET', path)).body).toMatchObject({ order: id });
    expect((await api.call('POST', `${path}/actions/commercialApproval`)).status).toBe(200);
    expect((await api.call('POST', `${path}/cancel`)).body).toMatchObject({ order: id, status: 'cancelled' });
    expect((await api.call('POST', orders, anOrder({ id }))).body).toMatchObject({ code: 'OrderConflict' });
  },
);

test('two orders whose ids differ only in what a database might fold are two', async () => {
  const ids = ['same.id', 'same:id', 'same-id', 'same_id', 'Same.id'];
  for (const id of ids) {
    const { status } = await api.call(
      'POST',
      `/branches/${OWN_BRANCH}/orders`,
      anOrder({ id, document: '52998224725' }),
    );
    expect(status).toBe(200);
  }
  const found = await api.call('POST', '/customers/search', { document: '52998224725' });
  expect(found.body['customers']).toEqual([expect.objectContaining({ takenCents: ids.length * 90_000 })]);
});

test('raw requests that a client library would tidy get no further than tidy ones', async () => {
  const server = createAdaptorServer({ fetch: api.app.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const key = await api.keyOf();
  const statusOf = (target: string) =>
    new Promise<number>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(`GET ${target} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${key}\r\nconnection: close\r\n\r\n`);
      });
      let text = '';
      socket.on('data', (data) => (text += data.toString('latin1')));
      socket.on('error', reject);
      socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1])));
    });
  try {
    expect(await statusOf(`/v1/branches/${OWN_BRANCH}`)).toBe(200);
    for (const target of [
      `/v1/branches/${OWN_BRANCH}/orders/../../../audit`,
      '/docs/../../package.json',
      '//v1//policies',
      '/v1/branches/02/orders/%2e%2e',
      `/v1/branches/${OWN_BRANCH}\\..\\07`,
      '/v1/branches/02/orders/a\u0001b',
      '*',
    ]) {
      const status = await statusOf(target);
      expect([target, status >= 400 && status < 500]).toEqual([
        target,
        target.endsWith('audit') ? status === 404 : true,
      ]);
    }
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});
