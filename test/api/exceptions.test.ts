/** Owns the guarantees of exceptions at the API: who may, for whom, which days, how they end, and the one list. */
import { ALWAYS_HOLD } from '../../domain/checks';
import { OTHER_BRANCH, OWN_BRANCH, type ApiAnswer, type TestApi } from '../support/api';
import { anOrder, uniqueDocument, uniqueId } from '../support/orders';
import { openReleaseDesk, type ReleaseDesk } from '../support/release-desk';

let desk: ReleaseDesk;
let api: TestApi;
let keys: ReleaseDesk['keys'];
beforeAll(async () => {
  desk = await openReleaseDesk('exceptions');
  ({ api, keys } = desk);
});
afterAll(() => api.stop());

const usual = { branch: OWN_BRANCH, check: 'overdue-titles', to: '2026-12-20', reasonCode: 'GOOD_HISTORY' };
const make = (body: object, key = keys.director) => api.call('POST', '/exceptions', { ...usual, ...body }, { key });
const list = async (query: string, key = keys.director) =>
  (await api.call('GET', `/exceptions?${query}`, undefined, { key })).body['exceptions'] as Record<string, unknown>[];
const endOf = ({ body }: ApiAnswer, revision = 1, key = keys.director) =>
  api.call('POST', `/exceptions/${String(body['exception'])}/end`, { revision, note: 'quitado' }, { key });
async function aCustomer() {
  const document = uniqueDocument();
  const limit = { kind: 'unlimited' };
  const { body } = await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, { document, limit });
  const customerKey = String(body['customerKey']);
  return { document, customerKey, scope: { kind: 'customer', customerKey } };
}
const submit = async (document: string) =>
  (await api.call('POST', `/branches/${OWN_BRANCH}/orders`, anOrder({ document }))).body;

test('an exception of a customer counts from its making, on each check by itself, and is told with its days', async () => {
  const { document, customerKey } = await aCustomer();
  const holding = ((await submit(document))['restrictions'] as { check: string }[]).map(({ check }) => check);
  expect(holding).toContain('no-history');
  for (const check of holding) {
    const { status, body } = await make({ scope: { kind: 'customer' }, document, check });
    expect([status, body]).toMatchObject([
      200,
      { scope: { customerKey }, state: 'live', from: '2026-11-20', endsAt: '2026-12-21T03:00:00.000Z', revision: 1 },
    ]);
  }
  expect(await submit(document)).toMatchObject({ status: 'waiting', indicator: 'clear' });
});

test('who is always held hears a courteous sentence, and a release lets the order pass', async () => {
  const { document, scope } = await aCustomer();
  const held = { scope, check: ALWAYS_HOLD, effect: 'hold' };
  expect((await make(held, keys.analyst)).status).toBe(200);
  const { order, restrictions } = await submit(document);
  expect((restrictions as object[])[0]).toMatchObject({ check: ALWAYS_HOLD, mode: 'block', result: 'hit' });
  const released = await desk.direct({ branch: OWN_BRANCH, scope: { kind: 'order', order } }, keys.manager);
  expect(released).toMatchObject({ status: 200, body: { order: { status: 'waiting' } } });
  const named = await submit(document);
  const checks = (named['restrictions'] as { check: string }[]).map(({ check }) => check);
  const told = { branch: OWN_BRANCH, scope: { kind: 'order', order: named['order'] }, checks };
  expect(await desk.direct(told, keys.manager)).toMatchObject({ body: { order: { status: 'waiting' } } });
});

test('to let a check pass takes a band without a ceiling that reaches it; to hold takes none', async () => {
  const { scope } = await aCustomer();
  for (const key of [keys.analyst, keys.manager]) {
    expect(await make({ scope }, key)).toMatchObject({
      status: 403,
      body: { code: 'AboveAuthority', state: { checks: ['overdue-titles'], bands: [{ id: 'direction' }] } },
    });
  }
  expect(await make({ scope, check: ALWAYS_HOLD }, keys.manager)).toMatchObject({ status: 403 });
  expect(await make({ scope, check: ALWAYS_HOLD, effect: 'hold' }, keys.manager)).toMatchObject({ status: 200 });
  expect(await make({ scope, check: 'limit-exceeded' })).toMatchObject({ status: 200 });
  expect(await make({ scope }, keys.seller)).toMatchObject({ status: 403, body: { code: 'PermissionDenied' } });
});

