/** Owns drafts of policies over HTTP: nothing typed is lost, nobody writes over another, and what ended stays ended. */
import { defaultPolicy } from '../../rules/default-policy';
import { startApi, type TestApi } from '../support/api';
import { uniqueId } from '../support/orders';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'policy-drafts' });
});
afterAll(() => api.stop());

const begin = async (body: object = {}, policy = 'default') => {
  const answer = await api.call('POST', `/policies/${policy}/drafts`, body);
  expect([answer.status, answer.body['code']]).toEqual([200, undefined]);
  return { ...answer.body, path: `/policies/${policy}/drafts/${String(answer.body['draft'])}` };
};

const restOf = (list: unknown): unknown[] => (list as unknown[]).slice(1);

test('what lint and its tests say comes with every save, and the draft is kept whatever they say', async () => {
  const { path } = await begin();
  const check = {
    id: 'clean',
    name: 'Limpo',
    action: 'save',
    facts: {},
    expect: { outcome: 'blocked', restrictions: [] },
  };
  const document = { ...defaultPolicy(), id: 'other', tests: [check] };
  const { body } = await api.call('PUT', path, { revision: 1, document });
  expect(body).toMatchObject({ revision: 2, tests: { passed: 0, failed: 1 } });
  expect(body['lint']).toContainEqual(expect.objectContaining({ code: 'otherPolicy', at: '/id' }));
  expect((await api.call('POST', `${path}/lint`)).body).toEqual({ lint: body['lint'], tests: body['tests'] });
});

test('a draft begins with what is in force, and the version stays as it was', async () => {
  const { path } = await begin();
  const { body } = await api.call('GET', path);
  expect(body).toMatchObject({ basedOn: 1, revision: 1, status: 'editing', editors: ['administrator'] });
  expect(body['document']).toEqual(defaultPolicy());
});

test('what is no policy yet comes back as it was typed, keys with dots and dollars too', async () => {
  const typed = { $where: 1, 'a.b': { $gt: '' }, checks: [{ id: 'half' }], nested: [[[[null]]]], empty: {} };
  const { path } = await begin();
  const saved = await api.call('PUT', path, { revision: 1, document: typed, name: 'Pela metade' });
  expect([saved.status, saved.body['revision'], saved.body['name']]).toEqual([200, 2, 'Pela metade']);
  expect((await api.call('GET', path)).body['document']).toEqual(typed);
  expect(saved.body).toMatchObject({
    lint: [{ code: 'shape', severity: 'error' }, ...restOf(saved.body['lint'])],
    tests: null,
  });
});

test('a new policy begins with a document, and not without', async () => {
  expect(await begin({ document: { ...defaultPolicy(), id: 'fresh' } }, 'fresh')).toMatchObject({ basedOn: 0 });
  const refused = await api.call('POST', '/policies/fresh/drafts', {});
  expect([refused.status, refused.body['errors']]).toMatchObject([400, [{ at: 'document' }]]);
});

test('a new policy is told of while it has an open draft, beside the groups that its bands may name', async () => {
  const listed = async () => (await api.call('GET', '/policies')).body;
  const { path } = await begin({ document: { ...defaultPolicy(), id: 'to-come' } }, 'to-come');
  await begin();
  const { unpublished, userGroups } = await listed();
  expect(unpublished).toContain('to-come');
  expect(unpublished).not.toContain('default');
  expect(userGroups).toEqual((await api.stores.userGroups.list()).map(({ userGroup, name }) => ({ userGroup, name })));
  await api.call('DELETE', path);
  expect((await listed())['unpublished']).not.toContain('to-come');
});

test('who saves from a revision that is not the last one is refused, and nothing is written over', async () => {
  const { path } = await begin();
  const document = { ...defaultPolicy(), name: 'De Maria' };
  expect((await api.call('PUT', path, { revision: 1, document })).status).toBe(200);
  const late = await api.call('PUT', path, { revision: 1, document: { ...document, name: 'De João' } });
  expect([late.status, late.body['code']]).toEqual([409, 'PolicyDraftConflict']);
  expect(late.body['state']).toMatchObject({
    revision: 2,
    by: 'administrator',
    changes: [{ at: '/name', before: defaultPolicy().name, after: 'De Maria' }],
  });
  expect((await api.call('GET', path)).body['document']).toMatchObject({ name: 'De Maria' });
});

