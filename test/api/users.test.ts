/** Owns the guarantees of people and their groups: what is changed counts at once, and nobody gives what they haven't. */
import { ROLES } from '../../domain/permissions';
import { startApi, type TestApi } from '../support/api';
import { uniqueId } from '../support/orders';
import { aBrowser, aPerson, PASSWORD } from '../support/people';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'users' });
});
afterAll(() => api.stop());

const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body['code']];
const aBody = () => {
  const user = uniqueId('bia');
  return { user, name: 'Bia Lima', email: `${user}@example.com`, userGroups: ['seller'], branches: ['02'] };
};

describe('a user', () => {
  test('is told a password once, has to change it, and works with it then', async () => {
    const body = aBody();
    const added = await api.call('POST', '/users', body);
    expect(added.body).toMatchObject({ ...body, isActive: true, mustChangePassword: true, revision: 1 });
    const password = String(added.body['password']);
    const browser = aBrowser(api);
    expect((await browser.signIn(body.email, password)).body['mustChangePassword']).toBe(true);
    await browser.call('PUT', '/session/password', { currentPassword: password, newPassword: 'girassol tijolo vento' });
    expect((await browser.call('GET', '/branches/02/orders/x1')).status).toBe(404);
    const read = await api.call('GET', `/users/${body.user}`);
    expect(read.body).toMatchObject({ mustChangePassword: false, revision: 2 });
    expect(read.text + (await api.call('GET', '/audit')).text).not.toMatch(/argon2|"hash":"\$|"password":/);
  });

  test('neither name nor e-mail is given twice', async () => {
    const body = aBody();
    await api.call('POST', '/users', body);
    const [sameName, sameEmail] = [
      await api.call('POST', '/users', { ...aBody(), user: body.user }),
      await api.call('POST', '/users', { ...aBody(), email: body.email.toUpperCase() }),
    ];
    expect([sameName.body['code'], sameName.body['errors']]).toMatchObject(['UserExists', [{ at: 'user' }]]);
    expect([sameEmail.body['code'], sameEmail.body['errors']]).toMatchObject(['UserExists', [{ at: 'email' }]]);
  });

  test.each([
    [{ user: '12345678909' }],
    [{ user: 'Bia' }],
    [{ email: 'bia' }],
    [{ userGroups: [{ $gt: '' }] }],
    [{ userGroups: ['seller', 'seller'] }],
    [{ mustChangePassword: false }],
    [{ permissions: ['users:write'] }],
    [{ name: '' }],
  ])('%j is a bad request', async (change) => {
    expect(codeOf(await api.call('POST', '/users', { ...aBody(), ...change }))).toEqual([400, 'InvalidRequest']);
  });

  test('is in groups and branches that are there', async () => {
    const nowhere = await api.call('POST', '/users', { ...aBody(), branches: ['99'] });
    expect([nowhere.status, nowhere.body['state']]).toEqual([404, { branch: '99' }]);
    const nogroup = await api.call('POST', '/users', { ...aBody(), userGroups: ['nada'] });
    expect([nogroup.status, nogroup.body['state']]).toEqual([404, { userGroup: 'nada' }]);
  });

  test('switched off loses sessions and keys at once, and gets none', async () => {
    const person = await aPerson(api, { userGroups: ['manager'] });
    const browser = aBrowser(api);
    await browser.signIn(person.email);
    const key = await api.keyOf({ subject: person.user });
    expect((await api.call('GET', '/branches/02', undefined, { key })).status).toBe(200);
    const off = await api.call('PATCH', `/users/${person.user}`, { isActive: false, revision: 1 });
    expect([off.status, off.body['isActive']]).toEqual([200, false]);
    expect((await browser.call('GET', '/session')).status).toBe(401);
    expect((await browser.signIn(person.email)).status).toBe(401);
    expect((await api.call('GET', '/branches/02', undefined, { key, app: api.restarted() })).status).toBe(401);
    expect(await api.stores.apiKeys.ofSubject(person.user)).toEqual([]);
    expect((await api.everythingStored())['sessions']?.join('')).not.toContain(`"user":"${person.user}"`);
  });

  test('changed meanwhile is not changed by who read it before', async () => {
    const person = await aPerson(api);
    const path = `/users/${person.user}`;
    const answers = await Promise.all(
      ['Ana B', 'Ana C', 'Ana D'].map((name) => api.call('PATCH', path, { name, revision: 1 })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(codeOf(await api.call('PATCH', path, { name: 'Ana E', revision: 1 }))).toEqual([409, 'UserChanged']);
  });

  test('the last administrator stays, also when two switch each other off at once', async () => {
    const own = await startApi({ name: 'last-administrator' });
    const [one, other] = [await aPerson(own), await aPerson(own)];
    await aPerson(own, { isActive: false });
    await aPerson(own, { branches: ['02'] });
    const off = ({ user }: typeof one) => own.call('PATCH', `/users/${user}`, { isActive: false, revision: 1 });
    const answers = await Promise.all([off(one), off(other)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.map(({ body }) => body['code'])).toContain('LastAdministrator');
    await own.stop();
  });

  test('is given another password by an administrator: the old one and all sessions end, and a lock with them', async () => {
    const person = await aPerson(api);
    const [browser, guesser] = [aBrowser(api), aBrowser(api)];
    await browser.signIn(person.email);
    for (let i = 0; i < 5; i += 1) await guesser.signIn(person.email, 'errada');
    expect((await guesser.signIn(person.email)).status).toBe(429);
    const reset = await api.call('POST', `/users/${person.user}/password-reset`);
    expect(reset.status).toBe(200);
    expect((await browser.call('GET', '/session')).status).toBe(401);
    expect((await browser.signIn(person.email)).status).toBe(401);
    const again = await browser.signIn(person.email, String(reset.body['password']));
    expect([again.status, again.body['mustChangePassword']]).toEqual([200, true]);
  });

  test('nobody resets their own password', async () => {
    const person = await aPerson(api);
    const browser = aBrowser(api);
    await browser.signIn(person.email);
    const answer = await browser.call('POST', `/users/${person.user}/password-reset`);
    expect(codeOf(answer)).toEqual([403, 'PermissionDenied']);
  });

  test('sessions are seen, and ended one by one or all', async () => {
    const person = await aPerson(api);
    const [here, there] = [aBrowser(api), aBrowser(api)];
    await here.signIn(person.email, PASSWORD, { 'user-agent': 'Firefox' });
    await there.signIn(person.email, PASSWORD, { 'user-agent': 'x'.repeat(1_000) });
    const path = `/users/${person.user}/sessions`;
    const { sessions } = (await here.call('GET', path)).body as { sessions: Record<string, unknown>[] };
    expect(sessions).toHaveLength(2);
    expect(sessions.filter(({ isOwn }) => isOwn)).toMatchObject([{ browser: 'Firefox' }]);
    const other = String(sessions.find(({ isOwn }) => !isOwn)?.['session']);
    expect((await here.call('DELETE', `${path}?session=${other}`)).body).toEqual({ ended: 1 });
    expect((await there.call('GET', '/session')).status).toBe(401);
    expect((await here.call('DELETE', path)).body).toEqual({ ended: 1 });
    expect((await here.call('GET', '/session')).status).toBe(401);
  });

  test('all are listed, page by page', async () => {
    const own = await startApi({ name: 'users-listed' });
    const names = [];
    for (let i = 0; i < 3; i += 1) names.push((await aPerson(own)).user);
    const first = (await own.call('GET', '/users?limit=2')).body as { users: { user: string }[]; nextCursor: string };
    const second = (await own.call('GET', `/users?limit=2&cursor=${first.nextCursor}`)).body as typeof first;
    expect([...first.users, ...second.users].map(({ user }) => user)).toEqual(names.sort());
    expect(second.nextCursor).toBeNull();
    await own.stop();
  });
});

describe('a user group', () => {
  test('counts at once for who is in it', async () => {
    const id = uniqueId('caixa');
    const body = { name: 'Caixa', permissions: ['credit:check'], revision: 0 };
    expect((await api.call('PUT', `/user-groups/${id}`, body)).body).toMatchObject({ revision: 1, isFixed: false });
    const person = await aPerson(api, { userGroups: [id] });
    const browser = aBrowser(api);
    await browser.signIn(person.email);
    expect((await browser.call('GET', '/branches/02')).status).toBe(403);
    await api.call('PUT', `/user-groups/${id}`, { ...body, permissions: ['branches:read'], revision: 1 });
    expect((await browser.call('GET', '/branches/02')).status).toBe(200);
    expect(codeOf(await api.call('PUT', `/user-groups/${id}`, { ...body, revision: 1 }))).toEqual([
      409,
      'UserGroupChanged',
    ]);
  });

  test('the administrators may all there is, whatever is sent', async () => {
    const body = { name: 'Administração', permissions: [], revision: 1 };
    const put = await api.call('PUT', '/user-groups/administrator', body);
    expect(put.body).toMatchObject({ isFixed: true, name: 'Administração', permissions: [...ROLES.administrator] });
  });

  test('all permissions are told by the names of the manuals', async () => {
    const { body } = await api.call('GET', '/user-groups');
    expect(body['permissions']).toContainEqual({
      permission: 'reports:buy',
      name: 'Clientes - Permite utilizar consulta Deps',
    });
    expect(body['userGroups']).toContainEqual(expect.objectContaining({ userGroup: 'analyst', isFixed: false }));
  });
});

describe('who administers users without having all permissions', () => {
  const permissions = ['users:write', 'users:read', 'userGroups:write', 'keys:write', 'credit:check'] as const;
  let key: string;
  beforeAll(async () => {
    key = await api.keyOf({ permissions });
  });

  test('makes nobody mightier than themselves: no user, no group, no key', async () => {
    const requests = [
      api.call('POST', '/users', { ...aBody(), userGroups: ['administrator'] }, { key }),
      api.call(
        'PUT',
        `/user-groups/${uniqueId('g')}`,
        { name: 'G', permissions: ['audit:read'], revision: 0 },
        { key },
      ),
      api.call('PUT', '/user-groups/seller', { name: 'G', permissions: [], revision: 1 }, { key }),
      api.call(
        'POST',
        '/api-keys',
        { name: 'K', subject: uniqueId('p'), userGroups: ['seller'], branches: '*' },
        { key },
      ),
    ];
    for (const answer of await Promise.all(requests)) expect(codeOf(answer)).toEqual([403, 'PermissionDenied']);
  });

  test('neither changes who is mightier, nor takes their password', async () => {
    const person = await aPerson(api);
    const path = `/users/${person.user}`;
    const requests = [
      api.call('PATCH', path, { userGroups: [], revision: 1 }, { key }),
      api.call('POST', `${path}/password-reset`, undefined, { key }),
      api.call('DELETE', `${path}/sessions`, undefined, { key }),
    ];
    for (const answer of await Promise.all(requests)) expect(codeOf(answer)).toEqual([403, 'PermissionDenied']);
  });
});
