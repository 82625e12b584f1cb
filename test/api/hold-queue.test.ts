/** Owns the guarantees of the queue at the API: what it shows and to whom, filters, orders, and many decided at once. */
import { OTHER_BRANCH, OWN_BRANCH, type TestApi } from '../support/api';
import { uniqueId } from '../support/orders';
import { ofOrder, openReleaseDesk, type HeldOrder, type ReleaseDesk } from '../support/release-desk';

let desk: ReleaseDesk;
let api: TestApi;
let keys: ReleaseDesk['keys'];
beforeAll(async () => {
  desk = await openReleaseDesk('hold-queue');
  ({ api, keys } = desk);
});
afterAll(() => api.stop());

type Told = Readonly<Record<string, unknown>> & { readonly order: string };
const page = async (query: string, key = keys.manager) => {
  const { status, body } = await api.call('GET', `/holds?${query}`, undefined, { key });
  expect([query, status]).toEqual([query, 200]);
  return body as unknown as { readonly holds: readonly Told[]; readonly nextCursor: string | null };
};
const listed = async (query: string, key = keys.manager) => (await page(query, key)).holds.map(({ order }) => order);
const named = ({ order }: Pick<HeldOrder, 'order'>) => ({ branch: OWN_BRANCH, order });
const bulk = (action: string, orders: readonly object[], key: string, given: object = {}, headers = {}) => {
  const body = { action, orders, reasonCode: 'GOOD_HISTORY', ...given };
  return api.call('POST', '/holds/bulk', body, { key, headers });
};
const resultsOf = (answer: { readonly body: object }) =>
  (answer.body as { results: readonly (Told & { status: string; problem: { code: string } | null })[] }).results;
const codesOf = (answer: { readonly body: object }) =>
  resultsOf(answer).map(({ status, problem }) => problem?.code ?? status);
const read = async (order: string) => (await api.call('GET', `/branches/${OWN_BRANCH}/orders/${order}`)).body;

test('the queue shows every restriction with its numbers, value, age, deadline, risk and the customer', async () => {
  const { order, customerKey } = await desk.held();
  api.advance(60_000);
  const { holds } = await page(`customer=${customerKey}`);
  expect(holds).toMatchObject([
    {
      order,
      kind: 'check',
      termCents: 10_500_00,
      heldSeconds: 60,
      deadline: (holds[0]?.['hold'] as { deadline: string }).deadline,
      customer: { document: expect.stringContaining('*') as string },
      assignee: null,
      promise: null,
    },
  ]);
  const limit = (holds[0]?.['restrictions'] as Told[]).find(({ check }) => check === 'limit-exceeded');
  expect(limit).toMatchObject({ analyst: expect.any(String) as string, values: { limitCents: 10_000_00 } });
  expect(holds[0]?.['risk']).toBeGreaterThan(0);
  const key = await api.keyOf({ permissions: ['holds:read'] });
  const plain = (await page(`customer=${customerKey}`, key)).holds[0];
  for (const one of plain?.['restrictions'] as Told[])
    expect([one['analyst'], one['values']]).toEqual([undefined, undefined]);
  expect(plain?.['customer']).toMatchObject({ name: null });
});

