/** Owns the proof that the Deps simulator keeps the contract: it takes what is written there, and refuses what isn't. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_USER, PRODUCTS } from '../../dev/simulators/deps/logins';
import { QUERY_FAULTS } from '../../dev/simulators/deps/query-faults';
import { startDepsSimulator, type DepsSimulator } from '../../dev/simulators/deps/simulator';

const OTHER_USER = { ...DEFAULT_USER, email: 'b@outra.example', account: 'outra' };
let simulator: DepsSimulator;
beforeAll(async () => {
  simulator = await startDepsSimulator({ users: [DEFAULT_USER, OTHER_USER] });
});
afterEach(() => simulator.control.clear());
afterAll(() => simulator.stop());

async function call(method: string, path: string, body?: unknown, token?: string) {
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(`${simulator.url}${path}`, { method, headers, ...sent });
  const text = await response.text();
  return { status: response.status, text, body: (text === '' ? null : JSON.parse(text)) as unknown };
}
async function tokenOf({ email, password }: { email: string; password: string } = DEFAULT_USER): Promise<string> {
  const { body } = await call('POST', '/api/v3/conta/entrar', { email, senha: password });
  return (body as [{ access_token: string }])[0].access_token;
}
const RECEIVABLES = '/api/v1/contas-receber';
const anItem = (documento: string, totalPago = 10.5) => ({
  documento,
  dados: {
    dataPosicao: '2026-01-31T00:00:00',
    campoComplementar: 0,
    maiorLimiteTomado: 0,
    contasReceberResumido: {
      mediaDiasAtraso: 1.5,
      mediaDiasVencido: 0,
      mediaDiasVencer: 0,
      totalPago,
      totalVencido: 0,
      totalVencer: 0,
    },
    contasReceberDetalhado: [
      { tipo: 1, detalhes: [{ dataBase: '2026-01-01T00:00:00', itens: [{ periodo: '0-30', valor: 0 }] }] },
    ],
  },
});

test('a login answers a list with token, its seconds and the products', async () => {
  const { status, body } = await call('POST', '/api/v3/conta/entrar', {
    email: DEFAULT_USER.email,
    senha: DEFAULT_USER.password,
  });
  expect([status, body]).toEqual([200, [{ access_token: expect.any(String), expires_in: 18_000, produtos: PRODUCTS }]]);
});

test.each([
  {},
  { email: DEFAULT_USER.email },
  { email: DEFAULT_USER.email, senha: 'x' },
  { email: { $gt: '' }, senha: '' },
])('a login with %j is answered 400 with codigo and mensagem', async (body) => {
  const answer = await call('POST', '/api/v3/conta/entrar', body);
  expect(answer).toMatchObject({ status: 400, body: { codigo: expect.any(String), mensagem: expect.any(String) } });
});

test('a picture is answered 200 with nothing, replaces the one before, and is of one account alone', async () => {
  const [token, other] = [await tokenOf(), await tokenOf(OTHER_USER)];
  const document = '11222333000181';
  for (const paid of [1, 2]) {
    const { status, text } = await call('POST', RECEIVABLES, { contasReceber: [anItem(document, paid)] }, token);
    expect([status, text]).toEqual([200, '']);
  }
  const read = await call('GET', `${RECEIVABLES}?documento=${document}`, undefined, token);
  expect(read).toMatchObject({ status: 200, body: { contasReceber: [anItem(document, 2)] } });
  expect((await call('GET', `${RECEIVABLES}?documento=${document}`, undefined, other)).status).toBe(404);
  expect(simulator.control.held(document)).toEqual(anItem(document, 2).dados);
});

const broken: readonly [string, unknown][] = [
  ['nothing', {}],
  ['no item', { contasReceber: [] }],
  ['a document with punctuation', { contasReceber: [anItem('11.222.333/0001-81')] }],
  ['a document twice', { contasReceber: [anItem('39053344705'), anItem('39053344705')] }],
  ['a fraction of a cent', { contasReceber: [anItem('39053344705', 0.001)] }],
  ['an amount as text', { contasReceber: [anItem('39053344705', '1' as never)] }],
  ['no data', { contasReceber: [{ documento: '39053344705' }] }],
];
test.each(broken)('a send of %s is refused, and nothing of it is stored', async (_what, body) => {
  const before = simulator.control.heldCount();
  expect((await call('POST', RECEIVABLES, body, await tokenOf())).status).toBe(400);
  expect(simulator.control.heldCount()).toBe(before);
});

test('without a token, with one of nobody, and with one that has ended it is 401', async () => {
  const path = `${RECEIVABLES}?documento=39053344705`;
  const token = await tokenOf();
  simulator.control.expireLogins();
  for (const one of [undefined, 'x', token]) expect((await call('GET', path, undefined, one)).status).toBe(401);
  simulator.control.tokensLast(0);
  expect((await call('GET', path, undefined, await tokenOf())).status).toBe(401);
  simulator.control.tokensLast(18_000);
});

test('a fault is switched by name over the control route, counted, and ends after its times', async () => {
  expect((await call('POST', '/control/faults', { name: 'nonsense' })).status).toBe(400);
  expect(
    (await call('POST', '/control/faults', { name: 'rateLimit', kind: 'login', times: 1, retryAfter: 3 })).status,
  ).toBe(200);
  const enter = () => call('POST', '/api/v3/conta/entrar', { email: DEFAULT_USER.email, senha: DEFAULT_USER.password });
  expect((await enter()).status).toBe(429);
  expect((await enter()).status).toBe(200);
  expect((await call('GET', '/control')).body).toMatchObject({ fired: { rateLimit: 1 } });
  expect((await call('POST', '/control/clear', {})).body).toMatchObject({ on: [] });
});

describe('a paid query', () => {
  const QUERY = '/api/v3/consultas/depsmix';
  const asked = (documento: string, given: Record<string, unknown> = {}) => ({
    documento,
    identificadorProduto: documento.length === 11 ? '5B9E0C11' : '20C2F2B4',
    reutilizarDadosExistentes: false,
    autorizacaoScr: false,
    ...given,
  });
  const ask = async (body: unknown) => call('POST', QUERY, body, await tokenOf());
  const invoice = async (documento: string) =>
    (await call('GET', `/control/invoice?documento=${documento}`)).body as { charges: Record<string, unknown>[] };

  test('is answered with the blocks of the contract, always alike for one document', async () => {
    const [first, second] = [await ask(asked('11222333000181')), await ask(asked('11222333000181'))];
    const { mix } = first.body as { mix: Record<string, unknown> };
    expect(mix).toMatchObject({
      versao: '2',
      isParcial: false,
      blocosComErros: [],
      dataConsulta: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
      empresa: { success: true, data: { cnpj: '11222333000181' } },
      score: { data: { score: expect.any(Number) } },
      pendenciasRestricoes: { success: true },
    });
    const again = (second.body as { mix: Record<string, unknown> }).mix;
    expect([again['score'], again['smart'], again['empresa']]).toEqual([mix['score'], mix['smart'], mix['empresa']]);
    expect((await invoice('11222333000181')).charges).toHaveLength(2);
  });

  test('of many documents is clean for some and restricted for others', async () => {
    const states = new Set<boolean>();
    for (let base = 10; base < 40; base++) {
      const { body } = await ask(asked(`112223330001${base}`));
      const { mix } = body as { mix: { pendenciasRestricoes: { data: unknown } } };
      states.add(mix.pendenciasRestricoes.data === null);
    }
    expect(states.size).toBe(2);
  });

  test.each([
    [{}, 'CONS-001'],
    [asked('11.222.333/0001-81'), 'CONS-001'],
    [asked('11444777000161', { reutilizarDadosExistentes: 'false' }), 'CONS-002'],
    [asked('11444777000161', { autorizacaoScr: undefined }), 'CONS-002'],
    [asked('11444777000161', { limiteRequisitado: '10' }), 'CONS-003'],
    [asked('11444777000161', { identificadorProduto: 'FFFFFFFF' }), 'CONS-004'],
    [asked('11444777000161', { identificadorProduto: '5B9E0C11' }), 'CONS-005'],
  ])('with %j is refused and costs nothing', async (body, codigo) => {
    expect(await ask(body)).toMatchObject({ status: 400, body: { codigo } });
    expect((await invoice('11444777000161')).charges).toEqual([]);
  });

  test('without a token is 401 and costs nothing', async () => {
    expect((await call('POST', QUERY, asked('11444777000161'), 'x')).status).toBe(401);
    expect((await invoice('11444777000161')).charges).toEqual([]);
  });

  test('has its reuse, its subject and its faults switched over the control route, and the invoice tells all', async () => {
    const document = '12ABC34501DE35';
    await call('POST', '/control/subjects', { documento: document, profile: 'bankrupt' });
    expect((await ask(asked(document))).body).toMatchObject({ mix: { score: { data: { score: 0 } } } });
    await call('POST', '/control/subjects', { documento: document, olderByDays: 100 });
    const { body } = await ask(asked(document, { reutilizarDadosExistentes: true }));
    const { dataConsulta } = (body as { mix: { dataConsulta: string } }).mix;
    expect(Date.now() - Date.parse(`${dataConsulta}-03:00`)).toBeGreaterThan(99 * 86_400_000);
    await call('POST', '/control/reuse', { isFree: false, whenNothingHeld: 'refuse' });
    await ask(asked(document, { reutilizarDadosExistentes: true }));
    await call('POST', '/control/subjects', { documento: document, forget: true });
    expect((await ask(asked(document, { reutilizarDadosExistentes: true }))).status).toBe(400);
    expect((await call('POST', '/control/faults', { name: 'error500AfterCharging', times: 1 })).status).toBe(200);
    expect((await ask(asked(document))).status).toBe(500);
    const common = { account: 'distribuidora', documento: document, identificadorProduto: '20C2F2B4' };
    expect((await invoice(document)).charges).toMatchObject([
      { ...common, reused: false, answer: 'left' },
      { ...common, reused: true, answer: 'left' },
      { ...common, reused: false, answer: 'broken' },
    ]);
    expect((await call('POST', '/control/subjects', { documento: document, profile: 'rich' })).status).toBe(400);
  });
});

test('every fault of a paid query is described by its name', () => {
  const text = readFileSync(join(__dirname, '../../docs/deps-simulator.md'), 'utf8');
  expect(Object.keys(QUERY_FAULTS).filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});
