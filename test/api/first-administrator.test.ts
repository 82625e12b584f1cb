/** Owns the guarantees of the first start: one administrator, whose password is told once and has to be changed. */
import { argon2Passwords } from '../../adapters/auth/passwords';
import { SECRETS } from '../../api/sign-in-deps';
import { TEMPORARY_PASSWORD_HOURS } from '../../domain/passwords';
import { ensureFirstAdministrator } from '../../usecases/first-administrator';
import { startApi, type TestApi } from '../support/api';
import { aBrowser } from '../support/people';

const START = new Date('2026-11-20T12:00:00Z');
const EMAIL = 'administrador@example.com';
const NEW_PASSWORD = 'girassol tijolo vento';
const passwords = argon2Passwords();

let api: TestApi;
beforeEach(async () => {
  api = await startApi({ name: 'first-administrator', startsAt: START });
});
afterEach(() => api.stop());

const start = () =>
  ensureFirstAdministrator({ ...api.stores, passwords, secrets: SECRETS, now: () => api.now() }, EMAIL);
const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body['code']];

test('the first start tells a password once, which is kept nowhere; later ones tell nothing', async () => {
  const first = await start();
  expect(first).toMatchObject({ email: EMAIL, password: expect.stringMatching(/^\w{5}(-\w{5}){3}$/) });
  expect(await start()).toBeNull();
  const stored = JSON.stringify(await api.everythingStored());
  expect(stored).toContain(EMAIL);
  expect(stored).not.toContain(first?.password);
  expect(await api.stores.users.page({ limit: 10 })).toMatchObject([
    { user: 'administrator', mustChangePassword: true },
  ]);
});

test('of several processes that start at once, one tells a password, and that one opens', async () => {
  const told = (await Promise.all([start(), start(), start()])).filter((one) => one !== null);
  expect(told).toHaveLength(1);
  expect((await aBrowser(api).signIn(EMAIL, told[0]?.password)).status).toBe(200);
});

test('the password opens nothing but its own change; then everything is open, and it is worth nothing', async () => {
  const password = (await start())?.password ?? '';
  const browser = aBrowser(api);
  expect((await browser.signIn(EMAIL, password)).body['mustChangePassword']).toBe(true);
  expect(codeOf(await browser.call('GET', '/users'))).toEqual([403, 'PasswordChangeDue']);
  const same = { currentPassword: password, newPassword: password };
  expect((await browser.call('PUT', '/session/password', same)).status).toBeGreaterThanOrEqual(400);
  expect(codeOf(await browser.call('GET', '/users'))).toEqual([403, 'PasswordChangeDue']);
  const change = { currentPassword: password, newPassword: NEW_PASSWORD };
  expect((await browser.call('PUT', '/session/password', change)).status).toBe(200);
  expect((await browser.call('GET', '/users')).status).toBe(200);
  expect((await aBrowser(api).signIn(EMAIL, password)).status).toBe(401);
});

test('a password that nobody has used in three days opens nothing', async () => {
  const password = (await start())?.password ?? '';
  api.advance(TEMPORARY_PASSWORD_HOURS * 3_600_000);
  expect((await aBrowser(api).signIn(EMAIL, password)).status).toBe(401);
});
