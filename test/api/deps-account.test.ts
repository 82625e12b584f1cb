/** Owns the proof of a branch's Deps account over HTTP: the password kept and never told, addresses, CA, audit, products. */
import { createAddressGuard } from '../../adapters/outbound/address-guard';
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { aCertificate, anAuthority } from '../support/certificates';
import { STUB_PORTAL } from '../support/deps-portal';
import { startTestDeps, type TestDeps } from '../support/deps-simulator';
import { testKeyring } from '../support/keys';
import { depsLogin } from '../../usecases/deps-login';

let api: TestApi;
let deps: TestDeps;
beforeAll(async () => {
  deps = await startTestDeps();
  const depsPortal = { guard: STUB_PORTAL.guard, client: deps.client({ timeoutMs: 5_000 }) };
  api = await startApi({ name: 'deps-account', startsAt: new Date('2026-11-20T12:00:00Z'), deps: { depsPortal } });
});
afterEach(() => deps.control.clear());
afterAll(async () => {
  await api.stop();
  await deps.stop();
});

const AT = `/branches/${OWN_BRANCH}/deps`;
const PASSWORD = 'senha-do-simulador';
const login = () => ({ apiUrl: deps.url, email: deps.user.email, caCertificate: deps.ca });
const put = (body: object, path = AT) => api.call('PUT', path, body);
const refresh = (path = AT) => api.call('POST', `${path}/products/refresh`);
const findingsOf = (body: Record<string, unknown>) => body['errors'] as { at: string; message: string; fix: string }[];
/** A branch that has no account yet. */
let count = 0;
async function newBranch(): Promise<string> {
  count += 1;
  expect((await api.call('PUT', `/branches/n${count}`, { name: 'Nova' })).status).toBe(200);
  return `/branches/n${count}/deps`;
}

test('an account has defaults for all but its login, and its password is sealed and never told', async () => {
  const at = await newBranch();
  expect((await api.call('GET', at)).body).toMatchObject({ status: 404, code: 'DepsAccountNotFound' });
  const { status, body, text } = await put({ email: 'API@Distribuidora.example', password: PASSWORD }, at);
  expect(status).toBe(200);
  expect(body).toEqual({
    branch: `n${count}`,
    accountKey: expect.stringMatching(/^dep_[0-9a-z]{26}$/),
    apiUrl: 'https://api-portal.deps.com.br',
    email: 'API@Distribuidora.example',
    caCertificate: null,
    periodLabels: {},
    batchSize: 50,
    requestsPerMinute: 60,
    sync: { enabled: false, hour: '01:00', includePersons: false, ageingChanges: true },
    defaultProducts: { F: null, J: null },
    reuseIsFree: false,
    parallelLimit: 4,
    acceptsAlphanumericCnpj: false,
    timeoutSeconds: 90,
    knownProducts: null,
    labelsInForce: { branch: `n${count}`, periodLabels: {} },
    updatedAt: '2026-11-20T12:00:00.000Z',
  });
  const read = await api.call('GET', at);
  const audit = await api.call('GET', '/audit');
  expect(read.body).toEqual(body);
  for (const told of [text, read.text, audit.text, api.logged.join(), JSON.stringify(await api.everythingStored())]) {
    expect(told).not.toContain(PASSWORD);
  }
  const stored = await api.stores.depsAccounts.find(`n${count}`);
  expect(text + read.text + audit.text).not.toContain(stored?.password);
  expect(stored && depsLogin(stored, testKeyring()).password).toBe(PASSWORD);
});

describe('a password that is not sent', () => {
  test('stays while the login stays, however the address and the e-mail are written', async () => {
    await put({ ...login(), password: PASSWORD });
    const other = { apiUrl: `${deps.url}//`, email: deps.user.email.toUpperCase(), caCertificate: deps.ca };
    expect((await put({ ...other, batchSize: 7 })).body).toMatchObject({ batchSize: 7, apiUrl: deps.url });
    const stored = await api.stores.depsAccounts.find(OWN_BRANCH);
    expect(stored && depsLogin(stored, testKeyring()).password).toBe(PASSWORD);
  });

  test.each([{ apiUrl: 'https://collector.example.com' }, { email: 'other@distribuidora.example' }])(
    'is refused with %j: it would be sent to somebody it was not told for',
    async (change) => {
      await put({ ...login(), password: PASSWORD });
      const before = await api.stores.depsAccounts.find(OWN_BRANCH);
      const { status, body } = await put({ ...login(), ...change });
      expect([status, findingsOf(body)[0]?.at]).toEqual([400, 'password']);
      expect(await api.stores.depsAccounts.find(OWN_BRANCH)).toEqual(before);
    },
  );

  test('is refused the first time', async () => {
    const { status, body } = await put({ email: 'api@example.com' }, await newBranch());
    expect([status, findingsOf(body)[0]]).toEqual([
      400,
      { at: 'password', message: 'must be sent the first time', fix: 'send the password of this login' },
    ]);
  });
});

