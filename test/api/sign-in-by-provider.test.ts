/** Owns the guarantees of signing in by an identity provider: only a proof of this attempt, only people there are. */
import type { OidcProvider } from '../../adapters/auth/oidc';
import type { User } from '../../contracts/user';
import { startApi, type ApiAnswer, type TestApi } from '../support/api';
import { anIdentityProvider, CLIENT_ID, CLIENT_SECRET, type IdentityProvider } from '../support/identity-provider';
import { aBrowser, aPerson, PASSWORD, testSignIn } from '../support/people';
import { clientOf, REDIRECT_URI } from '../support/provider-client';
import { travellerOf } from '../support/traveller';

const LABEL = 'Entrar com a Acme';

let idp: IdentityProvider;
let api: TestApi;
let plain: TestApi;
/** Each test has one that has asked nothing yet. */
let present: OidcProvider;
beforeAll(async () => {
  idp = await anIdentityProvider();
  const client: OidcProvider = {
    begin: () => present.begin(),
    finish: (answer, attempt) => present.finish(answer, attempt),
  };
  const signIn = { ...testSignIn(), provider: { label: LABEL, client } };
  api = await startApi({ name: 'sign-in-by-provider', deps: { signIn } });
  plain = await startApi({ name: 'sign-in-without-provider' });
});
afterAll(async () => {
  await Promise.all([api.stop(), plain.stop(), idp.stop()]);
});
beforeEach(() => {
  idp.faults = {};
  present = aClient();
});

const aClient = (timeoutMs = 2_000, verifiedClaim = 'email_verified') => clientOf(idp, { timeoutMs, verifiedClaim });

const codeOf = ({ status, body }: ApiAnswer) => [status, body['code']];
const REFUSED = [401, 'ProviderSignInRefused'];
const aTraveller = (of = api) => travellerOf(of, idp);
const aKnown = (changes: Partial<User> = {}) => aPerson(api, { userGroups: ['analyst'], ...changes });

test('without settings nothing is offered, and its addresses are not there', async () => {
  const traveller = aTraveller(plain);
  expect((await traveller.call('GET', '/sign-in-options')).body).toEqual({ oidc: null });
  expect(codeOf(await traveller.call('POST', '/session/oidc/start'))).toEqual([404, 'RouteNotFound']);
  const answer = { answer: 'code=a&state=b' };
  expect(codeOf(await traveller.call('POST', '/session/oidc', answer))).toEqual([404, 'RouteNotFound']);
});

