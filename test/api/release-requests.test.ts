/** Owns the guarantees of asking for releases: four eyes, two at once, dates, bands passed on and lent, who reads what. */
import { sweepReleases } from '../../usecases/sweep-releases';
import { OWN_BRANCH, type TestApi } from '../support/api';
import { ANALYSTS_CHECKS, DESK_OPENS, ofOrder, openReleaseDesk, type ReleaseDesk } from '../support/release-desk';

let desk: ReleaseDesk;
let api: TestApi;
let keys: ReleaseDesk['keys'];
beforeAll(async () => {
  desk = await openReleaseDesk('release-requests');
  ({ api, keys } = desk);
});
afterAll(() => api.stop());

test('nobody grants their own request, also not by a second key of the same subject', async () => {
  const { order } = await desk.held();
  const asked = await desk.ask(ofOrder(order), keys.manager);
  const second = await api.keyOf({ role: 'administrator', subject: 'carla' });
  for (const key of [keys.manager, second]) {
    expect(await desk.decide(asked, 'grant', key)).toMatchObject({ status: 403, body: { code: 'SamePerson' } });
  }
  expect(await desk.decide(asked, 'grant', keys.director)).toMatchObject({ body: { order: { status: 'waiting' } } });
});

test('a request waits for the lowest band that reaches so far, is passed on, and ends at the highest', async () => {
  const { order } = await desk.held();
  const asked = await desk.ask({ ...ofOrder(order), checks: ANALYSTS_CHECKS });
  expect(asked.body).toMatchObject({ status: 'requested', band: 'analysis', requested: { subject: 'joao' } });
  expect((await desk.decide(asked, 'escalate', keys.analyst)).body).toMatchObject({
    status: 'escalated',
    band: 'management',
  });
  expect((await desk.decide(asked, 'escalate', keys.manager)).body).toMatchObject({
    band: 'direction',
    escalations: 2,
  });
  expect(await desk.decide(asked, 'escalate', keys.director)).toMatchObject({
    status: 409,
    body: { code: 'NoHigherBand' },
  });
});

