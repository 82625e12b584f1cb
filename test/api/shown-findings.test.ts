/** Owns the guarantee that what bureaus said of a person is shown to who may read reports alone, noted, and for five years. */
import { BUREAU_FINDINGS } from '../../domain/bureau-facts';
import { ROLES } from '../../domain/permissions';
import { openProposalOfReport } from '../../usecases/limit-proposals';
import { OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { aReport } from '../support/builders';
import { anOrder, aSale, uniqueDocument } from '../support/orders';

const NOW = new Date('2026-11-20T12:00:00Z');
const DAY_MS = 24 * 3_600_000;
/** Seen in no other number of these tests. */
const [CENTS, SCORE] = [876_543_21, 613];
let api: TestApi;
let withoutReports: string;
let reports = 0;
beforeEach(async () => {
  api = await startApi({ name: 'shown-findings', startsAt: NOW });
  const permissions = ROLES.analyst.filter((one) => one !== 'reports:read');
  withoutReports = await api.keyOf({ role: 'analyst', permissions });
});
afterEach(() => api.stop());

/** Of class D, with debts of which the first fell due almost five years ago. */
async function aRestrictedCustomer() {
  const document = uniqueDocument();
  const { body } = await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, { document });
  const customerKey = String(body['customerKey']);
  const records = [
    { dueOn: '2021-12-01', valueCents: CENTS - 100 },
    { dueOn: '2026-05-01', valueCents: 100 },
  ];
  const debts = { state: 'found', count: 2, valueCents: CENTS, latestOn: '2026-05-01', records } as const;
  const clean = { state: 'clean' } as const;
  const at = NOW.toISOString();
  const restrictions = { debts, protests: clean, cheques: clean };
  reports += 1;
  const name = `rep_${String(reports).padStart(26, '0')}`;
  const report = aReport({
    report: name,
    customerKey,
    restrictions,
    riskClass: 'D',
    score: SCORE,
    providerAt: at,
    storedAt: at,
  });
  await api.stores.reports.insert(report);
  return { document, customerKey, report };
}
const viewsOf = async (customerKey: string) =>
  (await api.call('GET', `/customers/${customerKey}/views`)).body['views'] as Record<string, unknown>[];
const submit = async (document: string) =>
  (await api.call('POST', `/branches/${OWN_BRANCH}/orders`, anOrder({ document }))).body;
const factsOf = (body: Record<string, unknown>) => body['facts'] as Record<string, { known: boolean; value?: unknown }>;

describe('in a decision', () => {
  test('they are told to who may read reports, and the look is noted with its reason', async () => {
    const { document, customerKey } = await aRestrictedCustomer();
    const { decision } = await submit(document);
    const path = `/decisions/${String(decision)}?reason=recurso`;
    const { body } = await api.call('GET', path);
    expect(factsOf(body)).toMatchObject({
      riskClass: { value: 'D' },
      bureauRestrictionsCount: { value: 2 },
      bureauRestrictionsCents: { value: CENTS },
    });
    const view = { what: 'decision', within: decision, subject: 'administrator', reason: 'recurso' };
    expect(await viewsOf(customerKey)).toMatchObject([view]);
    expect((await api.call('POST', `/decisions/${String(decision)}/replay`)).body).toMatchObject({ identical: true });
  });

  test('others are told the restriction and everything else, and nothing is noted of it', async () => {
    const { document, customerKey } = await aRestrictedCustomer();
    const { decision } = await submit(document);
    const { body, text } = await api.call('GET', `/decisions/${String(decision)}`, undefined, { key: withoutReports });
    for (const fact of BUREAU_FINDINGS) expect(factsOf(body)[fact]).toEqual({ known: false, why: 'withheld' });
    expect(factsOf(body)['orderTotalCents']).toMatchObject({ known: true });
    expect(text).toContain('Restrições encontradas em bureau.');
    expect(text).not.toMatch(new RegExp(`${CENTS}|"value":"D"`));
    expect(await viewsOf(customerKey)).toEqual([]);
  });

  test('are not shown when who looks could not be noted', async () => {
    const { decision } = await submit((await aRestrictedCustomer()).document);
    jest.spyOn(api.stores.reportViews, 'insert').mockRejectedValue(new Error('the server is away'));
    const answer = await api.call('GET', `/decisions/${String(decision)}`);
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain(String(CENTS));
  });

  test('are withheld from the day on which a debt that counted is five years past', async () => {
    const { document, customerKey } = await aRestrictedCustomer();
    const { decision } = await submit(document);
    const valueNow = async () => factsOf((await api.call('GET', `/decisions/${String(decision)}`)).body);
    api.advance(11 * DAY_MS);
    expect(await valueNow()).toMatchObject({ bureauRestrictionsCents: { value: CENTS } });
    api.advance(DAY_MS);
    expect(await valueNow()).toMatchObject({
      riskClass: { why: 'withheld' },
      bureauRestrictionsCents: { known: false },
    });
    expect(await viewsOf(customerKey)).toHaveLength(1);
  });

  test('a decision that read nothing of a bureau is told whole, and no view is noted', async () => {
    const document = uniqueDocument();
    const { decision, customerKey } = await submit(document);
    await api.call('GET', `/decisions/${String(decision)}`);
    expect(await viewsOf(String(customerKey))).toEqual([]);
  });
});

