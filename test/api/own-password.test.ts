/** Owns the guarantees of a change of the own password. */
import { SIGN_IN_LIMITS } from '../../domain/sign-in-limits';
import { startApi, type TestApi } from '../support/api';
import { aBrowser, aPerson, PASSWORD } from '../support/people';

const START = new Date('2026-11-20T12:00:00Z');
const NEW_PASSWORD = 'girassol tijolo vento';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'own-password', startsAt: START });
});
afterAll(() => api.stop());

/** Each test has an address of its own, so that none meets the guesses of another. */
let addresses = 0;
const anAddress = () => ({ 'x-test-address': `198.51.100.${(addresses += 1)}` });
const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body['code']];

describe('a password', () => {
  test('that was handed over opens nothing but its own change; then all is open, under another token', async () => {
    const person = await aPerson(api, { mustChangePassword: true });
    const browser = aBrowser(api);
    expect((await browser.signIn(person.email)).body['mustChangePassword']).toBe(true);
    expect(codeOf(await browser.call('GET', '/branches/02'))).toEqual([403, 'PasswordChangeDue']);
    const before = browser.token;
    const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    const changed = await browser.call('PUT', '/session/password', change);
    expect([changed.status, changed.body['mustChangePassword']]).toEqual([200, false]);
    expect(browser.token).not.toBe(before);
    expect((await browser.call('GET', '/branches/02')).status).toBe(200);
    expect((await aBrowser(api).signIn(person.email, PASSWORD, anAddress())).status).toBe(401);
    expect((await aBrowser(api).signIn(person.email, NEW_PASSWORD, anAddress())).status).toBe(200);
  });

  test('ends with its days when it was handed over', async () => {
    const validUntil = new Date(api.now().getTime() + 3_600_000).toISOString();
    const person = await aPerson(api, { mustChangePassword: true }, undefined, validUntil);
    expect((await aBrowser(api).signIn(person.email, PASSWORD, anAddress())).status).toBe(200);
    api.advance(3_600_000);
    expect((await aBrowser(api).signIn(person.email, PASSWORD, anAddress())).status).toBe(401);
  });

  test('changed ends all other sessions of the person', async () => {
    const person = await aPerson(api);
    const [here, elsewhere] = [aBrowser(api), aBrowser(api)];
    await here.signIn(person.email);
    await elsewhere.signIn(person.email);
    await here.call('PUT', '/session/password', { currentPassword: PASSWORD, newPassword: NEW_PASSWORD });
    expect((await here.call('GET', '/session')).status).toBe(200);
    expect((await elsewhere.call('GET', '/session')).status).toBe(401);
  });

  test.each([
    ['curta', 'is too short'],
    ['a'.repeat(30), 'repeats too few characters'],
    ['x1y2z3'.repeat(40), 'is too long'],
    ['crivosenha123456', 'is one that many choose'],
    ['ana SOUZA e o mar', 'holds a part of your name, user or e-mail'],
    [PASSWORD, 'is the password you have'],
  ])('%#: is refused where it %s', async (newPassword, message) => {
    const person = await aPerson(api);
    const browser = aBrowser(api);
    await browser.signIn(person.email);
    const answer = await browser.call('PUT', '/session/password', { currentPassword: PASSWORD, newPassword });
    expect(answer.body['errors']).toEqual([{ at: 'newPassword', message, fix: expect.any(String) }]);
    expect((await browser.call('GET', '/session')).status).toBe(200);
  });

  test('is not changed without the current one, which may be guessed five times', async () => {
    const person = await aPerson(api);
    const browser = aBrowser(api);
    const headers = anAddress();
    await browser.signIn(person.email, PASSWORD, headers);
    const change = (currentPassword: string) =>
      browser.call('PUT', '/session/password', { currentPassword, newPassword: NEW_PASSWORD }, { headers });
    for (let i = 0; i < SIGN_IN_LIMITS.accountAtAddress.attempts; i += 1)
      expect((await change(`errada ${i}`)).body['errors']).toMatchObject([{ at: 'currentPassword' }]);
    expect(codeOf(await change(PASSWORD))).toEqual([429, 'TooManyAttempts']);
  });
});
