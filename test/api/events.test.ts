/** Owns the guarantees of the stream of events: who is told what, at once, of what happens in any process; and its bounds. */
import { createEventHub } from '../../api/events/event-hub';
import { OTHER_BRANCH, OWN_BRANCH, type TestApi } from '../support/api';
import { hear, type Ear } from '../support/event-ear';
import { aBrowser, aPerson } from '../support/people';
import { openReleaseDesk, type ReleaseDesk } from '../support/release-desk';
import { until } from '../support/until';

const BEAT_MS = 200;

let desk: ReleaseDesk;
let api: TestApi;
let keys: ReleaseDesk['keys'];
const ears: Ear[] = [];
beforeAll(async () => {
  desk = await openReleaseDesk('events', { timing: { pollMs: 20, beatMs: BEAT_MS } });
  ({ api, keys } = desk);
});
afterEach(async () => {
  for (const ear of ears.splice(0)) await ear.close();
});
afterAll(() => api.stop());

const listen = async (key: string, after?: string): Promise<Ear> => {
  const query = after === undefined ? '' : `?after=${after}`;
  const ear = await hear(api.app, `/v1/events${query}`, { authorization: `Bearer ${key}` });
  ears.push(ear);
  return ear;
};
const ofHold = (order: string, what: string, key: string, method = 'POST') =>
  api.call(method, `/holds/${OWN_BRANCH}/${order}/${what}`, undefined, { key });

test('an order that is held, taken and released is told as it happens, with who did it', async () => {
  const person = await aPerson(api, { name: 'Beto Lima', user: 'beto-lima', userGroups: ['manager'] });
  const own = await api.keyOf({ role: 'manager', subject: person.user });
  const ear = await listen(keys.analyst);
  expect(await ear.next('hello')).toEqual({ resumed: false });
  const { order } = await desk.held();
  expect(await ear.next('hold', { order })).toMatchObject({
    branch: OWN_BRANCH,
    what: 'held',
    isHeld: true,
    by: 'joao',
  });
  await ofHold(order, 'assume', keys.analyst);
  expect(await ear.next('hold', { order })).toMatchObject({ what: 'assigned', by: 'ana', isOwn: true });
  const body = { action: 'release', orders: [{ branch: OWN_BRANCH, order }], reasonCode: 'GOOD_HISTORY' };
  const released = await api.call('POST', '/holds/bulk', body, { key: own });
  expect(released.body).toMatchObject({ results: [{ problem: null, status: 'done' }] });
  expect(await ear.next('hold', { order })).toEqual({
    ...{ branch: OWN_BRANCH, order, what: 'released' },
    ...{ isHeld: false, by: 'Beto Lima', isOwn: false },
  });
});

test('what another process changes is told here', async () => {
  const ear = await listen(keys.analyst);
  await ear.next('hello');
  const { order } = await desk.held();
  await ear.next('hold', { order });
  const path = `/branches/${OWN_BRANCH}/orders/${order}/hold`;
  await api.call('POST', path, { reason: 'Aguardar contrato' }, { app: api.restarted() });
  expect(await ear.next('hold', { order })).toMatchObject({ what: 'forced', isHeld: true });
});

test('each is told of their own branches, and of the queue with the permission only', async () => {
  const elsewhere = await api.keyOf({ role: 'analyst', branches: [OTHER_BRANCH] });
  const without = await api.keyOf({ permissions: ['customers:read'] });
  const [mine, other, none] = [await listen(keys.analyst), await listen(elsewhere), await listen(without)];
  const { order } = await desk.held();
  await ofHold(order, 'presence', keys.colleague, 'PUT');
  await mine.next('hold', { order });
  await mine.next('presence', { order });
  for (const ear of [other, none]) {
    await ear.beats(1);
    expect(ear.told.map(({ event }) => event)).toEqual(['hello']);
  }
});

test('two who look at one order see each other, by name alone, until one leaves or falls silent', async () => {
  const person = await aPerson(api, { name: 'Carla Dias', user: 'carla-dias', userGroups: ['analyst'] });
  const carla = await api.keyOf({ role: 'analyst', subject: person.user });
  const { order } = await desk.held();
  const [ear, hers] = [await listen(keys.analyst), await listen(carla)];
  const look = (key: string) => ofHold(order, 'presence', key, 'PUT');
  expect(await look(keys.analyst)).toMatchObject({ status: 200, body: { people: [], lastsSeconds: 45 } });
  expect(await look(carla)).toMatchObject({ body: { people: ['ana'] } });
  expect(await ear.next('presence', { order, people: ['Carla Dias'] })).toEqual({
    ...{ branch: OWN_BRANCH, order },
    people: ['Carla Dias'],
  });
  expect(await hers.next('presence', { order })).toMatchObject({ people: ['ana'] });
  expect(ear.text).not.toContain(person.email);
  const elsewhere = (await desk.held()).order;
  await ofHold(elsewhere, 'presence?stays=true', carla, 'PUT');
  expect((await look(keys.analyst)).body).toMatchObject({ people: ['Carla Dias'] });
  await ofHold(order, 'presence', carla, 'DELETE');
  expect(await ear.next('presence', { order, people: [] })).toMatchObject({ people: [] });
  api.advance(46_000);
  await hers.next('presence', { order, people: [] });
});