test('a change without `sync` keeps how the branch syncs, as it keeps the password', async () => {
  const at = await newBranch();
  const sync = { enabled: true, hour: '03:30', includePersons: true, ageingChanges: false };
  await put({ ...login(), password: PASSWORD, sync }, at);
  expect((await put({ ...login(), batchSize: 20 }, at)).body).toMatchObject({ batchSize: 20, sync });
  expect((await put({ ...login(), password: PASSWORD, email: 'outro@example.com' }, at)).body).toMatchObject({ sync });
});

test('branches with the same login share an account, and another login is another', async () => {
  await put({ ...login(), password: PASSWORD });
  const shared = await put(
    { ...login(), email: deps.user.email.toUpperCase(), password: PASSWORD },
    `/branches/${OTHER_BRANCH}/deps`,
  );
  const own = await api.stores.depsAccounts.find(OWN_BRANCH);
  expect(shared.body['accountKey']).toBe(own?.accountKey);
  const both = await api.stores.depsAccounts.ofAccount(own?.accountKey ?? '');
  expect(both.map(({ branch }) => branch)).toEqual([OWN_BRANCH, OTHER_BRANCH]);
  await put({ ...login(), email: 'b@example.com', password: PASSWORD }, `/branches/${OTHER_BRANCH}/deps`);
  expect(await api.stores.depsAccounts.ofAccount(own?.accountKey ?? '')).toHaveLength(1);
  expect((await api.stores.depsAccounts.list()).map(({ branch }) => branch)).toEqual(
    expect.arrayContaining([OWN_BRANCH, OTHER_BRANCH]),
  );
});

test('each change has its audit entry, which says that a password was told and not which', async () => {
  const at = await newBranch();
  await put({ ...login(), password: PASSWORD }, at);
  await put({ ...login(), batchSize: 10 }, at);
  const { entries } = (await api.call('GET', '/audit')).body as { entries: { target: string; after: unknown }[] };
  const own = entries
    .filter(({ target }) => target === `n${count}`)
    .filter((entry) => 'passwordTold' in (entry.after as object));
  expect(own).toHaveLength(2);
  expect(own).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        kind: 'depsAccount',
        before: null,
        after: expect.objectContaining({ passwordTold: true }),
      }),
      expect.objectContaining({
        before: expect.objectContaining({
          batchSize: 50,
          caCertificate: [expect.stringMatching(/^(?:[0-9A-F]{2}:){31}/)],
        }),
        after: expect.objectContaining({ batchSize: 10, passwordTold: false }),
      }),
    ]),
  );
});

test('two changes at once are both written, one after the other', async () => {
  const at = await newBranch();
  const answers = await Promise.all(
    [1, 2, 3].map((batchSize) => put({ ...login(), password: PASSWORD, batchSize }, at)),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await api.stores.depsAccounts.find(`n${count}`))?.revision).toBe(3);
});