test('who is held by somebody is let go by them, or by a band that would have excepted them', async () => {
  const { scope } = await aCustomer();
  const held = { scope, check: ALWAYS_HOLD, effect: 'hold' };
  const [byDirector, byAnalyst, another] = [await make(held), await make(held, keys.analyst), await make(held)];
  for (const key of [keys.analyst, keys.manager])
    expect(await endOf(byDirector, 1, key)).toMatchObject({
      status: 403,
      body: { code: 'AboveAuthority', state: { checks: [ALWAYS_HOLD] } },
    });
  expect(await endOf(byAnalyst, 1, keys.analyst)).toMatchObject({ status: 200, body: { state: 'ended' } });
  expect(await endOf(another)).toMatchObject({ status: 200 });
});

test('one of all branches is made and ended by who has them all, and read by everybody it concerns', async () => {
  const { scope, customerKey } = await aCustomer();
  const local = await api.keyOf({ subject: 'eva', branches: [OWN_BRANCH] });
  expect(await make({ scope, branch: null }, local)).toMatchObject({ status: 403, body: { code: 'PermissionDenied' } });
  const made = await make({ scope, branch: null });
  expect(made).toMatchObject({ status: 200, body: { branch: null } });
  const path = `/exceptions/${String(made.body['exception'])}`;
  expect((await api.call('GET', path, undefined, { key: local })).status).toBe(200);
  expect(await list(`customerKey=${customerKey}`, local)).toHaveLength(1);
  expect(await endOf(made, 1, local)).toMatchObject({ status: 403, body: { code: 'PermissionDenied' } });
  expect(await endOf(made)).toMatchObject({ status: 200, body: { state: 'ended', ended: { by: 'dora' } } });
});

test('what belongs to another branch does not exist', async () => {
  const { scope, customerKey } = await aCustomer();
  const stranger = await api.keyOf({ subject: 'eva', branches: [OTHER_BRANCH] });
  expect(await make({ scope }, stranger)).toMatchObject({ status: 404, body: { code: 'BranchNotFound' } });
  const made = await make({ scope });
  const path = `/exceptions/${String(made.body['exception'])}`;
  expect(await api.call('GET', path, undefined, { key: stranger })).toMatchObject({
    status: 404,
    body: { code: 'ExceptionNotFound' },
  });
  expect(await endOf(made, 1, stranger)).toMatchObject({ status: 404, body: { code: 'ExceptionNotFound' } });
  expect(await list(`customerKey=${customerKey}`, stranger)).toEqual([]);
  expect(await api.call('GET', `/exceptions?branch=${OWN_BRANCH}`, undefined, { key: stranger })).toMatchObject({
    status: 404,
    body: { code: 'BranchNotFound' },
  });
});

test.each<[string, object, number, string, string]>([
  ['an unknown check', { check: 'no-such-check' }, 400, 'InvalidRequest', 'check'],
  ['an unknown reason code', { reasonCode: 'BECAUSE' }, 400, 'InvalidRequest', 'reasonCode'],
  ['no note where the code demands one', { reasonCode: 'PAYMENT_PROMISED' }, 400, 'InvalidRequest', 'note'],
  ['a last day before the first', { from: '2026-12-10', to: '2026-12-09' }, 400, 'InvalidRequest', 'to'],
  ['a first day that has passed', { from: '2026-11-19' }, 400, 'InvalidRequest', 'from'],
  ['more than 366 days ahead', { to: '2027-11-22' }, 400, 'InvalidRequest', 'to'],
  ['no last day', { to: undefined }, 400, 'InvalidRequest', 'to'],
  ['a day that does not exist', { to: '2027-02-29' }, 400, 'InvalidRequest', 'to'],
  ['hold on another check', { effect: 'hold' }, 400, 'InvalidRequest', 'effect'],
  ['no customer', { scope: { kind: 'customer' } }, 400, 'InvalidRequest', 'scope'],
  ['a customer of everybody', { scope: { kind: 'all' }, document: '1' }, 400, 'InvalidRequest', 'document'],
  ['a field of the server', { revision: 7 }, 400, 'InvalidRequest', ''],
  ['an operator for a key', { scope: { kind: 'group', groupKey: { $gt: '' } } }, 400, 'InvalidRequest', 'scope'],
  ['a group that nobody knows', { scope: { kind: 'group', groupKey: 'grp_none' } }, 404, 'GroupNotFound', ''],
  [
    'a customer that nobody knows',
    { scope: { kind: 'customer', customerKey: 'cus_none' } },
    404,
    'CustomerNotFound',
    '',
  ],
])('%s is refused by place, and nothing is stored', async (_name, wrong, status, code, at) => {
  const { scope } = await aCustomer();
  const before = (await api.everythingStored())['exceptions'];
  const answer = await make({ scope, ...wrong });
  expect([answer.status, answer.body['code']]).toEqual([status, code]);
  const places = ((answer.body['errors'] ?? []) as { at: string }[]).map((finding) => finding.at);
  if (status === 400) expect(places.some((place) => place === at || place.startsWith(`${at}.`))).toBe(true);
  expect((await api.everythingStored())['exceptions']).toEqual(before);
});

