/** Owns what callers of one branch learn of another where no path names it: lists, ids, policies, the public addresses. */
import type { Principal } from '../../domain/permissions';
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { submitted } from './access-row';
import { nextDefaultPolicy } from './access-rows';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'branches-apart' });
});
afterAll(() => api.stop());

type Page = {
  readonly holds: readonly { readonly order: string }[];
  readonly nextCursor: string | null;
};
const get = async (path: string, branches: Principal['branches']) =>
  api.call('GET', path, undefined, { key: await api.keyOf({ branches }) });

test('a foreign branch, decision or order reads exactly like one that does not exist', async () => {
  const { decision, order } = await submitted(api, OTHER_BRANCH);
  const pairs = [
    [`/branches/${OTHER_BRANCH}`, '/branches/99'],
    [`/branches/${OTHER_BRANCH}/orders/${order}`, `/branches/99/orders/${order}`],
    [`/decisions/${decision}`, `/decisions/dec_${'0'.repeat(26)}`],
    [`/branches/${OWN_BRANCH}/orders/${order}`, `/branches/${OWN_BRANCH}/orders/never`],
  ] as const;
  for (const [foreign, absent] of pairs) {
    const [there, nowhere] = [await get(foreign, [OWN_BRANCH]), await get(absent, [OWN_BRANCH])];
    expect(there.status).toBe(404);
    expect({ ...there.body, requestId: '' }).toEqual({ ...nowhere.body, requestId: '' });
  }
});

test("the hold queue shows the held orders of the caller's branches only", async () => {
  const { path, body } = await nextDefaultPolicy(api, 'block');
  expect((await api.call('POST', path, body)).status).toBe(200);
  api.advance(2_000);
  const mine = await submitted(api, OWN_BRANCH);
  api.advance(1);
  const theirs = await submitted(api, OTHER_BRANCH);
  const held = async (branches: Principal['branches'], query = '') => {
    const { holds } = (await get(`/holds${query}`, branches)).body as Page;
    return holds.map(({ order }) => order);
  };
  expect(await held([OWN_BRANCH])).toEqual([mine.order]);
  expect(await held([OTHER_BRANCH])).toEqual([theirs.order]);
  expect(await held([])).toEqual([]);
  expect(await held('*')).toEqual([mine.order, theirs.order]);
  expect(await held('*', `?branch=${OTHER_BRANCH}`)).toEqual([theirs.order]);
  expect((await get(`/holds?branch=${OTHER_BRANCH}`, [OWN_BRANCH])).status).toBe(404);
});

test('the queue and the order tell of each restriction whether it blocks; the reason with numbers is for who reads decisions', async () => {
  type Told = { readonly restrictions: readonly Record<string, unknown>[] };
  const { order } = await submitted(api, OWN_BRANCH);
  const address = `/branches/${OWN_BRANCH}/orders/${order}`;
  const { restrictions } = (await get(address, '*')).body as unknown as Told;
  expect(new Set(restrictions.map(({ mode }) => mode))).toEqual(new Set(['block']));
  const { holds } = (await get('/holds', '*')).body as { readonly holds: readonly (Told & { order: string })[] };
  expect(holds.find((one) => one.order === order)?.restrictions).toEqual(restrictions);
  const seller = await api.call('GET', address, undefined, { key: await api.keyOf({ role: 'seller' }) });
  const forSeller = (seller.body as unknown as Told).restrictions;
  expect(forSeller.map((one) => Object.keys(one).sort().join())).toEqual(
    restrictions.map(() => 'check,mode,result,seller'),
  );
  expect(forSeller.map(({ mode }) => mode)).toEqual(restrictions.map(({ mode }) => mode));
});

test('a page of the hold queue ends where the next one begins, also with a cursor from other eyes', async () => {
  const all = (await get('/holds', '*')).body as Page;
  const pages: string[] = [];
  let cursor: string | null = '';
  for (let page = 0; page < 10 && cursor !== null; page += 1) {
    const path: string = `/holds?limit=1${cursor && `&cursor=${cursor}`}`;
    const { holds, nextCursor } = (await get(path, '*')).body as Page;
    pages.push(...holds.map(({ order }) => order));
    expect(((await get(path, [])).body as Page).holds).toEqual([]);
    cursor = nextCursor;
  }
  expect(pages).toEqual(all.holds.map(({ order }) => order));
  expect(pages.length).toBeGreaterThan(1);
});

test("the audit trail shows changes of the company and of the caller's branches only", async () => {
  await api.call('PUT', `/branches/${OTHER_BRANCH}`, { name: 'Only theirs' });
  const seen = async (branches: Principal['branches']) => {
    const { entries } = (await get('/audit?limit=200', branches)).body as { entries: { branch: string | null }[] };
    return new Set(entries.map(({ branch }) => branch));
  };
  expect(await seen([OWN_BRANCH])).toEqual(new Set([null, OWN_BRANCH]));
  expect(await seen([])).toEqual(new Set([null]));
  expect(await seen('*')).toEqual(new Set([null, OWN_BRANCH, OTHER_BRANCH]));
});

test('a policy is published only by who sees every branch that uses it', async () => {
  const { path, body } = await nextDefaultPolicy(api);
  const before = await api.everythingStored();
  const denied = await api.call('POST', path, body, { key: await api.keyOf({ branches: [OWN_BRANCH] }) });
  expect([denied.status, denied.body['code']]).toEqual([403, 'PermissionDenied']);
  expect(denied.text).not.toContain(`"${OTHER_BRANCH}"`);
  expect((await api.everythingStored())['policies']).toEqual(before['policies']);
  const both = await api.keyOf({ branches: [OWN_BRANCH, OTHER_BRANCH] });
  expect((await api.call('POST', path, body, { key: both })).status).toBe(200);
});

test('a caller of one branch cannot create another', async () => {
  const key = await api.keyOf({ branches: [OWN_BRANCH] });
  const answer = await api.call('PUT', '/branches/55', { name: 'Nova' }, { key });
  expect([answer.status, answer.body['code']]).toEqual([404, 'BranchNotFound']);
  expect(await api.stores.branches.find('55')).toBeNull();
});

test('a limit is told only with the permission for it, and the refused telling stores nothing', async () => {
  const key = await api.keyOf({ role: 'analyst' });
  const told = { document: '52998224725', limit: { kind: 'unlimited' } };
  const before = await api.everythingStored();
  const answer = await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, told, { key });
  expect([answer.status, answer.body['code']]).toEqual([403, 'PermissionDenied']);
  expect({ ...(await api.everythingStored()), apiKeys: [] }).toEqual({ ...before, apiKeys: [] });
});

test('a key that was taken away stops working within seconds', async () => {
  const key = await api.keyOf();
  expect((await api.call('GET', '/policies', undefined, { key })).status).toBe(200);
  await api.database.collection<{ _id: string }>('apiKeys').deleteMany({ subject: /^administrator-/ });
  api.advance(2_001);
  expect((await api.call('GET', '/policies', undefined, { key })).status).toBe(401);
});

test('a few addresses are public, and nothing else is', async () => {
  const without = async (path: string) => (await api.call('GET', path, undefined, { key: null })).status;
  for (const path of ['', 'healthz', 'readyz', 'docs', 'docs/start.js', 'docs/swagger-ui.css', 'v1/openapi.json']) {
    expect([path, await without(path)]).toEqual([path, 200]);
  }
  for (const path of ['v1', 'metrics', 'docs/package.json', 'docs/..%2Fpackage.json', 'docs/constructor', '.env']) {
    expect([path, await without(path)]).toEqual([path, 404]);
  }
});
