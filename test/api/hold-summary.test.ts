/** Owns the figures over the queue: each counts what the list shows with its filter, for whoever asks. */
import { OTHER_BRANCH, OWN_BRANCH, type TestApi } from '../support/api';
import { openReleaseDesk, type ReleaseDesk } from '../support/release-desk';

let desk: ReleaseDesk;
let api: TestApi;
let keys: ReleaseDesk['keys'];
beforeAll(async () => {
  desk = await openReleaseDesk('hold-summary');
  ({ api, keys } = desk);
});
afterAll(() => api.stop());

type Sums = Readonly<Record<'held' | 'dueToday' | 'withinBand' | 'mine', { count: number; valueCents: number }>>;
const summary = async (key: string, query = '') => {
  const { status, body } = await api.call('GET', `/holds/summary${query}`, undefined, { key });
  expect(status).toBe(200);
  return body as unknown as Sums;
};
const listed = async (key: string, query: string) => {
  const { status, body } = await api.call('GET', `/holds?limit=200&${query}`, undefined, { key });
  expect([query, status]).toEqual([query, 200]);
  return body['holds'] as readonly { order: string; totalCents: number; releaseReach: string | null }[];
};
const counted = async (key: string, query: string) => {
  const holds = await listed(key, query);
  return { count: holds.length, valueCents: holds.reduce((sum, { totalCents }) => sum + totalCents, 0) };
};

test('what the caller may release alone is within reach: amount, percent over the limit, checks, not of their own entry', async () => {
  const near = await desk.held(10_500_00);
  const beyondPercent = await desk.held(13_000_00);
  const beyondAmount = await desk.held(90_000_00);
  const reach = async (key: string) => (await listed(key, 'band=mine')).map(({ order }) => order);
  // An analyst reaches 10 % over the limit, and none of the checks that only a higher band may release.
  const analysts = await reach(keys.analyst);
  const managers = await reach(keys.manager);
  const directors = await reach(keys.director);
  expect(analysts).not.toContain(beyondPercent.order);
  expect(analysts).not.toContain(beyondAmount.order);
  expect(managers).toEqual(expect.arrayContaining([near.order, beyondPercent.order]));
  expect(managers).not.toContain(beyondAmount.order);
  expect(directors).toEqual(expect.arrayContaining([near.order, beyondPercent.order, beyondAmount.order]));
  expect(await reach(keys.seller).catch(() => 'refused')).toBe('refused');
  const own = await desk.held(10_500_00, keys.manager);
  expect(await reach(keys.manager)).not.toContain(own.order);
  const released = await desk.direct(
    { branch: OWN_BRANCH, scope: { kind: 'order', order: near.order }, checks: 'all' },
    keys.manager,
  );
  expect(released.status).toBe(200);
});

test('each held order says whether the caller may release it, as band=mine finds it', async () => {
  const own = await desk.held(10_500_00, keys.manager);
  await desk.held(90_000_00);
  for (const key of [keys.analyst, keys.manager, keys.director]) {
    const mine = new Set((await listed(key, 'band=mine')).map(({ order }) => order));
    const all = await listed(key, '');
    expect(all.length).toBeGreaterThan(2);
    expect(all.filter(({ releaseReach }) => releaseReach === 'within').map(({ order }) => order)).toEqual(
      all.filter(({ order }) => mine.has(order)).map(({ order }) => order),
    );
  }
  const reachOf = async (key: string) => (await listed(key, '')).find(({ order }) => order === own.order)?.releaseReach;
  expect([await reachOf(keys.analyst), await reachOf(keys.manager)]).toEqual(['within', 'own']);
});

test('a band that releases some checks only reaches orders that these alone hold', async () => {
  const lacking = await api.keyOf({ role: 'analyst', subject: 'nobody', userGroups: ['none'] });
  expect(await listed(lacking, 'band=mine')).toEqual([]);
  const { order } = await desk.held(10_400_00);
  const holding = (await api.stores.orders.find(OWN_BRANCH, order))?.heldBy ?? [];
  const analysts = await listed(keys.analyst, 'band=mine');
  const bands = ['limit-exceeded', 'overdue-titles', 'average-delay', 'no-history', 'order-above-ceiling'];
  const others = ['terms-longer-than-customer', 'spc-query-due', 'deps-report-old', 'receivables-stale'];
  const isReached = holding.every((check) => [...bands, ...others].includes(check));
  expect(analysts.some((one) => one.order === order)).toBe(isReached);
});

test('each figure is that of its list; another branch has its own, and one that is not seen is not there', async () => {
  const { order } = await desk.held();
  await api.call('POST', `/holds/${OWN_BRANCH}/${order}/assume`, undefined, { key: keys.analyst });
  for (const key of [keys.analyst, keys.manager]) {
    const sums = await summary(key);
    expect(sums).toEqual({
      held: await counted(key, ''),
      dueToday: await counted(key, 'deadline=today'),
      withinBand: await counted(key, 'band=mine'),
      mine: await counted(key, 'assignee=me'),
    });
  }
  expect((await summary(keys.analyst)).mine.count).toBe(1);
  expect((await summary(keys.manager, `?branch=${OTHER_BRANCH}`)).held.count).toBe(0);
  const elsewhere = await api.keyOf({ role: 'analyst', branches: [OTHER_BRANCH] });
  expect((await summary(elsewhere)).held).toEqual({ count: 0, valueCents: 0 });
  const hidden = await api.call('GET', `/holds/summary?branch=${OWN_BRANCH}`, undefined, { key: elsewhere });
  expect(hidden).toMatchObject({ status: 404, body: { code: 'BranchNotFound' } });
});

test('what is due today is due before the day ends where the desk is', async () => {
  const { order } = await desk.held();
  const found = async () => (await listed(keys.manager, 'deadline=today')).some((one) => one.order === order);
  expect(await found()).toBe(false);
  api.advance(3 * 86_400_000);
  expect(await found()).toBe(true);
});

test('named orders are told as they stand, of branches the caller sees, and no others', async () => {
  const [one, two] = [await desk.held(), await desk.held()];
  const names = `${OWN_BRANCH}/${one.order},${OWN_BRANCH}/${two.order},${OWN_BRANCH}/never`;
  const found = async (key: string) => (await listed(key, `orders=${names}`)).map(({ order }) => order).sort();
  expect(await found(keys.analyst)).toEqual([one.order, two.order].sort());
  expect(await found(await api.keyOf({ role: 'analyst', branches: [OTHER_BRANCH] }))).toEqual([]);
});

test.each(['', '02', '02/', '/x', '02/a/b', '02/$ne', Array.from({ length: 51 }, (_, n) => `02/o${n}`).join(',')])(
  'orders like %p are refused',
  async (orders) => {
    const answer = await api.call('GET', `/holds?orders=${encodeURIComponent(orders)}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'InvalidRequest' } });
  },
);
