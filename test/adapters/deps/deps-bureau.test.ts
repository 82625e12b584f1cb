/** Owns what buying a report from Deps guarantees: one question, one charge, and no doubt hidden. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { answerOf } from '../../../adapters/deps/query-answer';
import { aQuery, startTestDeps, type TestDeps } from '../../support/deps-simulator';

let deps: TestDeps;
beforeAll(async () => {
  deps = await startTestDeps();
});
afterEach(() => {
  deps.control.clear();
  deps.control.reuseTerms({ isFree: true, whenNothingHeld: 'buy' });
});
afterAll(() => deps.stop());

const charges = (document: string) => deps.control.invoice(document).length;

test('a login lists what may be bought, with the kind of person', async () => {
  expect(await deps.bureau().listProducts(deps.login())).toEqual([
    { product: '20C2F2B4', name: 'Smart PJ 010', personType: 'J' },
    { product: '7A01D3E9', name: 'Mix PJ 002', personType: 'J' },
    { product: '5B9E0C11', name: 'Smart PF 004', personType: 'F' },
  ]);
});

test('a clean company is bought once, and everything that was searched is clean', async () => {
  const query = aQuery();
  deps.control.profile(query.document, 'clean');
  const { findings, raw } = await deps.bureau().query(deps.login(), query);
  expect(findings).toMatchObject({
    status: 'ok',
    charged: 'yes',
    restrictions: Object.fromEntries(
      ['debts', 'protests', 'cheques', 'lawsuits', 'bankruptcy'].map((kind) => [kind, { state: 'clean' }]),
    ),
    verdict: { approved: true, reason: null },
    points: [{ text: 'Empresa estabelecida há mais de cinco anos', isFavourable: true }],
    notes: [],
  });
  expect(Math.abs(Date.parse(findings.providerAt) - Date.now())).toBeLessThan(60_000);
  expect((JSON.parse(raw) as { mix: unknown }).mix).toMatchObject({ historicoConsultaId: findings.providerReference });
  expect(charges(query.document)).toBe(1);
});

test('a restricted company has what is on record against it, to the cent', async () => {
  const query = aQuery();
  deps.control.profile(query.document, 'restricted');
  const { findings, raw } = await deps.bureau().query(deps.login(), query);
  const told = (JSON.parse(raw) as { mix: { pendenciasRestricoes: { data: { totalPendencias: number } } } }).mix;
  const { debts } = findings.restrictions;
  if (debts?.state !== 'found') throw new Error('nothing was found');
  expect(debts.count).toBe(told.pendenciasRestricoes.data.totalPendencias);
  expect(debts.records.reduce((sum, { valueCents }) => sum + (valueCents ?? NaN), 0)).toBe(debts.valueCents);
  expect(findings).toMatchObject({ status: 'ok', suggestedLimitCents: 0, verdict: { approved: false } });
});

test('a bankrupt company may have a score of 0, and one of whom little is known has none', async () => {
  const [bankrupt, thin] = [aQuery(), aQuery()];
  deps.control.profile(bankrupt.document, 'bankrupt');
  deps.control.profile(thin.document, 'thin');
  const ask = async (query: typeof thin) => (await deps.bureau().query(deps.login(), query)).findings;
  expect(await ask(bankrupt)).toMatchObject({ score: 0, riskClass: 'E', restrictions: { bankruptcy: { count: 1 } } });
  expect(await ask(thin)).toMatchObject({ status: 'ok', score: null, riskClass: null, verdict: null, notes: [] });
});

test('a person is asked about with a product for persons, and a product that only mixes classifies nobody', async () => {
  const person = aQuery({ document: '39053344705', personType: 'F', product: '5B9E0C11' });
  const { findings } = await deps.bureau().query(deps.login(), person);
  expect(findings.restrictions.bankruptcy).toEqual({ state: 'notContracted' });
  const mix = await deps.bureau().query(deps.login(), aQuery({ product: '7A01D3E9' }));
  expect(mix.findings).toMatchObject({ status: 'ok', riskClass: null, suggestedLimitCents: null, verdict: null });
});

test('the question is sent as the contract has it: reais, consent, reuse, and no document in the address', async () => {
  const query = aQuery({ requestedLimitCents: 5_594, scrConsent: true });
  deps.control.profile(query.document, 'clean');
  deps.control.fault('consentPending');
  const { raw } = await deps.bureau().query(deps.login(), query);
  expect(raw).toContain('"limiteRequisitado":55.94');
  expect(deps.control.fired()['consentPending'] ?? 0).toBe(0);
});

describe('reuse', () => {
  const bought = async () => {
    const query = aQuery();
    const { findings } = await deps.bureau().query(deps.login(), query);
    return { query: { ...query, reuse: true }, findings };
  };

  test('answers the same with its old date, and whether it cost anything is not said', async () => {
    const { query, findings } = await bought();
    deps.control.age(query.document, 40);
    const again = (await deps.bureau().query(deps.login(), query)).findings;
    const { providerAt, providerReference } = findings;
    expect(again).toMatchObject({ charged: 'unknown', providerReference });
    expect(Date.parse(providerAt) - Date.parse(again.providerAt)).toBe(40 * 86_400_000);
    expect(charges(query.document)).toBe(1);
  });

  test('is charged where the account has it so', async () => {
    const { query } = await bought();
    deps.control.reuseTerms({ isFree: false });
    await deps.bureau().query(deps.login(), query);
    expect(deps.control.invoice(query.document)).toMatchObject([{ reused: false }, { reused: true }]);
  });

  test('of nothing is bought, or refused without a charge, as the account has it', async () => {
    const query = aQuery({ reuse: true });
    deps.control.reuseTerms({ whenNothingHeld: 'refuse' });
    await expect(deps.bureau().query(deps.login(), query)).rejects.toMatchObject({ kind: 'noReusableData' });
    expect(charges(query.document)).toBe(0);
    deps.control.reuseTerms({ whenNothingHeld: 'buy' });
    await deps.bureau().query(deps.login(), query);
    expect(charges(query.document)).toBe(1);
  });

  test('brings back what was charged and never arrived', async () => {
    const query = aQuery();
    deps.control.queryFault('resetBeforeFirstByte', { times: 1 });
    await expect(deps.bureau().query(deps.login(), query)).rejects.toMatchObject({ kind: 'unknownOutcome' });
    await deps.bureau().query(deps.login(), { ...query, reuse: true });
    expect(charges(query.document)).toBe(1);
  });
});

test('fifty at once are fifty charges after one login', async () => {
  const bureau = deps.bureau();
  const queries = Array.from({ length: 50 }, () => aQuery());
  const before = deps.control.requests().login;
  await Promise.all(queries.map((query) => bureau.query(deps.login(), query)));
  expect(queries.map(({ document }) => charges(document))).toEqual(queries.map(() => 1));
  expect(deps.control.requests().login - before).toBe(1);
});

test('an answer of two megabytes arrives whole, and its parsing and its reading are turns of their own', async () => {
  const query = aQuery();
  deps.control.queryFault('large');
  const { raw, findings } = await deps.bureau().query(deps.login(), query);
  expect(Buffer.byteLength(raw)).toBeGreaterThan(2 * 1024 * 1024);
  expect(findings.status).toBe('ok');
  let turns = 0;
  let isDone = false;
  const reading = answerOf({ status: 200, text: raw, retryAfter: undefined }, query, [], new Date()).finally(
    () => void (isDone = true),
  );
  for (; !isDone && turns < 100; turns++) await nextTurn();
  await reading;
  expect(turns).toBeGreaterThanOrEqual(2);
});

test('a document of letters is asked about as it is', async () => {
  const query = aQuery({ document: '12ABC34501DE35' });
  await deps.bureau().query(deps.login(), query);
  expect(deps.control.invoice(query.document)).toMatchObject([{ documento: query.document }]);
});