test('two decide at once: one is heard, and the other is told what the first has done', async () => {
  const { order } = await desk.held();
  const asked = await desk.ask(ofOrder(order));
  const answers = await Promise.all([
    desk.decide(asked, 'grant', keys.manager),
    desk.decide(asked, 'refuse', keys.director, { note: 'sem garantias' }),
    desk.decide(asked, 'grant', keys.director),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  for (const { body } of answers.filter(({ status }) => status === 409)) {
    expect(body).toMatchObject({ code: 'ReleaseEnded', state: { by: expect.any(String) as string } });
  }
});

test('a grant after its last day is refused, and so is one on a stale screen', async () => {
  const { order } = await desk.held();
  const asked = await desk.ask({ ...ofOrder(order), until: '2026-11-20' });
  const stale = await desk.ask(ofOrder(order));
  expect((await desk.decide(stale, 'refuse', keys.manager, { note: 'não' })).status).toBe(200);
  expect(await desk.decide(stale, 'grant', keys.director)).toMatchObject({
    status: 409,
    body: { code: 'ReleaseEnded', state: { status: 'refused', by: 'carla' } },
  });
  api.advance(12 * 3_600_000);
  expect(await desk.decide(asked, 'grant', keys.manager)).toMatchObject({
    status: 409,
    body: { code: 'ReleaseEnded', state: { status: 'expired' } },
  });
});

test('less may be granted than was asked for, never more', async () => {
  const { order } = await desk.held();
  const asked = await desk.ask({ ...ofOrder(order), checks: ANALYSTS_CHECKS });
  expect(await desk.decide(asked, 'grant', keys.manager, { ceilingCents: 99_000_00 })).toMatchObject({ status: 400 });
  expect(await desk.decide(asked, 'grant', keys.manager, { checks: 'all' })).toMatchObject({ status: 400 });
  const answer = await desk.decide(asked, 'grant', keys.manager, { checks: ['limit-exceeded'] });
  expect(answer).toMatchObject({ status: 200, body: { checks: ['limit-exceeded'], order: { status: 'held' } } });
});

test('a band is lent for some days, never to who asked, and not lent on', async () => {
  const base = `/branches/${OWN_BRANCH}/delegations`;
  const today = new Date(DESK_OPENS.getTime() + 12 * 3_600_000).toISOString().slice(0, 10);
  const lend = (to: string, key: string) =>
    api.call('POST', base, { band: 'management', to, fromOn: today, toOn: '2026-11-30' }, { key });
  const { order } = await desk.held();
  const asked = await desk.ask(ofOrder(order), keys.colleague);
  expect(await desk.decide(asked, 'grant', keys.analyst)).toMatchObject({ body: { code: 'AboveAuthority' } });
  expect(await lend('beto', keys.analyst)).toMatchObject({ status: 403, body: { code: 'AboveAuthority' } });
  expect(await lend('carla', keys.manager)).toMatchObject({ status: 403, body: { code: 'SamePerson' } });
  const lent = [await lend('ana', keys.manager), await lend('beto', keys.manager)];
  expect(await desk.decide(asked, 'grant', keys.colleague)).toMatchObject({ body: { code: 'SamePerson' } });
  const granted = await desk.decide(asked, 'grant', keys.analyst);
  expect(granted.body).toMatchObject({ status: 'granted', band: 'management', delegatedBy: 'carla' });
  for (const { body } of lent) await api.call('POST', `${base}/${String(body['delegation'])}/end`);
  const audit = (await api.call('GET', '/audit')).body['entries'] as {
    kind: string;
    target: string;
    subject: string;
  }[];
  for (const { body } of lent) {
    const told = audit.filter(({ kind, target }) => kind === 'delegation' && target === body['delegation']);
    expect(told.map(({ subject }) => subject).sort()).toEqual(['administrator', 'carla']);
  }
  const next = await desk.held();
  expect(await desk.direct(ofOrder(next.order), keys.analyst)).toMatchObject({ body: { code: 'AboveAuthority' } });
});

test('a seller reads who decided and not what the desk noted', async () => {
  const { order } = await desk.held();
  const asked = await desk.ask({ ...ofOrder(order), note: 'cliente antigo' });
  await desk.decide(asked, 'refuse', keys.manager, { note: 'protesto em cartório' });
  const path = `/releases/${String(asked.body['release'])}`;
  const seen = await api.call('GET', path, undefined, { key: keys.seller });
  expect(seen.body).toMatchObject({
    status: 'refused',
    requested: { note: 'cliente antigo' },
    decided: { note: null },
  });
  const full = await api.call('GET', path, undefined, { key: keys.analyst });
  expect(full.body).toMatchObject({ decided: { subject: 'carla', note: 'protesto em cartório' } });
});

test('dates pass requests on, and end what nobody decided on or used; each is told once', async () => {
  const deps = { ...api.stores, credit: api.credit };
  await sweepReleases(deps);
  const { order } = await desk.held();
  const waiting = await desk.ask({ ...ofOrder(order), checks: ANALYSTS_CHECKS });
  const id = String(waiting.body['release']);
  const stored = await api.stores.releases.find(id);
  if (stored === null) throw new Error('the release is not stored');
  const escalateAt = api.credit.now().toISOString();
  await api.stores.releases.replace({ ...stored, escalateAt, revision: stored.revision + 1 }, []);
  expect(await sweepReleases(deps)).toBe(1);
  expect(await api.stores.releases.find(id)).toMatchObject({ status: 'escalated', band: 'management' });
  api.advance(32 * 86_400_000);
  await sweepReleases(deps);
  expect(await api.stores.releases.find(id)).toMatchObject({ status: 'expired', ended: { subject: 'crivo' } });
  expect(await sweepReleases(deps)).toBe(0);
  const told = (await api.stores.releases.withOutbox(1_000)).find((cause) => cause.id === id)?.entries;
  expect(told?.map(({ event }) => event)).toEqual(['release.requested', 'release.expired']);
});