test('they stand nowhere else: not in orders, sales, the queue, credit checks or the history', async () => {
  const { document, customerKey } = await aRestrictedCustomer();
  const { order } = await submit(document);
  const sale = aSale({ document });
  const at = `/branches/${OWN_BRANCH}`;
  const answers = [
    await api.call('POST', `${at}/sales`, sale),
    await api.call('GET', `${at}/sales/${sale.id}`),
    await api.call('GET', `${at}/orders/${String(order)}`),
    await api.call('POST', `${at}/orders/${String(order)}/actions/commercialApproval`, {}),
    await api.call('POST', `${at}/credit-checks`, { document, amountCents: 100 }),
    await api.call('GET', '/holds'),
    await api.call('GET', `/customers/${customerKey}/history`),
  ];
  for (const { text } of answers) {
    expect(text).not.toMatch(new RegExp(`${CENTS}|876.543|riskClass|bureauRestrictionsC|hasBureauRestrictions`));
  }
  expect(answers[0]?.text).toContain('Restrições encontradas em bureau');
  expect(await viewsOf(customerKey)).toEqual([]);
});

describe('in a limit proposal', () => {
  async function proposed() {
    const { customerKey, report } = await aRestrictedCustomer();
    const use = { proposals: api.stores.limitProposals, customers: api.stores.customers, now: () => NOW };
    const said = { riskClass: 'D', score: SCORE, suggestedLimitCents: 1_00, suggestedUntil: null } as const;
    const at = { branch: OWN_BRANCH, customerKey };
    const { proposal } = await openProposalOfReport(use, 'ana', at, { report: report.report, ...said });
    return { customerKey, proposal, report: report.report, path: `/branches/${OWN_BRANCH}/customers/${customerKey}` };
  }
  const suggestions = async (path: string, key?: string) => {
    const { body } = await api.call('GET', path, undefined, key === undefined ? {} : { key });
    return (body['proposals'] as { suggestion: object }[]).map(({ suggestion }) => suggestion);
  };

  test('they are told to who may read reports, noted each time; others are told that there is a report', async () => {
    const { customerKey, proposal, report, path } = await proposed();
    for (const list of [`${path}/limit-proposals`, '/limit-proposals']) {
      expect(await suggestions(list)).toMatchObject([{ riskClass: 'D', score: SCORE }]);
      expect(await suggestions(list, withoutReports)).toMatchObject([{ report, riskClass: null, score: null }]);
    }
    const view = { what: 'proposal', report, within: proposal, subject: 'administrator' };
    expect(await viewsOf(customerKey)).toMatchObject([view, view]);
    const dismissed = await api.call('POST', `${path}/limit-proposals/${proposal}/dismiss`, { note: 'não' });
    expect(dismissed.body).toMatchObject({ suggestion: { score: SCORE } });
    expect(await viewsOf(customerKey)).toHaveLength(3);
  });

  test('are withheld once their report is more than five years old', async () => {
    const { customerKey, path } = await proposed();
    api.advance((5 * 365 + 3) * DAY_MS);
    expect(await suggestions(`${path}/limit-proposals`)).toMatchObject([{ riskClass: null, score: null }]);
    expect(await viewsOf(customerKey)).toEqual([]);
  });
});
