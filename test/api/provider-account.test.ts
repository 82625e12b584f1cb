/** Owns the guarantees of the account that a person comes by: the first one binds, and an administrator loosens it. */
import type { OidcProvider } from '../../adapters/auth/oidc';
import { startApi, type ApiAnswer, type TestApi } from '../support/api';
import { anIdentityProvider, type IdentityProvider } from '../support/identity-provider';
import { aPerson, PASSWORD, testSignIn } from '../support/people';
import { clientOf } from '../support/provider-client';
import { travellerOf } from '../support/traveller';

let idp: IdentityProvider;
let api: TestApi;
let client: OidcProvider;
/** What the API asks. */
let present: OidcProvider;
beforeAll(async () => {
  idp = await anIdentityProvider();
  client = clientOf(idp);
  const asked: OidcProvider = {
    begin: () => present.begin(),
    finish: (answer, attempt) => present.finish(answer, attempt),
  };
  const signIn = { ...testSignIn(), provider: { label: 'Acme', client: asked } };
  api = await startApi({ name: 'provider-account', deps: { signIn } });
});
afterAll(() => Promise.all([api.stop(), idp.stop()]));
beforeEach(() => {
  idp.faults = {};
  present = client;
});

const codeOf = ({ status, body }: ApiAnswer) => [status, body['code']];
const aTraveller = () => travellerOf(api, idp);
const aKnown = () => aPerson(api, { userGroups: ['analyst'] });

describe('an e-mail that another account proves', () => {
  const CHANGED = [403, 'ProviderAccountChanged'];
  const by = (sub: string, email: string) => {
    idp.faults = { claims: { sub } };
    return aTraveller().signIn(email);
  };

  test('brings nobody’s rights along: the first account that signed in stays the person’s', async () => {
    const { email, user } = await aKnown();
    expect((await by('primeira', email)).body).toMatchObject({ subject: user });
    const other = await by('segunda', email);
    expect(codeOf(other)).toEqual(CHANGED);
    expect(other.body['detail']).toContain('vinculado a outra conta da empresa');
    expect((await by('primeira', email)).status).toBe(200);
    const { body } = await api.call('GET', `/audit?subject=${user}&kind=session`);
    expect(JSON.stringify(body).match(/isFirstOfAccount/g)).toHaveLength(1);
  });

  test('is refused of two that come at once for the first time', async () => {
    const { email, user } = await aKnown();
    const subjects = ['uma', 'outra'];
    const begin = () => client.begin();
    let arrived: () => void = () => undefined;
    const both = new Promise<void>((resolve) => (arrived = resolve));
    const finish = async () => {
      const subject = subjects.shift() ?? '';
      if (subjects.length === 0) arrived();
      await both;
      return { issuer: idp.issuer, subject, email };
    };
    present = { begin, finish };
    const answers = await Promise.all([aTraveller(), aTraveller()].map((traveller) => traveller.signIn(email)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await api.stores.sessions.listOf(user)).toHaveLength(1);
  });

  test.each([
    ['a password reset', (user: string) => api.call('POST', `/users/${user}/password-reset`)],
    [
      'another e-mail',
      async (user: string) => {
        const revision = (await api.call('GET', `/users/${user}`)).body['revision'];
        return api.call('PATCH', `/users/${user}`, { email: `novo.${user}@example.com`, revision });
      },
    ],
  ])('is taken after an administrator’s hand: %s', async (_what, loosen) => {
    const { email, user } = await aKnown();
    expect((await by('primeira', email)).status).toBe(200);
    const { status, body } = await loosen(user);
    expect(status).toBe(200);
    expect((await by('segunda', String(body['email']))).body).toMatchObject({ subject: user });
    expect(codeOf(await by('primeira', String(body['email'])))).toEqual(CHANGED);
  });

  test('stays so through other changes of the person, and of their own password', async () => {
    const { email, user } = await aKnown();
    const browser = aTraveller();
    await browser.call('POST', '/session', { email, password: PASSWORD });
    expect((await by('primeira', email)).status).toBe(200);
    const change = { currentPassword: PASSWORD, newPassword: 'girassol tijolo vento' };
    expect((await browser.call('PUT', '/session/password', change)).status).toBe(200);
    expect((await api.call('PATCH', `/users/${user}`, { name: 'Ana Lima', revision: 2 })).status).toBe(200);
    expect(codeOf(await by('segunda', email))).toEqual(CHANGED);
  });

  test('of another provider, which the settings name by now, is bound in place of the one before', async () => {
    const { email, user } = await aKnown();
    expect((await by('primeira', email)).status).toBe(200);
    const issuer = 'https://login.example.com';
    present = { begin: () => client.begin(), finish: () => Promise.resolve({ issuer, subject: 'segunda', email }) };
    expect((await aTraveller().signIn(email)).body).toMatchObject({ subject: user });
    const finish = () => Promise.resolve({ issuer, subject: 'primeira', email });
    present = { begin: () => client.begin(), finish };
    expect(codeOf(await aTraveller().signIn(email))).toEqual(CHANGED);
  });

  test('is known as a keyed hash, told to nobody', async () => {
    const { email, user } = await aKnown();
    await by('conta-que-ninguem-le', email);
    expect(JSON.stringify(await api.everythingStored()) + api.logged.join()).not.toContain('conta-que-ninguem-le');
    expect((await api.call('GET', `/users/${user}`)).text + (await api.call('GET', '/users')).text).not.toContain(
      'providerAccount',
    );
  });
});