test('of many who save at once one does, and each of the others is told', async () => {
  const { path } = await begin();
  const saves = Array.from({ length: 8 }, (_, index) =>
    api.call('PUT', path, { revision: 1, document: { ...defaultPolicy(), name: `Nome ${index}` } }),
  );
  const statuses = (await Promise.all(saves)).map(({ status }) => status).sort();
  expect(statuses).toEqual([200, ...Array.from({ length: 7 }, () => 409)]);
  expect((await api.call('GET', path)).body['revision']).toBe(2);
});

test('saving what stands there already makes no revision', async () => {
  const { path } = await begin();
  const again = await api.call('PUT', path, { revision: 1, document: defaultPolicy() });
  expect([again.status, again.body['revision']]).toEqual([200, 1]);
});

test('a discarded draft takes no more, can be read, and leaves the list of open ones', async () => {
  const { path, draft } = (await begin()) as unknown as { path: string; draft: string };
  expect((await api.call('DELETE', path)).body).toMatchObject({ status: 'discarded' });
  const saved = await api.call('PUT', path, { revision: 1, document: {} });
  expect([saved.status, saved.body['code']]).toEqual([409, 'PolicyDraftEnded']);
  expect((await api.call('GET', path)).status).toBe(200);
  const listed = async (status: string) => {
    const { body } = await api.call('GET', `/policies/default/drafts?limit=200&status=${status}`);
    return (body['drafts'] as { draft: string }[]).map((one) => one.draft);
  };
  expect(await listed('open')).not.toContain(draft);
  expect(await listed('discarded')).toContain(draft);
});

test('a draft of another policy does not exist', async () => {
  const { draft } = (await begin()) as unknown as { draft: string };
  expect((await api.call('GET', `/policies/other/drafts/${draft}`)).body['code']).toBe('PolicyDraftNotFound');
});

test('what a draft names and does not exist is found: a branch, and a band that nobody holds', async () => {
  const id = uniqueId('policy');
  const check = defaultPolicy().checks[0]?.id;
  const band = (name: string, group: string) => ({
    id: name,
    label: name,
    userGroups: [group],
    limitUpToCents: null,
  });
  const document = {
    ...defaultPolicy(),
    id,
    overrides: [{ branch: '99', check, action: 'save', mode: 'off' }],
    bands: [band('held', 'administrator'), band('nobodys', 'nobody-at-all')],
  };
  const { body } = await api.call('POST', `/policies/${id}/drafts`, { document });
  const linted = await api.call('POST', `/policies/${id}/drafts/${String(body['draft'])}/lint`);
  const asFile = await api.call('POST', '/policies/lint', { policy: document });
  for (const found of [body, linted.body, asFile.body]) {
    const places = (found['lint'] as { code: string; at: string }[]).map(({ code, at }) => `${code} ${at}`);
    expect(places).toContain('noSuchBranch /overrides/0/branch');
    expect(places.filter((one) => one.startsWith('bandHeld'))).toEqual(['bandHeldByNobody /bands/1/userGroups']);
  }
});

test('who ends a draft that was saved since they read it is told, and it goes on', async () => {
  const { path } = await begin();
  await api.call('PUT', path, { revision: 1, document: { ...defaultPolicy(), name: 'De Maria' } });
  const late = await api.call('DELETE', `${path}?revision=1`);
  expect([late.status, late.body['code']]).toEqual([409, 'PolicyDraftConflict']);
  expect((await api.call('GET', path)).body).toMatchObject({ status: 'editing' });
  expect((await api.call('DELETE', `${path}?revision=2`)).body).toMatchObject({ status: 'discarded' });
});

test('a policy has a hundred open drafts at most, and room again where one ends', async () => {
  const policy = uniqueId('many');
  const document = { ...defaultPolicy(), id: policy };
  const paths: string[] = [];
  while (paths.length < 100) paths.push((await begin({ document }, policy)).path);
  const refused = await api.call('POST', `/policies/${policy}/drafts`, { document });
  expect([refused.status, refused.body['code'], refused.body['state']]).toEqual([
    409,
    'TooManyDrafts',
    { atMost: 100 },
  ]);
  await api.call('DELETE', String(paths[7]));
  await begin({ document }, policy);
});

test('what a draft is called, and why it is returned, names nobody by a document', async () => {
  const refused = await api.call('POST', '/policies/default/drafts', { name: 'Caso 529.982.247-25' });
  expect([refused.status, refused.body['errors']]).toMatchObject([400, [{ at: 'name' }]]);
});