describe('three orders held one after another', () => {
  let held: readonly HeldOrder[];
  let names: readonly string[];
  const own = async (query: string, key = keys.manager) => {
    const found = new Set(await listed(`limit=200&${query}`, key));
    return names.filter((order) => found.has(order));
  };
  beforeAll(async () => {
    const made: HeldOrder[] = [];
    for (const amount of [11_000_00, 30_000_00, 13_000_00]) {
      api.advance(1_000);
      made.push(await desk.held(amount));
    }
    held = made;
    names = held.map(({ order }) => order);
  });

  test('filters leave out what does not fit', async () => {
    const [first = '', second = '', third = ''] = names;
    expect(await own('minCents=1300000')).toEqual([second, third]);
    expect(await own('maxCents=1300000')).toEqual([first, third]);
    expect(await own('check=limit-exceeded')).toEqual(names);
    expect(await own('check=situation-blocked')).toEqual([]);
    expect(await own(`branch=${OWN_BRANCH},${OTHER_BRANCH}`)).toEqual(names);
    expect(await own(`branch=${OTHER_BRANCH}`)).toEqual([]);
    expect(await own('kind=forced')).toEqual([]);
    expect(await own('deadline=overdue')).toEqual([]);
    expect(await own('dueWithinHours=4320')).toEqual(names);
    expect(await own(`customer=${held[1]?.customerKey ?? ''}`)).toEqual([second]);
    const { groupKey = '' } = (await api.stores.customers.find(held[1]?.customerKey ?? '')) ?? {};
    expect(await own(`group=${groupKey}`)).toEqual([second]);
    await api.call('POST', `/branches/${OWN_BRANCH}/orders/${third}/hold`, { reason: 'Aguardar contrato' });
    expect(await own('kind=forced')).toEqual([third]);
    await api.call('POST', `/branches/${OWN_BRANCH}/orders/${third}/unhold`);
  });

  test.each(['age', 'value', 'risk', 'deadline'])('by %s, page by page, as all at once, in both orders', async (by) => {
    for (const order of ['asc', 'desc']) {
      const query = `by=${by}&order=${order}`;
      const all = await listed(`${query}&limit=200`);
      const walked: string[] = [];
      let cursor = '';
      for (let pages = 0; pages < 50; pages += 1) {
        const { holds, nextCursor } = await page(`${query}&limit=2${cursor}`);
        walked.push(...holds.map((one) => one.order));
        if (nextCursor === null) break;
        cursor = `&cursor=${nextCursor}`;
      }
      expect(walked).toEqual(all);
    }
    const wanted = await own(`by=${by}`);
    expect(wanted).toHaveLength(3);
  });

  test('the largest and the riskiest come first, and the longest held', async () => {
    const inOrder = async (by: string) => (await listed(`limit=200&by=${by}`)).filter((order) => names.includes(order));
    const [first, second, third] = names;
    expect(await inOrder('value')).toEqual([second, third, first]);
    expect(await inOrder('risk')).toEqual([second, third, first]);
    expect(await inOrder('age')).toEqual([first, second, third]);
  });

  test('a cursor of another filter or order is refused', async () => {
    const { nextCursor } = await page('by=value&limit=1');
    for (const query of ['by=risk', 'by=value&order=asc', 'by=value&kind=check', `by=value&branch=${OWN_BRANCH}`]) {
      const answer = await api.call('GET', `/holds?${query}&cursor=${String(nextCursor)}`);
      expect([query, answer.status, answer.body['code']]).toEqual([query, 400, 'InvalidRequest']);
    }
    expect((await page(`by=value&limit=5&cursor=${String(nextCursor)}`)).holds.length).toBeGreaterThan(0);
  });
});

test('many are released with one reason, each answered for itself, and the same key gives the same answer', async () => {
  const one = await desk.held();
  const own = await desk.held(10_500_00, keys.manager);
  const closed = await desk.held();
  await api.call('POST', `/branches/${OWN_BRANCH}/orders/${closed.order}/cancel`);
  const orders = [named(one), named(own), named(closed), { branch: OWN_BRANCH, order: uniqueId('never') }];
  const key = { 'idempotency-key': uniqueId('bulk') };
  const answer = await bulk('release', orders, keys.manager, {}, key);
  expect(answer.status).toBe(200);
  expect(codesOf(answer)).toEqual(['done', 'SamePerson', 'OrderClosed', 'OrderNotFound']);
  expect(resultsOf(answer)[0]).toMatchObject({
    state: { status: 'waiting' },
    releases: [expect.stringMatching(/^rls_/)],
  });
  expect(resultsOf(answer)[2]).toMatchObject({ problem: { status: 409, state: { status: 'cancelled' } } });
  expect(await read(one.order)).toMatchObject({ status: 'waiting', stage: 'commercialApproval' });
  expect(await read(own.order)).toMatchObject({ status: 'held' });
  const again = await bulk('release', orders, keys.manager, {}, key);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again.body).toEqual(answer.body);
  expect(codesOf(await bulk('release', [named(one)], keys.manager))).toEqual(['OrderNotHeld']);
});

test('what a band does not reach is refused, as it would be alone', async () => {
  const far = await desk.held(90_000_00);
  expect(codesOf(await bulk('release', [named(far)], keys.analyst))).toEqual(['AboveAuthority']);
  expect(await read(far.order)).toMatchObject({ status: 'held' });
});

test('two who decide on the same orders at once release each of them once', async () => {
  const orders = [await desk.held(), await desk.held(), await desk.held()];
  const asked = orders.map(named);
  await Promise.all([bulk('release', asked, keys.manager), bulk('release', asked, keys.director)]);
  for (const { order, customerKey } of orders) {
    expect(await read(order)).toMatchObject({ status: 'waiting' });
    const { body } = await api.call('GET', `/branches/${OWN_BRANCH}/customers/${customerKey}/releases`);
    const releases = body['releases'] as readonly { status: string; uses: unknown[] }[];
    expect(releases.filter(({ uses }) => uses.length > 0)).toHaveLength(1);
    // Nor is another left over, to let something else pass later.
    expect(releases.filter(({ uses, status }) => uses.length === 0 && status === 'granted')).toEqual([]);
  }
});

