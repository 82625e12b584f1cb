/** Owns the guarantees of a sign-in with a second factor: no rights before the code, each code once, few guesses. */
import type { Api } from '../../api/route';
import { SECOND_FACTOR_LIMITS, SECOND_STEP_ATTEMPTS, SECOND_STEP_MS } from '../../domain/second-factor';
import { startApi, type ApiAnswer, type TestApi } from '../support/api';
import { aBrowser, aPerson, PASSWORD, testSignIn, type TestBrowser } from '../support/people';
import { aGuarded, codeOf, PLAIN_HASH, plainPasswords } from '../support/second-factors';

const START = new Date('2026-11-20T12:00:00Z');
const STEP_MS = 30_000;
const EXPIRED = [401, 'SecondStepExpired'];
const REFUSED = [401, 'SecondFactorRefused'];

let api: TestApi;
beforeAll(async () => {
  const signIn = { ...testSignIn(), passwords: plainPasswords };
  api = await startApi({ name: 'second-step', startsAt: START, deps: { signIn } });
});
afterAll(() => api.stop());

let addresses = 0;
const anAddress = () => ({ 'x-test-address': `198.51.100.${(addresses += 1)}` });
const told = ({ status, body }: ApiAnswer) => [status, body['code']];
const guarded = () => aGuarded(api, {}, PLAIN_HASH);
const WRONG = 'wrong';
const send = (browser: TestBrowser, code: string, headers = {}, app?: Api) =>
  browser.call('POST', '/session/second-step', { code }, { headers, ...(app && { app }) });

/** Past its password. */
async function waiting(email: string): Promise<TestBrowser> {
  const browser = aBrowser(api);
  expect((await browser.signIn(email, PASSWORD, anAddress())).status).toBe(202);
  return browser;
}
async function auditOf(user: string): Promise<readonly { kind: string; after: Record<string, unknown> }[]> {
  const { entries } = (await api.call('GET', `/audit?subject=${user}`)).body;
  return entries as { kind: string; after: Record<string, unknown> }[];
}

describe('a right password of a person with a second factor', () => {
  test('begins no session: a cookie for the one next step, that no script and no other site can use', async () => {
    const { person } = await guarded();
    const browser = aBrowser(api);
    const answer = await browser.signIn(person.email);
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({
      secondStep: 'wanted',
      until: new Date(api.now().getTime() + SECOND_STEP_MS).toISOString(),
    });
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^crivo_second_step=[0-9a-z]{51,52}; Max-Age=300; Path=\/v1\/session\/second-step; HttpOnly; SameSite=Strict$/,
      ),
    ]);
    expect(browser.token).toBeUndefined();
    browser.holdToken(browser.step ?? '');
    for (const path of ['/session', '/branches/02', '/session/second-factor'])
      expect(told(await browser.call('GET', path))).toEqual([401, 'Unauthenticated']);
  });

  test('is all that tells of the factor: before it nothing differs', async () => {
    const [{ person }, plain] = [await guarded(), await aPerson(api, {}, PLAIN_HASH)];
    const answers = [person, plain].map(({ email }) => aBrowser(api).signIn(email, 'errada', anAddress()));
    const [one, other] = (await Promise.all(answers)).map(({ status, headers, body: { requestId: _id, ...body } }) => ({
      ...{ status, body, cookies: headers.getSetCookie() },
    }));
    expect(one).toEqual(other);
    expect(one).toMatchObject({ status: 401, body: { code: 'SignInRefused' }, cookies: [] });
  });

  test('and the code of the app give a session, once; the audit says how', async () => {
    const { person, secret } = await guarded();
    const browser = await waiting(person.email);
    const signedIn = await send(browser, codeOf(secret, api.now()));
    expect([signedIn.status, signedIn.body['subject']]).toEqual([200, person.user]);
    expect([browser.step, browser.token]).toEqual([undefined, expect.any(String)]);
    expect((await browser.call('GET', '/branches/02')).status).toBe(200);
    expect(await auditOf(person.user)).toMatchObject([
      { kind: 'session', after: { by: 'password', secondFactor: 'code' } },
    ]);
  });

  test('waits five minutes', async () => {
    const { person, secret } = await guarded();
    const browser = await waiting(person.email);
    api.advance(SECOND_STEP_MS);
    expect(told(await send(browser, codeOf(secret, api.now())))).toEqual(EXPIRED);
  });

  test('takes five wrong codes, and no right one after them', async () => {
    const { person, secret } = await guarded();
    const browser = await waiting(person.email);
    for (let i = 0; i < SECOND_STEP_ATTEMPTS; i += 1)
      expect(told(await send(browser, WRONG, anAddress()))).toEqual(REFUSED);
    expect(told(await send(browser, codeOf(secret, api.now()), anAddress()))).toEqual(EXPIRED);
    const refused = (await auditOf(person.user)).filter(({ after }) => after['refused'] === 'code');
    expect(refused).toHaveLength(SECOND_STEP_ATTEMPTS);
  });

  test.each([
    ['another password', 'credential.changedAt', '2026-11-20T11:00:00.000Z'],
    ['another factor', 'secondFactor.since', '2026-11-20T11:00:00.000Z'],
    ['being switched off', 'isActive', false],
  ])('is worth nothing after %s', async (_what, field, value) => {
    const { person, secret } = await guarded();
    const browser = await waiting(person.email);
    const users = api.database.collection<{ _id: string }>('users');
    await users.updateOne({ _id: person.user }, { $set: { [field]: value } });
    expect(told(await send(browser, codeOf(secret, api.now())))).toEqual(EXPIRED);
  });

  test('is asked for: without it, or with a token nobody has, no code is looked at', async () => {
    const { secret } = await guarded();
    for (const step of [undefined, 'x', 'z'.repeat(52), '{"$gt":""}']) {
      const browser = aBrowser(api);
      browser.holdStep(step);
      expect(told(await send(browser, codeOf(secret, api.now())))).toEqual(EXPIRED);
    }
  });

  test('is used from our own pages alone', async () => {
    const { person, secret } = await guarded();
    const browser = await waiting(person.email);
    const code = codeOf(secret, api.now());
    expect(told(await send(browser, code, { origin: 'https://evil.example' }))).toEqual([403, 'ForeignOrigin']);
    expect((await send(browser, code)).status).toBe(200);
  });
});

