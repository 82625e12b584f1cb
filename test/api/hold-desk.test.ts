/** Owns the guarantees of work on holds: one analyst at a time, who has it is told, promises, notes, and stale screens. */
import { OTHER_BRANCH, OWN_BRANCH, type TestApi } from '../support/api';
import { uniqueId } from '../support/orders';
import { openReleaseDesk, type ReleaseDesk } from '../support/release-desk';

let desk: ReleaseDesk;
let api: TestApi;
let keys: ReleaseDesk['keys'];
beforeAll(async () => {
  desk = await openReleaseDesk('hold-desk');
  ({ api, keys } = desk);
});
afterAll(() => api.stop());

const ofHold = (order: string, what: string, key: string, body?: object, method = 'POST') =>
  api.call(method, `/holds/${OWN_BRANCH}/${order}/${what}`, body, { key });
const ofOrder = (order: string, what: string, body?: object) =>
  api.call('POST', `/branches/${OWN_BRANCH}/orders/${order}/${what}`, body);
const listed = async (query: string, key = keys.analyst) => {
  const { status, body } = await api.call('GET', `/holds?${query}`, undefined, { key });
  expect([query, status]).toEqual([query, 200]);
  return (body['holds'] as readonly Record<string, unknown>[]).map(({ order }) => order);
};
const problem = (status: number, code: string, state?: object) => ({
  status,
  body: { code, ...(state && { state: expect.objectContaining(state) as object }) },
});

