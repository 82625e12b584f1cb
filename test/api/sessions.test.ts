/** Owns the guarantees of sessions: they end when they must, and serve our own pages alone. */
import { startApi, type TestApi } from '../support/api';
import { aBrowser, aPerson, IDLE_MS, LONGEST_MS, PASSWORD } from '../support/people';

const START = new Date('2026-11-20T12:00:00Z');
const NEW_PASSWORD = 'girassol tijolo vento';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'sessions', startsAt: START });
});
afterAll(() => api.stop());

const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body['code']];

describe('a session', () => {
  test('ends unused after an hour, and goes on while it is used, at most for twelve', async () => {
    const person = await aPerson(api);
    const [unused, used] = [aBrowser(api), aBrowser(api)];
    await unused.signIn(person.email);
    await used.signIn(person.email);
    const steps = LONGEST_MS / (IDLE_MS / 2);
    for (let step = 1; step < steps; step += 1) {
      api.advance(IDLE_MS / 2);
      expect((await used.call('GET', '/session')).status).toBe(200);
    }
    expect(codeOf(await unused.call('GET', '/session'))).toEqual([401, 'Unauthenticated']);
    api.advance(IDLE_MS / 2);
    expect(codeOf(await used.call('GET', '/session'))).toEqual([401, 'Unauthenticated']);
  });

  test('ends at once by signing out, in every process; signing out again is no error', async () => {
    const person = await aPerson(api);
    const [browser, thief] = [aBrowser(api), aBrowser(api)];
    await browser.signIn(person.email);
    thief.holdToken(browser.token ?? '');
    expect((await browser.call('DELETE', '/session')).body).toEqual({ ended: true });
    expect(browser.setCookie).toMatch(/^crivo_session=; Max-Age=0; Path=\/v1/);
    expect((await thief.call('GET', '/session', undefined, { app: api.restarted() })).status).toBe(401);
    expect((await thief.call('DELETE', '/session')).body).toEqual({ ended: false });
  });

  test('changes nothing for a page of another site, nor without saying where the page is from', async () => {
    const person = await aPerson(api);
    const browser = aBrowser(api);
    await browser.signIn(person.email);
    const before = await api.everythingStored();
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example' },
      { origin: 'http://localhost.evil.example' },
      { origin: 'null' },
      { origin: '' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      const put = await browser.call('PUT', '/branches/02', { name: 'Roubada' }, { headers });
      expect([headers, ...codeOf(put)]).toEqual([headers, 403, 'ForeignOrigin']);
      expect(codeOf(await browser.call('DELETE', '/session', undefined, { headers }))).toEqual([403, 'ForeignOrigin']);
    }
    const bare = { cookie: `crivo_session=${browser.token}` };
    const put = await api.call('PUT', '/branches/02', { name: 'Roubada' }, { key: null, headers: bare });
    expect(codeOf(put)).toEqual([403, 'ForeignOrigin']);
    expect(await api.everythingStored()).toEqual(before);
    expect((await browser.call('GET', '/branches/02')).status).toBe(200);
  });

  test('a key that is sent along decides alone, also when it is wrong', async () => {
    const person = await aPerson(api);
    const browser = aBrowser(api);
    await browser.signIn(person.email);
    const headers = { authorization: `Bearer crv_${'z'.repeat(52)}` };
    expect((await browser.call('GET', '/session', undefined, { headers })).status).toBe(401);
  });

  test.each(['', 'x', '../..', '{"$gt":""}', 'z'.repeat(52), 'z'.repeat(5_000)])(
    'a token nobody has (%#) is nobody',
    async (token) => {
      const browser = aBrowser(api);
      browser.holdToken(token);
      expect(codeOf(await browser.call('GET', '/session'))).toEqual([401, 'Unauthenticated']);
    },
  );

  test('one person has twenty at most: the oldest end', async () => {
    const person = await aPerson(api);
    const browsers = Array.from({ length: 21 }, () => aBrowser(api));
    for (const browser of browsers) {
      await browser.signIn(person.email);
      api.advance(1_000);
    }
    const statuses = await Promise.all(browsers.map(async (browser) => (await browser.call('GET', '/session')).status));
    expect(statuses).toEqual([401, ...Array.from({ length: 20 }, () => 200)]);
  });

  test('its beginning and its end stand in the audit, without any token', async () => {
    const person = await aPerson(api);
    const browser = aBrowser(api);
    await browser.signIn(person.email);
    await browser.call('DELETE', '/session');
    const { entries } = (await api.call('GET', '/audit')).body as { entries: Record<string, unknown>[] };
    const own = entries.filter(({ kind, subject }) => kind === 'session' && subject === person.user);
    expect(own).toHaveLength(2);
  });
});

describe('a key', () => {
  test('is told who it is as well', async () => {
    const key = await api.keyOf({ role: 'seller', subject: 'pdv', branches: ['07'] });
    const { body } = await api.call('GET', '/session', undefined, { key });
    expect(body).toMatchObject({ subject: 'pdv', name: null, session: null, branches: [{ branch: '07' }] });
  });

  test('changes no password', async () => {
    const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    expect(codeOf(await api.call('PUT', '/session/password', body))).toEqual([403, 'PermissionDenied']);
  });
});