describe('a person the provider vouches for', () => {
  test('leaves with PKCE, state and nonce to the exact redirect address, and the cookie is no script’s', async () => {
    const traveller = aTraveller();
    expect((await traveller.call('GET', '/sign-in-options')).body).toEqual({ oidc: { label: LABEL } });
    const { searchParams, origin } = new URL(await traveller.leave());
    expect(origin).toBe(idp.issuer);
    const sent = Object.fromEntries(searchParams);
    expect(sent).toMatchObject({
      tenant: '1',
      response_type: 'code',
      client_id: CLIENT_ID,
      redirect_uri: REDIRECT_URI,
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(sent[name]?.length).toBeGreaterThanOrEqual(43);
    expect(traveller.lines.at(-1)).toMatch(
      /^crivo_oidc=[^;]+; Max-Age=600; Path=\/v1\/session\/oidc; HttpOnly; SameSite=Strict$/,
    );
    expect(traveller.lines.at(-1)).not.toContain(sent['state']);
  });

  test('is signed in as by password: the token of before is worth nothing, and the audit says by what', async () => {
    const { email, user } = await aKnown();
    const traveller = aTraveller();
    await traveller.call('POST', '/session', { email, password: PASSWORD });
    const before = traveller.cookies.get('crivo_session') ?? '';
    const answer = await traveller.signIn(email.toUpperCase());
    expect([answer.status, answer.body['subject']]).toEqual([200, user]);
    expect((await traveller.call('GET', '/session')).body).toEqual(answer.body);
    expect(traveller.cookies.has('crivo_oidc')).toBe(false);
    const old = aBrowser(api);
    old.holdToken(before);
    expect((await old.call('GET', '/session')).status).toBe(401);
    const { body } = await api.call('GET', `/audit?subject=${user}&kind=session`);
    expect(JSON.stringify(body)).toContain('"by":"oidc"');
    const sessions = (await api.call('GET', `/users/${user}/sessions`)).body['sessions'];
    expect(sessions).toMatchObject([{ by: 'oidc' }]);
  });

  test('need not change a password that was handed over and that nobody used', async () => {
    const { email } = await aKnown({ mustChangePassword: true });
    expect((await aTraveller().signIn(email)).body).toMatchObject({ mustChangePassword: false });
    const byPassword = await aTraveller().call('POST', '/session', { email, password: PASSWORD });
    expect(byPassword.body).toMatchObject({ mustChangePassword: true });
  });

  test('is known by what the provider tells of them elsewhere, where the ID token tells nothing', async () => {
    const { email, user } = await aKnown();
    const untold = { email: undefined, email_verified: undefined };
    idp.faults = { claims: untold, userInfo: { email, email_verified: true } };
    expect((await aTraveller().signIn(email)).body).toMatchObject({ subject: user });
    expect(idp.asked['/userinfo']).toBe(1);
  });

  test.each([true, 1, '1', 'true'])(
    'is known by the claim that the settings name, such as Entra ID’s: %j',
    async (xms_edov) => {
      const { email, user } = await aKnown();
      idp.faults = { claims: { email_verified: undefined, xms_edov } };
      present = aClient(2_000, 'xms_edov');
      expect((await aTraveller().signIn(email)).body).toMatchObject({ subject: user });
    },
  );

  test('neither e-mail, code, secret nor token is logged or stored', async () => {
    const { email } = await aKnown();
    const traveller = aTraveller();
    const answer = idp.approve(await traveller.leave(), email);
    expect((await traveller.comeBack(answer)).status).toBe(200);
    const token = traveller.cookies.get('crivo_session') ?? '';
    const written = `${api.logged.join('\n')}${JSON.stringify(await api.everythingStored())}`;
    for (const secret of [answer.get('code') ?? '', CLIENT_SECRET, token]) expect(written).not.toContain(secret);
    expect(api.logged.join('\n')).not.toContain(email);
  });
});

describe('is refused, and all alike:', () => {
  const now = () => Math.floor(Date.now() / 1_000);
  const elsewhere = (claims: Record<string, unknown>) => ({
    claims: { email: undefined, email_verified: true },
    userInfo: { email: 'ana@example.com', email_verified: true, ...claims },
  });
  test.each([
    ['another nonce', 'claim', () => ({ claims: { nonce: 'de-outra-tentativa' } })],
    ['another audience', 'claim', () => ({ claims: { aud: 'outro-sistema' } })],
    ['another issuer', 'claim', () => ({ claims: { iss: 'https://evil.example' } })],
    ['an expired token', 'timestamp', () => ({ claims: { iat: now() - 600, exp: now() - 300 } })],
    ['an unsigned token', 'alg', () => ({ alg: 'none' as const })],
    ['a token signed by a secret', 'alg', () => ({ alg: 'HS256' as const })],
    ['a token of another key', 'signature', () => ({ foreignKey: true })],
    ['an e-mail that is not verified', 'not verified', () => ({ claims: { email_verified: false } })],
    ['an e-mail of which nothing is said', 'not verified', () => ({ claims: { email_verified: undefined } })],
    ['an e-mail verified in words', 'not verified', () => ({ claims: { email_verified: 'true' } })],
    [
      'an e-mail of which only another address says that it is verified',
      'not verified',
      () => elsewhere({ email_verified: undefined }),
    ],
    ['what is told of somebody else', 'sub', () => elsewhere({ sub: 'pessoa-2' })],
    ['an e-mail that is not verified elsewhere either', 'not verified', () => elsewhere({ email_verified: false })],
    ['no e-mail', 'no e-mail', () => ({ claims: { email: undefined } })],
    ['an e-mail that is none', 'no e-mail', () => ({ claims: { email: { $gt: '' } } })],
  ])('%s', async (_name, reason, faults) => {
    const { email } = await aKnown();
    idp.faults = faults();
    const traveller = aTraveller();
    expect(codeOf(await traveller.signIn(email))).toEqual(REFUSED);
    expect(traveller.cookies.has('crivo_session')).toBe(false);
    const told = api.logged.map((line) => JSON.parse(line) as { reason?: string }).findLast((line) => line.reason);
    expect(told?.reason).toContain(reason);
  });

  test('somebody nobody knows, who is not made, and a person who is switched off', async () => {
    const off = await aKnown({ isActive: false });
    const answers = [await aTraveller().signIn('ninguem@example.com'), await aTraveller().signIn(off.email)];
    const [first, second] = answers.map(({ status, body: { requestId: _id, ...body } }) => ({ status, body }));
    expect(first).toMatchObject({ status: 401, body: { code: 'ProviderSignInRefused' } });
    expect(second).toEqual(first);
    expect(await api.stores.users.findByEmail('ninguem@example.com')).toBeNull();
  });

  test('another state, an answer of another browser, and one that comes too late or without an attempt', async () => {
    const { email } = await aKnown();
    const traveller = aTraveller();
    const answer = idp.approve(await traveller.leave(), email);
    const other = aTraveller();
    expect(codeOf(await other.comeBack(answer))).toEqual(REFUSED);
    await other.leave();
    expect(codeOf(await other.comeBack(answer))).toEqual(REFUSED);
    api.advance(601_000);
    expect(codeOf(await traveller.comeBack(answer))).toEqual(REFUSED);
  });

  test('an answer that was used, also with the cookie of before', async () => {
    const { email } = await aKnown();
    const traveller = aTraveller();
    const answer = idp.approve(await traveller.leave(), email);
    const cookie = traveller.cookies.get('crivo_oidc') ?? '';
    expect((await traveller.comeBack(answer)).status).toBe(200);
    expect(codeOf(await traveller.comeBack(answer))).toEqual(REFUSED);
    traveller.cookies.set('crivo_oidc', cookie);
    expect(codeOf(await traveller.comeBack(answer))).toEqual(REFUSED);
  });

  test('an answer of another provider, a person who said no, and a cookie of somebody’s own making', async () => {
    const { email } = await aKnown();
    const traveller = aTraveller();
    const answer = idp.approve(await traveller.leave(), email);
    answer.set('iss', 'https://evil.example');
    expect(codeOf(await traveller.comeBack(answer))).toEqual(REFUSED);
    const state = new URL(await traveller.leave()).searchParams.get('state') ?? '';
    const no = new URLSearchParams({ error: 'access_denied', state, iss: idp.issuer });
    expect(codeOf(await traveller.comeBack(no))).toEqual(REFUSED);
    traveller.cookies.set('crivo_oidc', Buffer.from('["sign-in by provider",9e15,{}]').toString('base64'));
    expect(codeOf(await traveller.comeBack(answer))).toEqual(REFUSED);
  });

  test('a request from a page of another site', async () => {
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const started = await aTraveller().call('POST', '/session/oidc/start', undefined, headers);
    expect(codeOf(started)).toEqual([403, 'ForeignOrigin']);
    const answer = { answer: 'code=a&state=b' };
    expect(codeOf(await aTraveller().call('POST', '/session/oidc', answer, headers))).toEqual([403, 'ForeignOrigin']);
  });

  test('guesses beyond their bound, before the provider is asked', async () => {
    const traveller = aTraveller();
    const location = await traveller.leave();
    const cookie = traveller.cookies.get('crivo_oidc') ?? '';
    const state = new URL(location).searchParams.get('state') ?? '';
    const codes: unknown[] = [];
    for (let guess = 0; guess < 6; guess += 1) {
      traveller.cookies.set('crivo_oidc', cookie);
      const answer = new URLSearchParams({ code: `palpite-${guess}`, state, iss: idp.issuer });
      codes.push((await traveller.comeBack(answer)).body['code']);
    }
    expect(codes.slice(-2)).toEqual(['ProviderSignInRefused', 'TooManyAttempts']);
  });
});

describe('a provider that is away', () => {
  const AWAY = [503, 'SignInProviderUnavailable'];
  test('or silent, or at odds with its protocol, is told as that, and passwords still sign in', async () => {
    const traveller = aTraveller();
    for (const faults of [
      { isSilent: true },
      { status: 500 },
      { status: 404 },
      { html: '/.well-known/openid-configuration' },
      { discovery: { issuer: 'https://evil.example' } },
      { discovery: { authorization_endpoint: 'javascript:alert(1)' } },
      { discovery: { authorization_endpoint: 'http://login.example.com/' } },
    ]) {
      idp.faults = faults;
      present = aClient(300);
      expect(codeOf(await traveller.call('POST', '/session/oidc/start'))).toEqual(AWAY);
    }
    const { email } = await aKnown();
    expect((await traveller.call('POST', '/session', { email, password: PASSWORD })).status).toBe(200);
  });

  test('when somebody comes back is no refusal, nor are its redirects followed', async () => {
    const { email } = await aKnown();
    for (const faults of [{ status: 503 }, { redirects: true }]) {
      const traveller = aTraveller();
      const answer = idp.approve(await traveller.leave(), email);
      idp.faults = faults;
      expect(codeOf(await traveller.comeBack(answer))).toEqual(AWAY);
      idp.faults = {};
    }
    expect(idp.asked['/elsewhere']).toBeUndefined();
  });

  test.each(['/token', '/jwks', '/userinfo'])('or answers %s with a page for people is no refusal', async (html) => {
    const { email } = await aKnown();
    idp.faults = { html, claims: { email_verified: undefined }, userInfo: {} };
    const traveller = aTraveller();
    expect(codeOf(await traveller.comeBack(idp.approve(await traveller.leave(), email)))).toEqual(AWAY);
  });

  test('is asked once by many, and again after seconds', async () => {
    idp.faults = { status: 500 };
    const client = aClient();
    const count = () => idp.asked['/.well-known/openid-configuration'] ?? 0;
    const before = count();
    await Promise.allSettled(Array.from({ length: 20 }, () => client.begin()));
    expect(count() - before).toBe(1);
  });
});
