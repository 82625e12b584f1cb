/** Owns that a report of SPC is read as it is written: zero, absent and down apart, nothing twice, nothing invented. */
import { anSpcQuery, bureauFailure, startTestSpc, type TestSpc } from '../../support/spc-simulator';

let spc: TestSpc;
beforeAll(async () => {
  spc = await startTestSpc();
});
afterEach(() => spc.control.clear());
afterAll(() => spc.stop());

const ask = async (query = anSpcQuery(), login = spc.login()) => (await spc.bureau.query(login, query)).findings;
function subject(profile: 'clean' | 'restricted' | 'thin', given: Parameters<typeof anSpcQuery>[0] = {}) {
  const query = anSpcQuery(given);
  spc.control.profile(query.document, profile);
  return query;
}

test('lists the products of a login, without saying for whom SPC does not say they are', async () => {
  expect(await spc.bureau.listProducts(spc.login())).toEqual([
    { product: '257', name: 'SPC MIX TOP +', personType: null },
    { product: '325', name: 'SPC Pessoa Física Avançado', personType: null },
    { product: '679', name: 'SPC Relatório Empresarial', personType: null },
  ]);
});

test('a clean company is clean in what was searched, and unknown in what the product does not have', async () => {
  const query = subject('clean', { document: '11222333000181', personType: 'J' });
  const { findings, raw } = await spc.bureau.query(spc.login(), query);
  expect(findings).toMatchObject({ status: 'ok', charged: 'yes', riskClass: null, verdict: null });
  expect(findings.restrictions).toEqual({
    debts: { state: 'clean' },
    protests: { state: 'clean' },
    cheques: { state: 'clean' },
    lawsuits: { state: 'clean' },
  });
  expect(findings.score).toBeGreaterThanOrEqual(600);
  expect(findings.providerReference).toMatch(/^\d+-\d$/);
  expect(Math.abs(Date.parse(findings.providerAt) - Date.now())).toBeLessThan(60_000);
  expect(raw).toContain('<consumidor-pessoa-juridica');
});

test('what is found is counted once, though pendencia-financeira repeats it', async () => {
  const query = subject('restricted');
  const { findings, raw } = await spc.bureau.query(spc.login(), query);
  const [, count = '', value = ''] = /<spc><resumo quantidade-total="(\d+)" valor-total="([\d.]+)"/.exec(raw) ?? [];
  const valueCents = Math.round(Number(value) * 100);
  expect(findings.restrictions.debts).toMatchObject({ state: 'found', count: Number(count), valueCents });
  const { debts } = findings.restrictions;
  const records = debts?.state === 'found' ? debts.records : [];
  expect(records.reduce((sum, one) => sum + (one.valueCents ?? 0), 0)).toBe(valueCents);
  expect(
    records
      .map(({ dueOn }) => dueOn)
      .sort()
      .at(-1),
  ).toBe(debts?.state === 'found' ? debts.latestOn : '');
});

test('where a product has only the block that repeats, it tells of the debts', async () => {
  spc.control.fault('onlyPending');
  expect((await ask(subject('restricted'))).restrictions.debts).toMatchObject({ state: 'found' });
  expect((await ask(subject('clean'))).restrictions.debts).toEqual({ state: 'clean' });
  expect(spc.control.fired()['onlyPending']).toBe(2);
});

test('a database that was down makes the report partial, and its kind failed and not clean', async () => {
  spc.control.fault('baseDown');
  const findings = await ask(subject('clean'));
  expect(findings).toMatchObject({ status: 'partial', notes: ['Base inoperante na consulta: PROTESTO NACIONAL.'] });
  expect(findings.restrictions.protests).toEqual({ state: 'failed' });
  expect(findings.restrictions.debts).toEqual({ state: 'clean' });
});

test('a score that is missing is null, whether it was not bought, not computed or not there', async () => {
  expect((await ask(subject('clean'), spc.login({ optionalInputs: [] }))).score).toBeNull();
  expect((await ask(subject('thin'))).score).toBeNull();
  spc.control.fault('noScore');
  expect((await ask(subject('clean'))).score).toBeNull();
});

test.each(['latin1', 'latin1Undeclared'] as const)('an answer in %s is read with its accents', async (fault) => {
  spc.control.fault(fault);
  const products = await spc.bureau.listProducts(spc.login());
  expect(products.map(({ name }) => name)).toContain('SPC Relatório Empresarial');
  const { raw } = await spc.bureau.query(spc.login(), subject('restricted'));
  expect(raw).toContain('Loja São José 0');
  expect(spc.control.fired()[fault]).toBeGreaterThanOrEqual(2);
});

test('more than 2 MB are read whole, while others get their turn', async () => {
  spc.control.fault('large');
  const query = subject('clean');
  let turns = 0;
  const ticking = setInterval(() => (turns += 1), 5);
  const { findings, raw } = await spc.bureau.query(spc.login({ queryTimeoutMs: 30_000 }), query);
  clearInterval(ticking);
  expect(raw.length).toBeGreaterThan(2_000_000);
  expect(findings.restrictions.debts).toMatchObject({ state: 'found', count: 7_000 });
  expect(turns).toBeGreaterThan(3);
});

describe('what is not asked for costs nothing', () => {
  test.each([
    ['reuse, which SPC does not have', { reuse: true }, 'refused'],
    ['a CPF as a company', { document: '52998224725', personType: 'J' }, 'documentInvalid'],
    ['a document with markup', { document: '</x><y>', personType: 'F' }, 'documentInvalid'],
    ['a product that is no number', { product: '20C2F2B4' }, 'productNotAllowed'],
  ] as const)('%s', async (_what, given, kind) => {
    const before = spc.control.requests().query;
    expect(await bureauFailure(ask(anSpcQuery(given)))).toMatchObject({ kind });
    expect(spc.control.requests().query).toBe(before);
  });
});

test('a product for the other kind of person, or for nobody, is refused without a charge', async () => {
  const person = { document: '52998224725', personType: 'F', product: '679' } as const;
  expect(await bureauFailure(ask(anSpcQuery(person)))).toMatchObject({ kind: 'productNotAllowed' });
  expect(await bureauFailure(ask(anSpcQuery({ ...person, product: '99' })))).toMatchObject({
    kind: 'productNotAllowed',
  });
  expect(spc.control.invoice(person.document)).toEqual([]);
});
