/** Owns the guarantees of signing in: nothing told of who exists, no session that somebody else has planted. */
import { startApi, type TestApi } from '../support/api';
import { aBrowser, aPerson, OWN_ORIGIN, PASSWORD } from '../support/people';

const START = new Date('2026-11-20T12:00:00Z');

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'sign-in', startsAt: START });
});
afterAll(() => api.stop());

/** Each test has an address of its own, so that none meets the guesses of another. */
let addresses = 0;
const anAddress = () => ({ 'x-test-address': `198.51.100.${(addresses += 1)}` });
const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body['code']];

describe('signing in', () => {
  test('gives a cookie that no script and no other site can use, and tells who one is by the names of the manuals', async () => {
    const person = await aPerson(api, { userGroups: ['analyst'], branches: ['02'] });
    const browser = aBrowser(api);
    const answer = await browser.signIn(` ${person.email.toUpperCase()} `);
    expect(answer.status).toBe(200);
    expect(browser.setCookie).toMatch(/^crivo_session=[0-9a-z]{51,52}; Path=\/v1; HttpOnly; SameSite=Strict$/);
    expect(answer.text).not.toContain(browser.token);
    const told = (await browser.call('GET', '/session')).body;
    expect(told).toEqual(answer.body);
    expect(told).toMatchObject({
      subject: person.user,
      name: 'Ana Souza',
      email: person.email,
      userGroups: [{ userGroup: 'analyst', name: 'Analistas de crédito' }],
      allBranches: false,
      branches: [{ branch: '02', name: 'Filial 02' }],
      mustChangePassword: false,
      session: { idleMinutes: 60 },
    });
    expect(told['permissions']).toContainEqual({
      permission: 'reports:buy',
      name: 'Clientes - Permite utilizar consulta Deps',
    });
  });

  test('what a session may is what its groups and branches may: 403 and 404 as for a key', async () => {
    const person = await aPerson(api, { userGroups: ['seller'], branches: ['02'] });
    const browser = aBrowser(api);
    await browser.signIn(person.email);
    expect(codeOf(await browser.call('GET', '/branches/02/purchasing'))).toEqual([403, 'PermissionDenied']);
    expect(codeOf(await browser.call('GET', '/branches/07/orders/x1'))).toEqual([404, 'BranchNotFound']);
    expect(codeOf(await browser.call('GET', '/branches/02/orders/x1'))).toEqual([404, 'OrderNotFound']);
  });

  test('over another host than this machine the cookie asks for https', async () => {
    const person = await aPerson(api);
    const browser = aBrowser(api);
    const host = { host: 'crivo.example.com', origin: 'https://crivo.example.com' };
    await browser.signIn(person.email, PASSWORD, host);
    expect(browser.setCookie).toContain('; Secure');
  });

  test('a wrong password, nobody, and a person who is switched off are told the same', async () => {
    const known = await aPerson(api);
    const off = await aPerson(api, { isActive: false });
    const answers = [
      await aBrowser(api).signIn(known.email, 'errada', anAddress()),
      await aBrowser(api).signIn('ninguem@example.com', PASSWORD, anAddress()),
      await aBrowser(api).signIn(off.email, PASSWORD, anAddress()),
    ];
    const told = answers.map(({ body: { requestId: _id, ...body }, status }) => ({ status, body }));
    expect(told[0]).toMatchObject({ status: 401, body: { code: 'SignInRefused' } });
    expect(told[1]).toEqual(told[0]);
    expect(told[2]).toEqual(told[0]);
    expect(answers.map(({ headers }) => headers.get('set-cookie'))).toEqual([null, null, null]);
  });

  test('nobody is refused with as much work as a person with a wrong password', async () => {
    const known = await aPerson(api);
    // Of the processor, not of the clock: others may be at work on the machine.
    const workOf = async (email: string) => {
      const before = process.cpuUsage();
      await aBrowser(api).signIn(email, 'errada mesmo', anAddress());
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const sums = { nobody: 0, somebody: 0 };
    for (let round = 0; round < 5; round += 1) {
      sums.nobody += await workOf('nem-existe@example.com');
      sums.somebody += await workOf(known.email);
    }
    expect(sums.nobody / sums.somebody).toBeGreaterThan(0.5);
    expect(sums.nobody / sums.somebody).toBeLessThan(2);
  });

  test('a token that was put into the browser before is not the session, and its own session ends', async () => {
    const [attacker, victim] = [await aPerson(api), await aPerson(api)];
    const [evil, browser] = [aBrowser(api), aBrowser(api)];
    await evil.signIn(attacker.email);
    const planted = evil.token ?? '';
    browser.holdToken(planted);
    await browser.signIn(victim.email);
    expect(browser.token).not.toBe(planted);
    evil.holdToken(planted);
    expect(codeOf(await evil.call('GET', '/session'))).toEqual([401, 'Unauthenticated']);
  });

  test('is refused from a page of another site, whatever the password', async () => {
    const person = await aPerson(api);
    for (const headers of [
      { origin: 'https://evil.example', ...anAddress() },
      { origin: 'null', ...anAddress() },
      { origin: OWN_ORIGIN, 'sec-fetch-site': 'same-site', ...anAddress() },
    ]) {
      expect(codeOf(await aBrowser(api).signIn(person.email, PASSWORD, headers))).toEqual([403, 'ForeignOrigin']);
    }
  });

  test.each([
    [{}],
    [{ email: 'a@b.c' }],
    [{ email: { $gt: '' }, password: { $gt: '' } }],
    [{ email: ['a@b.c'], password: 'x' }],
    [{ email: 'a@b.c', password: 'x', userGroups: ['administrator'] }],
    [{ email: 'sem-arroba', password: 'x' }],
    [{ email: 'a@b.c', password: 'x'.repeat(1_001) }],
  ])('a body that is none (%#) is a bad request', async (body) => {
    expect(codeOf(await aBrowser(api).call('POST', '/session', body))).toEqual([400, 'InvalidRequest']);
  });

  test('neither e-mail, password nor token is logged, and no token is stored', async () => {
    const person = await aPerson(api);
    const browser = aBrowser(api);
    await browser.signIn(person.email, 'quase certa', anAddress());
    await browser.signIn(person.email);
    const logged = api.logged.join('\n');
    for (const secret of [person.email, 'quase certa', PASSWORD, browser.token ?? ''])
      expect(logged).not.toContain(secret);
    const stored = JSON.stringify(await api.everythingStored());
    expect(stored).not.toContain(browser.token);
    expect(stored).not.toContain(PASSWORD);
  });
});
