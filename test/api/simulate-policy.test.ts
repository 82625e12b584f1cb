/** Owns the guarantee that a policy can be tried on a customer, a decision or typed facts, and that trying has no effect. */
import { ROLES } from '../../domain/permissions';
import { defaultPolicy } from '../../rules/default-policy';
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { aReport } from '../support/builders';
import { anOrder, uniqueDocument } from '../support/orders';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'simulate-policy' });
});
afterAll(() => api.stop());

interface Told {
  readonly policy: { id: string; version: number | null; draft: string | null };
  readonly judgement: { outcome: string; restrictions: { check: string }[] };
  readonly explained: { check: string; rules: { conditions: { fact: string; result: string; text: string }[] }[] }[];
  readonly turns: { outcome: { text: string }[]; checks: Record<string, { text: string }[]> };
}

/** The policy Crivo begins with, in which these checks block when an order is saved and all others are off. */
function blocking(...ids: string[]) {
  const policy = defaultPolicy();
  const checks = policy.checks.map((check) => ({
    ...check,
    modes: { ...check.modes, save: ids.includes(check.id) ? ('block' as const) : ('off' as const) },
  }));
  return { ...policy, checks };
}

const simulate = async (path: string, body: object, key?: string) => {
  const answered = await api.call('POST', path, body, key === undefined ? {} : { key });
  return { status: answered.status, told: answered.body as unknown as Told, body: answered.body };
};
const byDocument = (policy: object, body: object, key?: string) =>
  simulate('/policies/simulate', { policy, ...body }, key);
const ofCustomer = (document: string, more: object = {}) => ({
  about: { kind: 'customer', branch: OWN_BRANCH, document, ...more },
});

async function aCustomer(limitCents: number): Promise<{ document: string; customerKey: string }> {
  const document = uniqueDocument();
  const limit = { kind: 'amount', amountCents: limitCents };
  const { body } = await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, { document, limit });
  return { document, customerKey: String(body['customerKey']) };
}
const conditionsOf = ({ explained }: Told, id: string) =>
  explained.find(({ check }) => check === id)?.rules.flatMap(({ conditions }) => conditions) ?? [];

test('facts typed in: what is not typed is unknown, and each comparison is a sentence', async () => {
  const about = { kind: 'facts', action: 'save' };
  const facts = { hasTermPart: true, hasPaymentHistory: true, averageDelayDays: 12, groupHasPaymentHistory: false };
  const { status, told } = await byDocument(blocking('average-delay', 'no-limit'), { about, facts });
  expect(status).toBe(200);
  expect(told.policy).toMatchObject({ id: 'default', version: null, draft: null });
  expect(told.judgement.outcome).toBe('blocked');
  expect(conditionsOf(told, 'average-delay').map(({ text }) => text)).toContain(
    'Atraso médio: 12 dias; maior que 10 dias? sim',
  );
  expect(told.turns.checks['average-delay']?.map(({ text }) => text)).toContain(
    'Atraso médio: 12 dias; precisa ser no máximo 10 dias',
  );
  expect(conditionsOf(told, 'no-limit')).toMatchObject([
    { result: 'unknown', text: 'Tipo de limite: sem dado; igual a crédito não concedido? não se sabe' },
  ]);
});

test('facts typed in of an order without a term part are held by nothing', async () => {
  const asked = { about: { kind: 'facts' }, facts: { limitKind: 'none', hasTermPart: false } };
  expect((await byDocument(blocking('no-limit'), asked)).told.judgement.outcome).toBe('indicated');
});

test('a customer: its facts are gathered as they stand, by the figures of the policy that is tried', async () => {
  const { document } = await aCustomer(900_00);
  const policy = blocking('limit-exceeded');
  expect((await byDocument(policy, ofCustomer(document, { amountCents: 900_00 }))).told.judgement.outcome).toBe(
    'clear',
  );
  const { told } = await byDocument(policy, ofCustomer(document, { amountCents: 1_000_00 }));
  expect(told.judgement.outcome).toBe('blocked');
  expect(conditionsOf(told, 'limit-exceeded').map(({ text }) => text)).toContain(
    'Utilizado com este pedido: R$ 1.000,00; maior que “Limite de crédito” (R$ 900,00)? sim',
  );
  expect(told.turns.outcome.map(({ text }) => text)).toContain(
    'Limite de crédito: R$ 900,00; precisa ser no mínimo R$ 1.000,00',
  );
  const cash = [{ modality: 'cash', amountCents: 1_000_00 }];
  expect((await byDocument(policy, ofCustomer(document, { payments: cash }))).told.judgement.outcome).toBe('clear');
});

test('a customer nobody has met yet is tried as it would be met, and is not stored', async () => {
  const document = uniqueDocument();
  const { told } = await byDocument(blocking('no-limit'), ofCustomer(document, { amountCents: 1_00 }));
  expect(told.judgement.outcome).toBe('blocked');
  const { body } = await api.call('POST', '/customers/search', { document });
  expect(body['customers']).toEqual([]);
});