test('of two analysts who take a hold at once, the second hears who has it and since when', async () => {
  const { order, customerKey } = await desk.held();
  const both = await Promise.all([ofHold(order, 'assume', keys.analyst), ofHold(order, 'assume', keys.colleague)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const winner = both[0]?.status === 200 ? 'ana' : 'beto';
  const loser = both.find(({ status }) => status === 409);
  const since = '2026-11-20T15:00:02.000Z';
  expect(loser).toMatchObject(problem(409, 'HoldAssigned', { assignee: winner, since }));
  expect(await listed(`customer=${customerKey}&assignee=${winner}`)).toEqual([order]);
  expect(await listed(`customer=${customerKey}&assignee=nobody`)).toEqual([]);
});

test('taking over needs force and a permission; handing over names somebody who works there; putting back frees it', async () => {
  const { order, customerKey } = await desk.held();
  expect(await ofHold(order, 'assume', keys.analyst)).toMatchObject({
    status: 200,
    body: { assignee: { subject: 'ana' } },
  });
  expect((await ofHold(order, 'assume', keys.analyst)).status).toBe(200);
  expect(await ofHold(order, 'put-back', keys.colleague)).toMatchObject(
    problem(409, 'HoldAssigned', { assignee: 'ana' }),
  );
  expect(await ofHold(order, 'assume', keys.colleague, { force: true })).toMatchObject(
    problem(403, 'PermissionDenied'),
  );
  expect(await ofHold(order, 'assume', keys.manager, { force: true })).toMatchObject({
    body: { assignee: { subject: 'carla' } },
  });
  const bad = await ofHold(order, 'hand-over', keys.manager, { to: 'joao' });
  expect(bad).toMatchObject({ status: 400, body: { errors: [{ at: 'to' }] } });
  const given = await ofHold(order, 'hand-over', keys.manager, { to: 'beto', note: 'cliente é seu' });
  expect(given.body).toMatchObject({ assignee: { subject: 'beto', by: 'carla', note: 'cliente é seu' } });
  expect(await listed(`assignee=me&customer=${customerKey}`, keys.colleague)).toEqual([order]);
  expect(await ofHold(order, 'put-back', keys.colleague)).toMatchObject({ status: 200, body: { assignee: null } });
});

test('the assignment survives a new evaluation of the same hold, and ends with the hold', async () => {
  const { order } = await desk.held();
  await ofHold(order, 'assume', keys.analyst);
  await ofOrder(order, 'reevaluate');
  await ofOrder(order, 'hold', { reason: 'Aguardar contrato' });
  const find = async () => (await api.stores.holdQueue.find(OWN_BRANCH, order))?.assignee;
  expect(await find()).toMatchObject({ subject: 'ana' });
  await ofOrder(order, 'unhold');
  expect(await find()).toMatchObject({ subject: 'ana' });
  const released = { branch: OWN_BRANCH, scope: { kind: 'order', order }, singleUse: true };
  expect(await desk.direct(released, keys.manager)).toMatchObject({ body: { order: { status: 'waiting' } } });
  await ofOrder(order, 'hold', { reason: 'Outro motivo' });
  expect(await find()).toBeNull();
});

test('a promise of payment releases nothing, is shown, and is told as broken once its day has passed', async () => {
  const { order, customerKey } = await desk.held();
  const query = `customer=${customerKey}&promise`;
  const promise = { amountCents: 500_00, promisedOn: '2026-11-20', note: 'Pix à tarde' };
  const made = await ofHold(order, 'promise', keys.analyst, promise, 'PUT');
  expect(made).toMatchObject({
    status: 200,
    body: { status: 'held', promise: { ...promise, broken: false, by: 'ana' } },
  });
  expect(await listed(`${query}=made`)).toEqual([order]);
  expect(await listed(`${query}=broken`)).toEqual([]);
  expect(await listed(`${query}=none`)).toEqual([]);
  api.advance(12 * 3_600_000 + 60_000);
  expect(await listed(`${query}=broken`)).toEqual([order]);
  const again = await ofHold(order, 'promise', keys.analyst, { ...promise, promisedOn: '2026-11-25' }, 'PUT');
  expect(again.body).toMatchObject({ promise: { broken: false }, promises: [{ broken: true }, { broken: false }] });
  const withdrawn = await ofHold(order, 'promise/withdraw', keys.analyst);
  expect(withdrawn.body).toMatchObject({ promise: null, promises: [{}, {}] });
  expect(await listed(`${query}=none`)).toEqual([order]);
});

test.each([
  [{ amountCents: 0, promisedOn: '2026-12-20' }, 'amountCents'],
  [{ amountCents: 10.5, promisedOn: '2026-12-20' }, 'amountCents'],
  [{ amountCents: 1, promisedOn: '2026-11-19' }, 'promisedOn'],
  [{ amountCents: 1, promisedOn: '2026-02-29' }, 'promisedOn'],
  [{ amountCents: 1, promisedOn: '2199-12-31' }, 'promisedOn'],
  [{ amountCents: 1, promisedOn: '2026-12-20', brokenAt: '2027-01-01' }, ''],
])('a promise like %j is refused at %s, and nothing is stored', async (body, at) => {
  const { order } = await desk.held();
  const answer = await ofHold(order, 'promise', keys.analyst, body, 'PUT');
  expect(answer).toMatchObject({ status: 400, body: { errors: [expect.objectContaining({ at })] } });
  expect((await api.stores.holdQueue.find(OWN_BRANCH, order))?.promise).toBeNull();
});

test.each(['assume', 'put-back', 'promise/withdraw'])(
  'what is not held, closed, of another branch or not there is not worked on: %s',
  async (what) => {
    const { order } = await desk.held();
    const other = await api.keyOf({ role: 'analyst', branches: [OTHER_BRANCH] });
    expect(await ofHold(order, what, other)).toMatchObject(problem(404, 'BranchNotFound'));
    expect(await ofHold(uniqueId('never'), what, keys.analyst)).toMatchObject(problem(404, 'OrderNotFound'));
    const elsewhere = await api.call('POST', `/holds/${OTHER_BRANCH}/${order}/${what}`, {}, { key: keys.analyst });
    expect(elsewhere).toMatchObject(problem(404, 'OrderNotFound'));
    await desk.direct({ branch: OWN_BRANCH, scope: { kind: 'order', order } }, keys.manager);
    const free = await ofHold(order, what, keys.analyst);
    expect(free).toMatchObject(problem(409, 'OrderNotHeld', { status: 'waiting', stage: 'commercialApproval' }));
    await ofOrder(order, 'cancel');
    expect(await ofHold(order, what, keys.analyst)).toMatchObject(problem(409, 'OrderClosed', { status: 'cancelled' }));
  },
);

test('notes stand with the customer and the order, newest first, for who sees their branch', async () => {
  const { order, customerKey } = await desk.held();
  const base = `/customers/${customerKey}/notes`;
  const wrote = await api.call(
    'POST',
    `/branches/${OWN_BRANCH}/orders/${order}/notes`,
    { text: 'primeira' },
    { key: keys.analyst },
  );
  expect(wrote).toMatchObject({ status: 200, body: { customerKey, order, by: 'ana', text: 'primeira' } });
  api.advance(1_000);
  expect(
    (await api.call('POST', base, { branch: OWN_BRANCH, text: 'segunda <script>' }, { key: keys.analyst })).status,
  ).toBe(200);
  api.advance(1_000);
  await api.call('POST', base, { branch: OTHER_BRANCH, text: 'de outra filial' });
  const texts = async (query: string, key: string) => {
    const { body } = await api.call('GET', `${base}${query}`, undefined, { key });
    return (body['notes'] as readonly { text: string }[]).map(({ text }) => text);
  };
  expect(await texts('', keys.analyst)).toEqual(['de outra filial', 'segunda <script>', 'primeira']);
  expect(await texts(`?order=${order}`, keys.analyst)).toEqual(['primeira']);
  expect(await texts('', await api.keyOf({ role: 'analyst', branches: [OWN_BRANCH] }))).toEqual([
    'segunda <script>',
    'primeira',
  ]);
  const first = await api.call('GET', `${base}?limit=2`, undefined, { key: keys.analyst });
  expect(await texts(`?limit=2&cursor=${String(first.body['nextCursor'])}`, keys.analyst)).toEqual(['primeira']);
  const other = await desk.held();
  const wrong = await api.call(
    'POST',
    base,
    { branch: OWN_BRANCH, order: other.order, text: 'x' },
    { key: keys.analyst },
  );
  expect(wrong).toMatchObject(problem(404, 'OrderNotFound'));
  const nobody = await api.call('POST', '/customers/cus_00000000000000000000000000/notes', {
    branch: OWN_BRANCH,
    text: 'x',
  });
  expect(nobody).toMatchObject(problem(404, 'CustomerNotFound'));
  for (const text of ['', 'x'.repeat(2_001), 'a\u0000b', '\ud800']) {
    expect((await api.call('POST', base, { branch: OWN_BRANCH, text })).status).toBe(400);
  }
});