describe('a code', () => {
  test('is good once: again, or one from before it, signs nobody in', async () => {
    const { person, secret } = await guarded();
    const before = codeOf(secret, new Date(api.now().getTime() - STEP_MS));
    const code = codeOf(secret, api.now());
    expect((await send(await waiting(person.email), code)).status).toBe(200);
    for (const used of [code, before]) expect(told(await send(await waiting(person.email), used))).toEqual(REFUSED);
    const after = codeOf(secret, new Date(api.now().getTime() + STEP_MS));
    expect((await send(await waiting(person.email), after)).status).toBe(200);
  });

  test('raced by ten browsers in two processes signs in one', async () => {
    const { person, secret } = await guarded();
    const browsers = await Promise.all(Array.from({ length: 10 }, () => waiting(person.email)));
    const [code, other] = [codeOf(secret, api.now()), api.restarted()];
    const answers = await Promise.all(
      browsers.map((browser, index) => send(browser, code, anAddress(), index % 2 === 0 ? other : undefined)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(9);
    expect((await api.stores.sessions.listOf(person.user)).length).toBe(1);
  });

  test('of the app is refused more than one step from now', async () => {
    const { person, secret } = await guarded();
    for (const ms of [-2 * STEP_MS, 2 * STEP_MS])
      expect(told(await send(await waiting(person.email), codeOf(secret, new Date(api.now().getTime() + ms))))).toEqual(
        REFUSED,
      );
  });

  test('is guessed five times from one place, twenty a day from anywhere, whatever right passwords come between', async () => {
    const { account, accountAtAddress } = SECOND_FACTOR_LIMITS;
    expect([accountAtAddress.attempts, account.attempts, account.windowMs]).toEqual([5, 20, 86_400_000]);
    const { person, secret } = await guarded();
    const here = anAddress();
    const guess = async (headers: Record<string, string>, code = WRONG) => {
      const browser = aBrowser(api);
      expect((await browser.signIn(person.email, PASSWORD, headers)).status).toBe(202);
      return told(await send(browser, code, headers));
    };
    for (let i = 0; i < SECOND_FACTOR_LIMITS.accountAtAddress.attempts; i += 1)
      expect(await guess(here)).toEqual(REFUSED);
    expect(await guess(here, codeOf(secret, api.now()))).toEqual([429, 'TooManyAttempts']);
    for (let i = SECOND_FACTOR_LIMITS.accountAtAddress.attempts; i < SECOND_FACTOR_LIMITS.account.attempts; i += 1)
      expect(await guess(anAddress())).toEqual(REFUSED);
    expect(await guess(anAddress(), codeOf(secret, api.now()))).toEqual([429, 'TooManyAttempts']);
    api.advance(SECOND_FACTOR_LIMITS.account.windowMs);
    expect(await guess(anAddress(), codeOf(secret, api.now()))).toEqual([200, undefined]);
  });

  test.each([
    [{}],
    [{ code: 123456 }],
    [{ code: { $gt: '' } }],
    [{ code: '' }],
    [{ code: '1'.repeat(41) }],
    [{ code: '123456', x: 1 }],
  ])('that is none (%#) is a bad request', async (body) => {
    const { person } = await guarded();
    const browser = await waiting(person.email);
    expect(told(await browser.call('POST', '/session/second-step', body))).toEqual([400, 'InvalidRequest']);
  });
});