test('refusing says no to whoever asked and leaves the hold; where nobody asked there is nothing to refuse', async () => {
  const asked = await desk.held();
  const unasked = await desk.held();
  const mine = await desk.held();
  const request = await desk.ask(ofOrder(asked.order));
  await desk.ask(ofOrder(mine.order), keys.manager);
  const answer = await bulk('refuse', [asked, unasked, mine].map(named), keys.manager, { note: 'sem garantias' });
  expect(codesOf(answer)).toEqual(['done', 'ReleaseNotRequested', 'SamePerson']);
  expect(resultsOf(answer)[1]).toMatchObject({ problem: { status: 409, state: { status: 'held' } } });
  const release = String(request.body['release']);
  const refused = await api.call('GET', `/releases/${release}`);
  expect(refused.body).toMatchObject({
    status: 'refused',
    decided: { note: expect.stringMatching(/: sem garantias$/) as string },
  });
  expect(await read(asked.order)).toMatchObject({ status: 'held' });
});

test('a forced hold stays whatever happens to the checks', async () => {
  const { order } = await desk.held();
  expect(codesOf(await bulk('forceHold', [named({ order })], keys.analyst))).toEqual(['done']);
  expect(codesOf(await bulk('forceHold', [named({ order })], keys.manager))).toEqual(['OrderOnHold']);
  await desk.direct(ofOrder(order), keys.manager);
  expect(await read(order)).toMatchObject({ status: 'held', forcedHold: { by: 'ana' } });
});

test('an order that only a person still holds is not released, by its checks or by all there may be', async () => {
  const held = await desk.held();
  const path = `/branches/${OWN_BRANCH}/orders/${held.order}`;
  expect((await api.call('POST', `${path}/hold`, { reason: 'Aguardar contrato' })).status).toBe(200);
  const cash = { totalCents: 10_500_00, payments: [{ modality: 'cash', amountCents: 10_500_00 }] };
  expect(await api.call('PATCH', path, cash)).toMatchObject({ status: 200, body: { status: 'held' } });
  expect(await api.stores.orders.find(OWN_BRANCH, held.order)).toMatchObject({ heldBy: [] });
  expect(codesOf(await bulk('release', [named(held)], keys.director))).toEqual(['OrderNotHeld']);
  expect(await api.stores.releases.liveOf(held.customerKey, null, '2026-11-20T15:00:00.000Z')).toEqual([]);
});

test("another branch's order does not exist, and each action takes its own permission", async () => {
  const held = await desk.held();
  const other = await api.keyOf({ role: 'manager', branches: [OTHER_BRANCH] });
  expect(codesOf(await bulk('release', [named(held)], other))).toEqual(['OrderNotFound']);
  const permissions = ['holds:work', 'releases:decide'] as const;
  const only = await api.keyOf({ permissions, userGroups: ['manager'] });
  expect(await bulk('forceHold', [named(held)], only)).toMatchObject({
    status: 403,
    body: { code: 'PermissionDenied' },
  });
  expect(await read(held.order)).toMatchObject({ status: 'held', forcedHold: null });
});

test.each<[string, object, string]>([
  ['an unknown action', { action: 'approve' }, 'action'],
  ['no order', { orders: [] }, 'orders'],
  ['more than a hundred', { orders: Array.from({ length: 101 }, (_, n) => named({ order: `o${n}` })) }, 'orders'],
  ['one order twice', { orders: [named({ order: 'a' }), named({ order: 'a' })] }, 'orders'],
  ['an unknown reason', { reasonCode: 'NO_SUCH' }, 'reasonCode'],
  ['no reason', { reasonCode: undefined }, 'reasonCode'],
  ['an operator for an order', { orders: [{ branch: OWN_BRANCH, order: { $gt: '' } }] }, 'orders[0].order'],
  ['a field nobody knows', { orders: [{ branch: OWN_BRANCH, order: 'a', ceilingCents: 1 }] }, 'orders[0]'],
])('%s is refused with its place', async (_name, given, at) => {
  const answer = await bulk('release', [named({ order: 'a' })], keys.manager, given);
  expect(answer).toMatchObject({ status: 400, body: { errors: [expect.objectContaining({ at })] } });
});
