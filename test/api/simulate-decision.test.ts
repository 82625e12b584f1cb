/** Owns the guarantee that a decision can be asked what it would have been, and that asking has no effect. */
import { ROLES } from '../../domain/permissions';
import { defaultPolicy } from '../../rules/default-policy';
import { OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { aReport } from '../support/builders';
import { anOrder, aSale, uniqueDocument } from '../support/orders';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'simulate-decision' });
});
afterAll(() => api.stop());

/** A decision about an order over the limit: R$ 1.000,00 of R$ 900,00. */
async function aDecision() {
  const document = uniqueDocument();
  const path = `/branches/${OWN_BRANCH}/customers`;
  const { body: customer } = await api.call('PUT', path, { document, limit: { kind: 'amount', amountCents: 900_00 } });
  const { body } = await api.call(
    'POST',
    `/branches/${OWN_BRANCH}/orders`,
    anOrder({ document, amountCents: 1_000_00 }),
  );
  return { decision: String(body['decision']), customerKey: String(customer['customerKey']), document };
}

const simulate = (decision: string, asked: object = {}, key?: string) =>
  api.call('POST', `/decisions/${decision}/simulate`, asked, key === undefined ? {} : { key });
const checksIn = (body: Record<string, unknown>) =>
  (body['judgement'] as { restrictions: { check: string }[] }).restrictions.map(({ check }) => check);

test('without a supposition it says what was decided, and what would quiet each check', async () => {
  const { decision } = await aDecision();
  const before = (await api.call('GET', `/decisions/${decision}`)).body;
  const { status, body } = await simulate(decision);
  expect(status).toBe(200);
  expect(body['policy']).toEqual({ id: 'default', version: 1 });
  expect(body['judgement']).toEqual(before['judgement']);
  const { checks } = body['turns'] as { checks: Record<string, { fact: string; value: number; text: string }[]> };
  expect(checks['limit-exceeded']).toContainEqual({
    fact: 'limitCents',
    value: 1_000_00,
    text: 'Limite de crédito: R$ 900,00; precisa ser no mínimo R$ 1.000,00',
  });
  expect((await api.call('GET', `/decisions/${decision}`)).body).toEqual(before);
});

test('with a fact supposed, and by a policy that is not published, it is judged anew', async () => {
  const { decision } = await aDecision();
  expect(checksIn((await simulate(decision)).body)).toContain('limit-exceeded');
  const richer = await simulate(decision, { facts: { limitCents: 1_000_00 } });
  expect(checksIn(richer.body)).not.toContain('limit-exceeded');
  const policy = defaultPolicy();
  const checks = policy.checks.map((one) =>
    one.id === 'limit-exceeded' ? { ...one, modes: { ...one.modes, save: 'off' } } : one,
  );
  const other = await simulate(decision, { document: { ...policy, checks } });
  expect(checksIn(other.body)).not.toContain('limit-exceeded');
  expect(other.body['policy']).toEqual({ id: 'default', version: null });
});

test.each([
  [{ facts: { limitCents: 10.5 } }, 'facts.limitCents'],
  [{ facts: { limitCents: '100' } }, 'facts.limitCents'],
  [{ facts: { limite: 1 } }, 'facts.limite'],
  [{ facts: { constructor: 1 } }, 'facts'],
  [{ document: { schema: 1 } }, '/id'],
])('%j is refused at %s', async (asked, at) => {
  const { decision } = await aDecision();
  const { status, body } = await simulate(decision, asked);
  expect([400, 422]).toContain(status);
  expect((body['errors'] as { at: string }[]).map((one) => one.at)).toContain(at);
});

test('a decision in which bureau findings counted is for who may read reports, and the look is noted', async () => {
  const { customerKey, document } = await aDecision();
  const at = new Date().toISOString();
  await api.stores.reports.insert(
    aReport({ report: `rep_${'7'.repeat(26)}`, customerKey, riskClass: 'D', providerAt: at, storedAt: at }),
  );
  const { body } = await api.call('POST', `/branches/${OWN_BRANCH}/orders`, anOrder({ document }));
  const decision = String(body['decision']);
  const permissions = ROLES.analyst.filter((one) => one !== 'reports:read');
  const key = await api.keyOf({ role: 'analyst', permissions });
  expect((await simulate(decision, {}, key)).status).toBe(403);
  const views = async () => (await api.call('GET', `/customers/${customerKey}/views`)).body['views'] as unknown[];
  const before = (await views()).length;
  expect((await simulate(decision)).status).toBe(200);
  expect(await views()).toHaveLength(before + 1);
});

test('a sale to a buyer without document has nothing to suppose about', async () => {
  const sale = await api.call('POST', `/branches/${OWN_BRANCH}/sales`, {
    ...aSale({ amountCents: 1_000 }),
    document: null,
  });
  const { status, body } = await simulate(String(sale.body['decision']));
  expect([status, (body['errors'] as { at: string }[])[0]?.at]).toEqual([400, 'decision']);
});
