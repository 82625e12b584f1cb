/** Owns what buying a report from Deps guarantees: one question, one charge, and no doubt hidden. */
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
