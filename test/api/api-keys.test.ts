/** Owns the guarantees of API keys: told once, never more than their person, one person with the sessions of that person. */
import { startApi, type TestApi } from '../support/api';
import { uniqueId } from '../support/orders';
import { aBrowser, aPerson } from '../support/people';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'api-keys' });
});
afterAll(() => api.stop());

const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body['code']];
const aBody = () => ({ name: 'Loja', subject: uniqueId('erp'), userGroups: ['integrator'], branches: ['02'] });

test('a key works as its groups may, its secret is told once and kept nowhere', async () => {
  const body = aBody();
  const made = await api.call('POST', '/api-keys', body);
  const { secret, ...told } = made.body;
  expect(told).toMatchObject({ ...body, createdBy: 'administrator' });
  const key = String(secret);
  expect((await api.call('GET', '/branches/02', undefined, { key })).status).toBe(200);
  expect((await api.call('GET', '/branches/07', undefined, { key })).status).toBe(404);
  expect((await api.call('GET', '/users', undefined, { key })).status).toBe(403);
  const { keys } = (await api.call('GET', '/api-keys')).body as { keys: unknown[] };
  expect(keys).toContainEqual(told);
  const kept = JSON.stringify(await api.everythingStored()) + api.logged.join('');
  expect(kept).not.toContain(key);
  expect(kept).not.toContain(key.slice('crv_'.length));
});

test('revoked it opens nothing, and is revoked once', async () => {
  const made = await api.call('POST', '/api-keys', aBody());
  const path = `/api-keys/${String(made.body['key'])}`;
  expect((await api.call('DELETE', path)).status).toBe(200);
  const key = String(made.body['secret']);
  expect((await api.call('GET', '/branches/02', undefined, { key })).status).toBe(401);
  expect(codeOf(await api.call('DELETE', path))).toEqual([404, 'ApiKeyNotFound']);
  const { entries } = (await api.call('GET', '/audit')).body as { entries: { kind: string; target: string }[] };
  expect(entries.filter(({ target }) => target === made.body['key'])).toHaveLength(2);
});

test('a change of its groups counts for it', async () => {
  const userGroup = uniqueId('g');
  const group = { name: 'G', permissions: ['branches:read'], revision: 0 };
  await api.call('PUT', `/user-groups/${userGroup}`, group);
  const made = await api.call('POST', '/api-keys', { ...aBody(), userGroups: [userGroup] });
  const options = { key: String(made.body['secret']) };
  expect((await api.call('GET', '/branches/02', undefined, options)).status).toBe(200);
  await api.call('PUT', `/user-groups/${userGroup}`, { ...group, permissions: [], revision: 1 });
  expect((await api.call('GET', '/branches/02', undefined, { ...options, app: api.restarted() })).status).toBe(403);
});

test('nobody makes a key in another person’s name; of themselves they do', async () => {
  const [person, other] = [await aPerson(api), await aPerson(api)];
  const browser = aBrowser(api);
  await browser.signIn(person.email);
  const of = (subject: string) => ({ name: 'K', subject, userGroups: ['administrator'], branches: '*' });
  expect(codeOf(await browser.call('POST', '/api-keys', of(other.user)))).toEqual([403, 'PermissionDenied']);
  expect((await browser.call('POST', '/api-keys', of(person.user))).status).toBe(200);
});

test('a person’s key never gives more than the person has now', async () => {
  const person = await aPerson(api, { userGroups: ['seller'], branches: ['02'] });
  const key = await api.keyOf({ subject: person.user, role: 'administrator' });
  const who = (await api.call('GET', '/session', undefined, { key })).body;
  expect(who).toMatchObject({ subject: person.user, allBranches: false, branches: [{ branch: '02' }] });
  expect((await api.call('GET', '/branches/07/orders/x1', undefined, { key })).status).toBe(404);
  expect((await api.call('GET', '/users', undefined, { key })).status).toBe(403);
});

test('a session and a key of one person are one person: nobody grants what they have asked for by the other', async () => {
  const person = await aPerson(api);
  const key = await api.keyOf({ subject: person.user, userGroups: ['administrator'] });
  const browser = aBrowser(api);
  await browser.signIn(person.email);
  const [bySession, byKey] = await Promise.all([
    browser.call('GET', '/session'),
    api.call('GET', '/session', undefined, { key }),
  ]);
  for (const field of ['subject', 'name', 'permissions', 'userGroups', 'branches', 'allBranches'])
    expect(byKey.body[field]).toEqual(bySession.body[field]);
});

test.each([
  [{ subject: '' }],
  [{ subject: '52998224725' }],
  [{ branches: 'all' }],
  [{ secret: 'crv_x' }],
  [{ name: {} }],
])('%j is a bad request', async (change) => {
  expect(codeOf(await api.call('POST', '/api-keys', { ...aBody(), ...change }))).toEqual([400, 'InvalidRequest']);
});
