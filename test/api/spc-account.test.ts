/** Owns the proof of a branch's SPC account over HTTP: the password kept and never told, addresses, audit, products. */
import { createAddressGuard } from '../../adapters/outbound/address-guard';
import { spcLogin } from '../../usecases/spc-accounts';
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { STUB_SPC } from '../support/deps-portal';
import { testKeyring } from '../support/keys';
import { startTestSpc, type TestSpc } from '../support/spc-simulator';

let api: TestApi;
let spc: TestSpc;
beforeAll(async () => {
  spc = await startTestSpc();
  const spcPortal = { guard: STUB_SPC.guard, bureau: spc.bureau };
  api = await startApi({ name: 'spc-account', startsAt: new Date('2026-11-20T12:00:00Z'), deps: { spcPortal } });
});
afterEach(() => spc.control.clear());
afterAll(async () => {
  await api.stop();
  await spc.stop();
});

const AT = `/branches/${OWN_BRANCH}/spc`;
const PASSWORD = 'senha-do-simulador';
const login = () => ({ apiUrl: spc.url, operator: '398745', caCertificate: spc.ca });
const put = (body: object) => api.call('PUT', AT, body);
const refresh = () => api.call('POST', `${AT}/products/refresh`);
const placesOf = (body: Record<string, unknown>) => (body['errors'] as { at: string }[]).map(({ at }) => at);

test('an account has defaults for all but its login, and its password is sealed and never told', async () => {
  expect((await api.call('GET', AT)).body).toMatchObject({ status: 404, code: 'SpcAccountNotFound' });
  expect((await refresh()).body).toMatchObject({ status: 404, code: 'SpcAccountNotFound' });
  const { body, text } = await put({ operator: '398745', password: PASSWORD });
  expect(body).toEqual({
    branch: OWN_BRANCH,
    accountKey: expect.stringMatching(/^spc_[0-9a-z]{26}$/),
    apiUrl: 'https://servicos.spc.org.br/spc/remoting/ws/consulta/consultaWebService',
    operator: '398745',
    caCertificate: null,
    optionalInputs: [],
    defaultProducts: { F: null, J: null },
    reuseIsFree: false,
    parallelLimit: 4,
    acceptsAlphanumericCnpj: false,
    timeoutSeconds: 90,
    knownProducts: null,
    updatedAt: '2026-11-20T12:00:00.000Z',
  });
  const read = await api.call('GET', AT);
  expect(read.body).toEqual(body);
  const audit = await api.call('GET', '/audit');
  expect(audit.text).toContain('spcAccount');
  for (const told of [text, read.text, audit.text, api.logged.join(), JSON.stringify(await api.everythingStored())]) {
    expect(told).not.toContain(PASSWORD);
  }
  const stored = await api.stores.spcAccounts.find(OWN_BRANCH);
  expect(stored && spcLogin(stored, testKeyring())).toMatchObject({ password: PASSWORD, queryTimeoutMs: 90_000 });
});

test('a password that is not sent stays while the login does, and goes to no other address or operator', async () => {
  await put({ ...login(), password: PASSWORD });
  expect((await put({ ...login(), optionalInputs: [77] })).body).toMatchObject({ optionalInputs: [77] });
  for (const change of [{ apiUrl: 'https://collector.example.com' }, { operator: '111111' }]) {
    const { status, body } = await put({ ...login(), ...change });
    expect([status, placesOf(body)]).toEqual([400, ['password']]);
  }
});

test('the products are listed by SPC and kept with the account', async () => {
  await put({ ...login(), password: PASSWORD });
  const { status, body } = await refresh();
  expect([status, body['products']]).toEqual([200, await spc.bureau.listProducts(spc.login())]);
  const known = { products: body['products'], refreshedAt: '2026-11-20T12:00:00.000Z' };
  expect((await api.call('GET', AT)).body['knownProducts']).toEqual(known);
  expect((await put({ ...login(), defaultProducts: { F: '257', J: '257' } })).status).toBe(200);
  expect(placesOf((await put({ ...login(), defaultProducts: { F: '999' } })).body)).toEqual(['defaultProducts.F']);
  expect(spc.control.invoice()).toEqual([]);
});

test('a login that SPC does not take, and an SPC that is away, are told apart, without the password', async () => {
  await put({ ...login(), password: 'senha errada' });
  const refused = await refresh();
  expect([refused.status, refused.body['code']]).toEqual([422, 'SpcLoginRefused']);
  await put({ ...login(), password: PASSWORD });
  spc.control.fault('unavailable');
  const away = await refresh();
  expect([away.status, away.body['code'], away.headers.get('retry-after')]).toEqual([503, 'SpcUnavailable', '60']);
  spc.control.clear();
  spc.control.fault('echo');
  expect((await refresh()).text + api.logged.join()).not.toContain(PASSWORD);
  expect(spc.control.fired()).toMatchObject({ unavailable: 1, echo: 1 });
});

test.each([
  ['a private address', { apiUrl: 'https://10.0.0.1' }, 'apiUrl'],
  ['plain http', { apiUrl: 'http://servicos.spc.org.br' }, 'apiUrl'],
  ['a query', { apiUrl: 'https://servicos.spc.org.br/x?wsdl' }, 'apiUrl'],
  ['a colon in the operator', { operator: '398745:x' }, 'operator'],
  ['a reuse that SPC does not have', { reuseIsFree: true }, 'reuseIsFree'],
  ['an input that is no number', { optionalInputs: ['77'] }, 'optionalInputs[0]'],
  ['a key of its own', { accountKey: 'spc_x' }, ''],
])('refused, with the place: %s', async (_what, change, at) => {
  const { status, body } = await put({ operator: '398745', password: PASSWORD, ...change });
  expect([status, placesOf(body)]).toEqual([400, [at]]);
});

test('this machine is no address of SPC unless the development setting lets it be', async () => {
  const guard = createAddressGuard({ allowLoopback: false });
  const strict = await startApi({ name: 'spc-strict', deps: { spcPortal: { ...STUB_SPC, guard } } });
  const { status, body } = await strict.call('PUT', AT, { ...login(), password: PASSWORD });
  expect([status, placesOf(body)]).toEqual([400, ['apiUrl']]);
  await strict.stop();
});

test('a caller of another branch finds no branch, and one without the permission is told which it lacks', async () => {
  const stranger = await api.keyOf({ branches: [OTHER_BRANCH] });
  const integrator = await api.keyOf({ role: 'integrator' });
  expect((await api.call('GET', AT, undefined, { key: stranger })).body['code']).toBe('BranchNotFound');
  expect((await api.call('GET', AT, undefined, { key: integrator })).status).toBe(200);
  expect((await api.call('PUT', AT, login(), { key: integrator })).body['code']).toBe('PermissionDenied');
});