test('an exception of 366 days may be made', async () => {
  const { scope } = await aCustomer();
  expect((await make({ scope, to: '2027-11-21' })).status).toBe(200);
});

test('an exception is ended once, as it was read; of two at once the second is told how it stands', async () => {
  const { document, scope } = await aCustomer();
  const made = await make({ scope });
  expect(await endOf(made, 7)).toMatchObject({
    status: 409,
    body: { code: 'ExceptionChanged', state: { revision: 1 } },
  });
  const both = await Promise.all([endOf(made), endOf(made)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const late = both.find(({ status }) => status === 409);
  expect(late?.body).toMatchObject({ code: 'ExceptionEnded', state: { revision: 2, by: 'dora' } });
  expect(await endOf(made, 2)).toMatchObject({ status: 409, body: { code: 'ExceptionEnded' } });
  const { body } = await api.call('GET', `/exceptions/${String(made.body['exception'])}`);
  expect(body).toMatchObject({ state: 'ended', to: '2026-12-20', ended: { by: 'dora', note: 'quitado' }, revision: 2 });
  expect(JSON.stringify(await submit(document))).not.toContain(String(made.body['exception']));
  const { entries } = (await api.call('GET', '/audit?limit=200')).body as { entries: Record<string, unknown>[] };
  const own = entries.filter(({ target }) => target === made.body['exception']);
  expect(own.map(({ kind, subject }) => [kind, subject])).toEqual([
    ['exception', 'dora'],
    ['exception', 'dora'],
  ]);
});

test('the one list is sorted by the end, page by page, and filtered by scope, check, nearness and state', async () => {
  const { scope, customerKey } = await aCustomer();
  const { body } = await api.call('POST', '/groups', { name: uniqueId('Grupo') });
  const ofGroup = { scope: { kind: 'group', groupKey: body['groupKey'] } };
  const days = ['2026-12-31', '2026-11-25', '2026-12-10'];
  for (const to of days) expect((await make({ scope, to })).status).toBe(200);
  await make({ scope, to: '2026-12-15', check: 'no-history', from: '2026-12-01' });
  expect((await make({ ...ofGroup, to: '2026-12-24' })).status).toBe(200);
  const tos = async (query: string) => (await list(query)).map(({ to }) => to);
  expect(await tos(`customerKey=${customerKey}`)).toEqual(['2026-11-25', '2026-12-10', '2026-12-15', '2026-12-31']);
  expect(await tos(`customerKey=${customerKey}&endingWithinDays=10`)).toEqual(['2026-11-25']);
  expect(await list(`customerKey=${customerKey}&check=no-history`)).toMatchObject([{ state: 'planned' }]);
  expect(await tos(`groupKey=${String(body['groupKey'])}`)).toEqual(['2026-12-24']);
  expect(await tos('scope=group')).toContain('2026-12-24');
  expect(await tos(`customerKey=${customerKey}&state=ended`)).toEqual([]);
  const first = await api.call('GET', `/exceptions?customerKey=${customerKey}&limit=3`);
  const cursor = String(first.body['nextCursor']);
  expect(first.body['exceptions']).toHaveLength(3);
  expect(await tos(`customerKey=${customerKey}&limit=3&cursor=${cursor}`)).toEqual(['2026-12-31']);
  expect((await api.call('GET', '/exceptions?cursor=forged')).status).toBe(400);
  const both = `customerKey=${customerKey}&groupKey=${String(body['groupKey'])}`;
  expect((await api.call('GET', `/exceptions?${both}`)).status).toBe(400);
});