test('a decision is tried by a draft, and by a version, and stays what it was', async () => {
  const { document } = await aCustomer(900_00);
  const order = anOrder({ document, amountCents: 1_000_00 });
  const { body } = await api.call('POST', `/branches/${OWN_BRANCH}/orders`, order);
  const decision = String(body['decision']);
  const about = { kind: 'decision', decision };
  const draft = await api.call('POST', '/policies/default/drafts', { document: blocking('limit-exceeded') });
  const id = String(draft.body['draft']);
  const byDraft = await simulate(`/policies/default/drafts/${id}/simulate`, { about });
  expect(byDraft.told.policy).toMatchObject({ version: null, draft: id });
  expect(byDraft.told.judgement).toMatchObject({ outcome: 'blocked', restrictions: [{ check: 'limit-exceeded' }] });
  const supposing = { about, facts: { limitCents: 1_000_00 } };
  const richer = await simulate(`/policies/default/drafts/${id}/simulate`, supposing);
  expect(richer.told.judgement.outcome).toBe('clear');
  const byVersion = await simulate('/policies/default/versions/1/simulate', { about });
  expect(byVersion.told.judgement).toEqual((await api.call('GET', `/decisions/${decision}`)).body['judgement']);
});

test('another branch’s customer or decision is not there, and each kind needs what reads it elsewhere', async () => {
  const { document } = await aCustomer(900_00);
  const policy = blocking('no-limit');
  const key = await api.keyOf({ role: 'analyst', branches: [OTHER_BRANCH] });
  expect((await byDocument(policy, ofCustomer(document), key)).body).toMatchObject({ code: 'BranchNotFound' });
  const { body } = await api.call('POST', `/branches/${OWN_BRANCH}/orders`, anOrder({ document }));
  const about = { kind: 'decision', decision: String(body['decision']) };
  expect((await byDocument(policy, { about }, key)).body).toMatchObject({ code: 'DecisionNotFound' });
  const reader = await api.keyOf({ role: 'analyst', permissions: ['policies:read', 'customers:read'] });
  expect((await byDocument(policy, ofCustomer(document), reader)).status).toBe(403);
  expect((await byDocument(policy, { about }, reader)).status).toBe(403);
  expect((await byDocument(policy, { about: { kind: 'facts' } }, reader)).status).toBe(200);
});

test('where what bureaus said counts, it is for who may read reports, and the look is noted', async () => {
  const { document, customerKey } = await aCustomer(900_00);
  const at = new Date().toISOString();
  await api.stores.reports.insert(
    aReport({ report: `rep_${'8'.repeat(26)}`, customerKey, riskClass: 'D', providerAt: at, storedAt: at }),
  );
  const key = await api.keyOf({
    role: 'analyst',
    permissions: ROLES.analyst.filter((one) => one !== 'reports:read'),
  });
  expect((await byDocument(blocking('risk-class-low'), ofCustomer(document), key)).status).toBe(403);
  expect((await byDocument(blocking('no-limit'), ofCustomer(document), key)).status).toBe(200);
  const views = async () => (await api.call('GET', `/customers/${customerKey}/views`)).body['views'] as object[];
  const before = (await views()).length;
  expect((await byDocument(blocking('risk-class-low'), ofCustomer(document))).told.judgement.outcome).toBe('blocked');
  expect((await views()).slice(0, 1)).toMatchObject([{ what: 'simulation' }]);
  expect(await views()).toHaveLength(before + 1);
});

test('nor does anyone else learn it of many at once, by a back-test or a shadow of rules that ask it', async () => {
  const key = await api.keyOf({
    role: 'analyst',
    permissions: ROLES.analyst.filter((one) => one !== 'reports:read'),
  });
  const until = new Date(api.now().getTime() + 86_400_000).toISOString();
  const policy = { ...blocking('no-limit'), bands: [] };
  const silent = { ...policy, checks: policy.checks.filter(({ id }) => id === 'no-limit') };
  const tried = async (document: object) => {
    const { body } = await api.call('POST', '/policies/default/drafts', { document }, { key });
    const path = `/policies/default/drafts/${String(body['draft'])}`;
    const backtest = await api.call('POST', `${path}/backtest`, {}, { key });
    return [backtest.status, (await api.call('POST', `${path}/shadow`, { until }, { key })).status];
  };
  expect(await tried(policy)).toEqual([403, 403]);
  expect(await tried(silent)).toEqual([202, 200]);
});

test.each([
  [{ about: { kind: 'facts' }, facts: { limitCents: '100' } }, 'facts.limitCents'],
  [{ about: { kind: 'facts' }, facts: { constructor: 1 } }, 'facts'],
  [{ about: { kind: 'all' } }, 'about.kind'],
  [{ about: { kind: 'customer', branch: OWN_BRANCH, document: '111' } }, 'document'],
  [
    { about: { kind: 'customer', branch: OWN_BRANCH, document: '12ABC34501DE35', amountCents: 10.5 } },
    'about.amountCents',
  ],
  [{ policy: { schema: 1 }, about: { kind: 'facts' } }, '/id'],
])('%j is refused at %s', async (asked, at) => {
  const { status, body } = await byDocument(defaultPolicy(), asked);
  expect([400, 422]).toContain(status);
  expect((body['errors'] as { at: string }[]).map((one) => one.at)).toContain(at);
});