describe('refused, with the place', () => {
  const cases: readonly [string, object, string][] = [
    ['plain http', { apiUrl: 'http://api-portal.deps.com.br' }, 'apiUrl'],
    ['a private address', { apiUrl: 'https://10.0.0.1' }, 'apiUrl'],
    ['the metadata address', { apiUrl: 'https://169.254.169.254/latest' }, 'apiUrl'],
    ['a mapped address', { apiUrl: 'https://[::ffff:127.0.0.1]' }, 'apiUrl'],
    ['a user in the address', { apiUrl: 'https://api@deps.com.br' }, 'apiUrl'],
    ['a backslash', { apiUrl: 'https://deps.com.br\\@10.0.0.1' }, 'apiUrl'],
    ['a file', { apiUrl: 'file:///etc/passwd' }, 'apiUrl'],
    ['a query', { apiUrl: 'https://deps.com.br/?a=1' }, 'apiUrl'],
    ['a mail port', { apiUrl: 'https://deps.com.br:25' }, 'apiUrl'],
    ['no e-mail', { email: 'api' }, 'email'],
    ['an hour that no clock has', { sync: { hour: '24:00' } }, 'sync.hour'],
    ['an empty batch', { batchSize: 0 }, 'batchSize'],
    ['a label with a control character', { periodLabels: { '0-30': 'a\u0000' } }, 'periodLabels.0-30'],
    ['a label of no period', { periodLabels: { '0-31': 'a' } }, 'periodLabels'],
    ['no certificate', { caCertificate: 'certificate' }, 'caCertificate'],
    [
      'half a certificate',
      { caCertificate: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' },
      'caCertificate',
    ],
    ['a branch of its own', { branch: '07' }, ''],
    ['a key of its own', { accountKey: 'dep_x' }, ''],
  ];
  test.each(cases)('%s', async (_what, change, at) => {
    const { status, body, text } = await put({ email: 'api@example.com', password: PASSWORD, ...change });
    expect([status, findingsOf(body)[0]?.at]).toEqual([400, at]);
    expect(text).not.toContain(PASSWORD);
  });

  test('a certificate with its private key, and one that has expired', async () => {
    const authority = await anAuthority();
    const expired = await aCertificate(authority, 'deps.example', new Date('2026-11-19T00:00:00Z'));
    for (const [caCertificate, message] of [
      [authority.cert + authority.key, 'has a private key in it'],
      [expired.cert, 'has a certificate that has expired'],
    ]) {
      const { status, body, text } = await put({ email: 'api@example.com', password: PASSWORD, caCertificate });
      expect([status, findingsOf(body)[0]?.message]).toEqual([400, message]);
      expect(text).not.toContain('BEGIN');
    }
  });
});

describe('the products', () => {
  beforeEach(async () => {
    await put({ ...login(), password: PASSWORD });
  });

  test('are those of the login, asked of Deps each time', async () => {
    const before = deps.control.requests().login;
    const { status, body } = await refresh();
    expect([status, body['products']]).toEqual([200, await deps.client().login(deps.login())]);
    await refresh();
    expect(deps.control.requests().login - before).toBe(3);
  });

  test('are kept with the account, which another login takes away with it', async () => {
    const { body } = await refresh();
    const known = { products: body['products'], refreshedAt: '2026-11-20T12:00:00.000Z' };
    expect((await api.call('GET', AT)).body['knownProducts']).toEqual(known);
    expect((await put({ ...login(), batchSize: 8 })).body['knownProducts']).toEqual(known);
    const other = await put({ ...login(), email: 'outro@example.com', password: PASSWORD });
    expect(other.body['knownProducts']).toBeNull();
  });

  test('are not kept under a login that the branch has no longer', async () => {
    await api.stores.depsAccounts.keepProducts(OWN_BRANCH, 'dep_before', { products: [], refreshedAt: 'later' });
    expect(JSON.stringify((await api.call('GET', AT)).body['knownProducts'])).not.toContain('later');
  });

  test("of a login that Deps does not take are an error with Deps' own words", async () => {
    await put({ ...login(), password: 'senha errada' });
    const { status, body } = await refresh();
    expect([status, body['code']]).toEqual([422, 'DepsLoginRefused']);
    expect(body['title']).toContain('E-mail ou senha inválidos');
    expect(body['state']).toEqual({ kind: 'credential', provider: 'E-mail ou senha inválidos (CONTA-001)' });
  });

  test.each([
    ['rateLimit', { retryAfter: 90 }, '90'],
    ['unavailable', {}, '60'],
    ['html', {}, '60'],
    ['huge', {}, '60'],
    ['reset', {}, '60'],
  ] as const)('while Deps has the fault %s: a 503 that says when to come again', async (fault, options, retryAfter) => {
    deps.control.fault(fault, options);
    const { status, body, headers } = await refresh();
    expect([status, body['code'], headers.get('retry-after')]).toEqual([503, 'DepsUnavailable', retryAfter]);
    expect(deps.control.fired()[fault]).toBe(1);
  });

  test('of a server whose certificate is not trusted are not asked for', async () => {
    await put({ ...login(), caCertificate: null });
    const before = deps.control.requests().login;
    const { status, body } = await refresh();
    expect([status, body['code']]).toEqual([503, 'DepsUnavailable']);
    expect(body['title']).toContain('certificate');
    expect(deps.control.requests().login).toBe(before);
  });

  test('need an account', async () => {
    const { status, body } = await refresh(await newBranch());
    expect([status, body['code']]).toEqual([404, 'DepsAccountNotFound']);
  });

  test('are nowhere logged with the password, whatever Deps says of it', async () => {
    deps.control.fault('echo');
    const { text } = await refresh();
    expect(deps.control.fired()['echo']).toBe(1);
    expect(text).toContain('***');
    expect(text + api.logged.join()).not.toContain(PASSWORD);
  });
});

test('this machine is no address of Deps unless the development setting lets it be', async () => {
  const guard = createAddressGuard({ allowLoopback: false });
  const strict = await startApi({ name: 'deps-strict', deps: { depsPortal: { ...STUB_PORTAL, guard } } });
  for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '0x7f.1']) {
    for (const scheme of ['http', 'https']) {
      const body = { ...login(), apiUrl: `${scheme}://${host}:${deps.port}`, password: PASSWORD };
      const answer = await strict.call('PUT', AT, body);
      expect([host, answer.status, findingsOf(answer.body)[0]?.at]).toEqual([host, 400, 'apiUrl']);
    }
  }
  await strict.stop();
});

test('a caller of another branch finds no branch, and one without the permission is told which it lacks', async () => {
  await put({ ...login(), password: PASSWORD });
  const stranger = await api.keyOf({ branches: [OTHER_BRANCH] });
  const analyst = await api.keyOf({ role: 'analyst' });
  const integrator = await api.keyOf({ role: 'integrator' });
  expect((await api.call('GET', AT, undefined, { key: stranger })).body['code']).toBe('BranchNotFound');
  expect((await api.call('GET', AT, undefined, { key: analyst })).body['code']).toBe('PermissionDenied');
  expect((await api.call('GET', AT, undefined, { key: integrator })).status).toBe(200);
  expect((await api.call('PUT', AT, login(), { key: integrator })).body['code']).toBe('PermissionDenied');
});
