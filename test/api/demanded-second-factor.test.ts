/** Owns the guarantees of what administrators do about second factors: reset for a person, demanded of a group. */
import { startApi, type TestApi } from '../support/api';
import { aNumber, FACTOR, factorDesk, told, type FactorDesk, type Owner } from '../support/factor-desk';
import { aBrowser, PASSWORD, testSignIn } from '../support/people';
import { codeOf, plainPasswords } from '../support/second-factors';

let api: TestApi;
let desk: FactorDesk;
beforeAll(async () => {
  const signIn = { ...testSignIn(), passwords: plainPasswords };
  api = await startApi({ name: 'demanded-factor', startsAt: new Date('2026-11-20T12:00:00Z'), deps: { signIn } });
  desk = factorDesk(api);
});
afterAll(() => api.stop());

describe('an administrator', () => {
  test('sees who has it, and takes it from who has lost it: their sessions end, the password signs in again', async () => {
    const owner = await desk.turnedOn();
    const since = (await api.call('GET', `/users/${owner.user}`)).body['secondFactorSince'];
    expect(since).toEqual(expect.any(String));
    api.advance(1_000);
    const reset = await api.call('POST', `/users/${owner.user}/second-factor-reset`);
    expect([reset.status, reset.body['secondFactorSince']]).toEqual([200, null]);
    expect((await owner.browser.call('GET', '/session')).status).toBe(401);
    expect((await aBrowser(api).signIn(owner.email, PASSWORD, desk.anAddress())).status).toBe(200);
    expect(told(await api.call('POST', `/users/${owner.user}/second-factor-reset`))).toEqual([409, 'SecondFactorOff']);
    expect((await desk.auditOf(owner.user)).at(-1)).toEqual({
      subject: 'administrator',
      after: { isOn: false, by: 'administrator' },
    });
  });

  test('doesn’t take their own so', async () => {
    const owner = await desk.turnedOn();
    expect(told(await owner.browser.call('POST', `/users/${owner.user}/second-factor-reset`))).toEqual([
      403,
      'PermissionDenied',
    ]);
  });

  test('doesn’t take that of somebody who may more, nor of whose branches they don’t have', async () => {
    const owner = await desk.turnedOn();
    const userGroup = `acessos${aNumber()}`;
    const group = { name: 'Acessos', permissions: ['users:read', 'users:write'], revision: 0 };
    expect((await api.call('PUT', `/user-groups/${userGroup}`, group)).status).toBe(200);
    const ofNobody = await desk.turnedOn({ userGroups: [userGroup] });
    const lesser = await desk.anOwner({ userGroups: [userGroup] });
    const ofOneBranch = await desk.anOwner({ branches: ['02'] });
    const reset = (by: Owner, user: string) => by.browser.call('POST', `/users/${user}/second-factor-reset`);
    expect(told(await reset(lesser, owner.user))).toEqual([403, 'PermissionDenied']);
    expect(told(await reset(ofOneBranch, ofNobody.user))).toEqual([403, 'PermissionDenied']);
    expect((await reset(lesser, ofNobody.user)).status).toBe(200);
    expect((await desk.signIn(owner, desk.nextCode(owner.secret))).answer.status).toBe(200);
  });

  test('changing a person changes nothing of their factor', async () => {
    const owner = await desk.turnedOn();
    const changed = await api.call('PATCH', `/users/${owner.user}`, { name: 'Ana Lima', revision: 1 });
    expect(changed.body['secondFactorSince']).toEqual(expect.any(String));
    expect((await desk.signIn(owner, desk.nextCode(owner.secret))).answer.status).toBe(200);
  });
});

describe('a group that demands it', () => {
  async function demanding(): Promise<string> {
    const userGroup = `g${aNumber()}`;
    const body = { name: 'Caixa', permissions: ['branches:read'], requiresSecondFactor: true, revision: 0 };
    const put = await api.call('PUT', `/user-groups/${userGroup}`, body);
    expect([put.status, put.body['requiresSecondFactor']]).toEqual([200, true]);
    return userGroup;
  }

  test('has it set up at the next sign-in, after a handed-over password and before anything else', async () => {
    const NEW_PASSWORD = 'girassol tijolo vento';
    const userGroup = await demanding();
    const owner = await desk.anOwner({ userGroups: [userGroup], mustChangePassword: true });
    expect(told(await owner.browser.call('GET', '/branches/02'))).toEqual([403, 'PasswordChangeDue']);
    expect(told(await owner.browser.call('POST', `${FACTOR}/setup`, { password: PASSWORD }))).toEqual([
      403,
      'PasswordChangeDue',
    ]);
    const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    expect((await owner.browser.call('PUT', '/session/password', change)).body).toMatchObject({
      secondFactorDue: true,
    });
    expect(told(await owner.browser.call('GET', '/branches/02'))).toEqual([403, 'SecondFactorDue']);
    expect(told(await owner.browser.call('GET', '/events'))).toEqual([403, 'SecondFactorDue']);
    const { body } = await owner.browser.call('POST', `${FACTOR}/setup`, { password: NEW_PASSWORD });
    const secret = String(body['secret']);
    expect((await owner.browser.call('PUT', FACTOR, { code: codeOf(secret, api.now()) })).status).toBe(200);
    expect((await owner.browser.call('GET', '/session')).body['secondFactorDue']).toBe(false);
    expect((await owner.browser.call('GET', '/branches/02')).status).toBe(200);
    const off = { password: NEW_PASSWORD, code: desk.nextCode(secret) };
    expect(told(await owner.browser.call('POST', `${FACTOR}/turn-off`, off))).toEqual([409, 'SecondFactorRequired']);
  });

  test('leaves who is signed in at work, and counts from their next sign-in; a change that doesn’t name it leaves it so', async () => {
    const userGroup = `g${aNumber()}`;
    const group = { name: 'Caixa', permissions: ['branches:read'] };
    await api.call('PUT', `/user-groups/${userGroup}`, { ...group, revision: 0 });
    const owner = await desk.anOwner({ userGroups: [userGroup] });
    api.advance(1_000);
    await api.call('PUT', `/user-groups/${userGroup}`, { ...group, requiresSecondFactor: true, revision: 1 });
    const renamed = await api.call('PUT', `/user-groups/${userGroup}`, { ...group, name: 'Caixas', revision: 2 });
    expect(renamed.body['requiresSecondFactor']).toBe(true);
    expect((await owner.browser.call('GET', '/branches/02')).status).toBe(200);
    const later = aBrowser(api);
    expect((await later.signIn(owner.email, PASSWORD, desk.anAddress())).body['secondFactorDue']).toBe(true);
    await api.call('PUT', `/user-groups/${userGroup}`, { ...group, requiresSecondFactor: false, revision: 3 });
    expect((await later.call('GET', '/branches/02')).status).toBe(200);
  });

  test('asks nothing of a key', async () => {
    const userGroup = await demanding();
    const key = await api.keyOf({ role: 'seller', subject: 'pdv', userGroups: [userGroup], branches: ['07'] });
    expect((await api.call('GET', '/session', undefined, { key })).body['secondFactorDue']).toBe(false);
  });
});
