/** Owns the tests of a draft over HTTP: run on it as it stands, and made of stored decisions without telling of whom. */
import { defaultPolicy } from '../../rules/default-policy';
import { OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { aReport } from '../support/builders';
import { anOrder, uniqueDocument } from '../support/orders';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'policy-draft-tests' });
});
afterAll(() => api.stop());

const begin = async (body: object = {}) => {
  const answer = await api.call('POST', '/policies/default/drafts', body);
  expect([answer.status, answer.body['code']]).toEqual([200, undefined]);
  return `/policies/default/drafts/${String(answer.body['draft'])}`;
};

/** About an order over the limit: R$ 1.000,00 of R$ 900,00. */
async function aDecision() {
  const document = uniqueDocument();
  const path = `/branches/${OWN_BRANCH}/customers`;
  const { body: customer } = await api.call('PUT', path, { document, limit: { kind: 'amount', amountCents: 900_00 } });
  const customerKey = String(customer['customerKey']);
  const at = new Date(Date.now() - 3_600_000).toISOString();
  const report = `rep_${customerKey.slice(-26)}`;
  await api.stores.reports.insert(aReport({ report, customerKey, riskClass: 'E', providerAt: at, storedAt: at }));
  const order = anOrder({ document, amountCents: 1_000_00 });
  const { body } = await api.call('POST', `/branches/${OWN_BRANCH}/orders`, order);
  return { decision: String(body['decision']), customerKey, document, order: order.id };
}

const overLimit = {
  id: 'over-limit',
  name: 'Acima do limite',
  action: 'save',
  facts: { limitKind: 'amount', limitExpired: false, limitCents: 900_00, exposureAfterCents: 1_000_00 },
  expect: { outcome: 'clear', restrictions: [] },
} as const;

test('a draft that is still wrong has its tests run, and each is told with what differs', async () => {
  const path = await begin({ document: { ...defaultPolicy(), name: '  ', tests: [overLimit] } });
  const { status, body } = await api.call('POST', `${path}/test`);
  expect([status, body]).toMatchObject([200, { revision: 1, report: { passed: 0, failed: 1 } }]);
  const report = body['report'] as { tests: { text: string }[]; coverage: { rules: unknown[] } };
  expect(report.tests[0]?.text).toContain('Há restrição que não se esperava: Limite de crédito excedido');
  expect(report.coverage.rules[0]).toMatchObject({ check: 'limit-exceeded', fired: 1, notFired: 0 });
});

test('a draft that is no policy yet is told what keeps it from being one', async () => {
  const path = await begin({ document: { checks: [] } });
  const { status, body } = await api.call('POST', `${path}/test`);
  expect([status, body['code']]).toEqual([422, 'PolicyInvalid']);
});

test('a case of a decision expects what was decided, and names neither customer, order nor decision', async () => {
  const { decision, ...persons } = await aDecision();
  const path = await begin();
  const asked = { revision: 1, decision, id: 'from-decision', name: 'Acima do limite' };
  const { status, body } = await api.call('POST', `${path}/tests`, asked);
  expect([status, body['code']]).toEqual([200, undefined]);
  const { document } = body['draft'] as { document: { tests: object[] } };
  expect(document.tests).toEqual([body['test']]);
  expect(body['test']).toMatchObject({ action: 'save', branch: OWN_BRANCH, facts: { limitCents: 900_00 } });
  const told = [decision, ...Object.values(persons)].filter((word) => JSON.stringify(document).includes(word));
  expect(told).toEqual([]);
  expect((await api.call('POST', `${path}/test`)).body).toMatchObject({
    revision: 2,
    report: { passed: 1, failed: 0 },
  });
});

test('what bureaus said stays in the decision, and the case says so', async () => {
  const { decision } = await aDecision();
  const path = await begin();
  const asked = { revision: 1, decision, id: 'from-decision', name: 'Com relatório' };
  const { body } = await api.call('POST', `${path}/tests`, asked);
  expect(body['leftOut']).toContain('riskClass');
  expect(body['test']).not.toHaveProperty('facts.riskClass');
});

test('a case is refused that repeats an id, and one that was asked for at an earlier revision', async () => {
  const { decision } = await aDecision();
  const path = await begin();
  const asked = { revision: 1, decision, id: 'from-decision', name: 'Acima do limite' };
  expect((await api.call('POST', `${path}/tests`, asked)).status).toBe(200);
  expect((await api.call('POST', `${path}/tests`, asked)).body['code']).toBe('PolicyDraftConflict');
  const again = await api.call('POST', `${path}/tests`, { ...asked, revision: 2 });
  expect([again.status, again.body['errors']]).toMatchObject([422, [{ at: '/tests/1' }]]);
});

test('a draft whose tests are no list keeps what was typed', async () => {
  const { decision } = await aDecision();
  const path = await begin({ document: { tests: 'later' } });
  const asked = { revision: 1, decision, id: 'from-decision', name: 'Acima do limite' };
  const { status, body } = await api.call('POST', `${path}/tests`, asked);
  expect([status, body['errors']]).toMatchObject([422, [{ at: '/tests' }]]);
  expect((await api.call('GET', path)).body['document']).toEqual({ tests: 'later' });
});