test('whoever comes again with the last id is told what was missed; too much to tell is to be read again', async () => {
  const first = await listen(keys.analyst);
  const { order } = await desk.held();
  await first.next('hold', { order });
  const { lastId } = first;
  await first.close();
  const missed = await desk.held();
  const again = await listen(keys.analyst, lastId);
  expect(await again.next('hello')).toEqual({ resumed: true });
  await again.next('hold', { order: missed.order });
  const lost = await listen(keys.analyst, new Date(Date.now() + 3_600_000).toISOString());
  expect(await lost.next('hello')).toEqual({ resumed: false });
});

test('a session that ends, ends its stream within two beats, and is not kept alive by it', async () => {
  const person = await aPerson(api, { userGroups: ['analyst'] });
  const browser = aBrowser(api);
  await browser.signIn(person.email);
  const ear = await hear(api.app, '/v1/events', { cookie: `crivo_session=${browser.token}` });
  ears.push(ear);
  await ear.next('hello');
  const seenAt = async () => (await api.stores.sessions.listOf(person.user))[0]?.lastSeenAt;
  const before = await seenAt();
  api.advance(120_000);
  await ear.beats(2);
  expect(await seenAt()).toBe(before);
  await browser.call('DELETE', '/session');
  await ear.next('end');
  await until(async () => ear.isOver, 'the stream to be over');
});

test('one who may see less by now is told less', async () => {
  const person = await aPerson(api, { userGroups: ['analyst'] });
  const browser = aBrowser(api);
  await browser.signIn(person.email);
  const ear = await hear(api.app, '/v1/events', { cookie: `crivo_session=${browser.token}` });
  ears.push(ear);
  await ear.next('hello');
  const path = `/users/${person.user}`;
  const changed = await api.call('PATCH', path, { revision: person.revision, branches: [OTHER_BRANCH] });
  expect(changed.status).toBe(200);
  await ear.beats(2);
  const { order } = await desk.held();
  const mine = await listen(keys.analyst);
  await ofHold(order, 'assume', keys.analyst);
  await mine.next('hold', { order });
  await ear.beats(1);
  expect(ear.told.filter(({ event }) => event === 'hold')).toEqual([]);
});

test('one of whom a second factor is demanded by now is told nothing more until it is set up', async () => {
  const group = { name: 'Caixa', permissions: ['holds:read'], requiresSecondFactor: true, revision: 0 };
  expect((await api.call('PUT', '/user-groups/caixa', group)).status).toBe(200);
  api.advance(1_000);
  const person = await aPerson(api, { userGroups: ['analyst'] });
  const browser = aBrowser(api);
  await browser.signIn(person.email);
  const ear = await hear(api.app, '/v1/events', { cookie: `crivo_session=${browser.token}` });
  ears.push(ear);
  await ear.next('hello');
  const change = { revision: person.revision, userGroups: ['analyst', 'caixa'] };
  expect((await api.call('PATCH', `/users/${person.user}`, change)).status).toBe(200);
  await ear.next('end');
  expect((await browser.call('GET', '/branches/02')).body['code']).toBe('SecondFactorDue');
});

test('nobody opens more than ten, and one that is closed makes room', async () => {
  const key = await api.keyOf({ role: 'analyst', subject: 'many' });
  const opened = await Promise.all(Array.from({ length: 10 }, () => listen(key)));
  const refused = await api.call('GET', '/events', undefined, { key });
  expect(refused).toMatchObject({ status: 429, body: { code: 'TooManyEventStreams' } });
  await opened[0]?.close();
  const again = await listen(key);
  await again.next('hello');
});

test('asking for the headers alone opens no stream', async () => {
  const key = await api.keyOf({ role: 'analyst', subject: 'head' });
  for (let n = 0; n < 11; n += 1) expect((await api.call('HEAD', '/events', undefined, { key })).status).toBe(200);
});

test.each(['yesterday', '2026-11-20', '', '1; DROP'])('an id like %j is refused in the query', async (after) => {
  const answer = await api.call('GET', `/events?after=${encodeURIComponent(after)}`);
  expect(answer).toMatchObject({ status: 400, body: { code: 'InvalidRequest', errors: [{ at: 'query.after' }] } });
});

test('a listener who takes nothing is told to read everything again, in place of what it missed', async () => {
  const hub = createEventHub(
    { ...api.stores, now: () => api.now(), log: { warn: () => undefined } },
    { pollMs: 10, beatMs: 5 },
  );
  const principal = { subject: 'slow', userGroups: [], permissions: ['holds:read'] as const, branches: '*' as const };
  let rechecks = 0;
  const recheck = () => Promise.resolve((rechecks += 1) > 0 ? principal : null);
  const events = await hub.open({ principal, recheck, after: null });
  await until(async () => rechecks > 450, 'more beats than a queue holds');
  const read: unknown[] = [];
  for await (const event of events) {
    read.push(event);
    if (read.length === 1) hub.stop();
  }
  expect(read[0]).toEqual({ told: { event: 'resync' } });
  expect(read.length).toBeLessThan(220);
});
