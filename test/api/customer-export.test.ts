/** Owns the guarantees of a customer's export: all of its own and of all branches, nothing of others, nothing too old. */
import { EXPORTED_PARTS, exportCustomer } from '../../usecases/export-customer';
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { aReport } from '../support/builders';
import { testKeyring } from '../support/keys';
import { anOrder, aSale, uniqueDocument, uniqueId } from '../support/orders';
import { aBoughtReport } from '../support/raw-reports';

const NOW = new Date('2026-11-20T12:00:00Z');
let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'customer-export', startsAt: NOW });
});
afterAll(() => api.stop());

interface Line {
  readonly part: string;
  readonly data: Record<string, unknown>;
}
async function exported(customerKey: string): Promise<{ lines: Line[]; of: (part: string) => Line['data'][] }> {
  const answer = await api.call('GET', `/customers/${customerKey}/export?reason=pedido+do+titular`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('content-disposition')).toContain('attachment');
  const texts = answer.text.split('\n').slice(0, -1);
  const lines = texts.map((line) => JSON.parse(line) as Line);
  return { lines, of: (part) => lines.filter((line) => line.part === part).map(({ data }) => data) };
}

/** A customer that both branches know, of whom there is something of everything the API alone can make. */
async function aLife() {
  const document = uniqueDocument();
  const name = 'Mercearia do Canto';
  const limit = { kind: 'amount', amountCents: 1_000_00 };
  const { body } = await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, { document, name, limit });
  const customerKey = String(body['customerKey']);
  const orders = [uniqueId('ord'), uniqueId('ord')];
  let decision = '';
  for (const [n, branch] of [OWN_BRANCH, OTHER_BRANCH].entries()) {
    const { body: order } = await api.call('POST', `/branches/${branch}/orders`, anOrder({ id: orders[n], document }));
    decision = String(order['decision']);
    await api.call('POST', `/branches/${branch}/sales`, aSale({ document }));
    const title = { title: uniqueId('T'), document, amountCents: 1_00, issuedOn: '2026-09-01', dueOn: '2026-10-01' };
    const recordedAt = '2026-09-01T10:00:00.000Z';
    const line = { movement: uniqueId('mv'), type: 'issued', ...title, recordedAt };
    await api.call('POST', `/branches/${branch}/receivables`, JSON.stringify(line));
  }
  const terms = { limit: { kind: 'amount', amountCents: 2_000_00 }, note: 'revisão' };
  expect((await api.call('PATCH', `/customers/${customerKey}/credit-terms`, terms)).status).toBeLessThan(500);
  const consent = { scope: 'scr', givenOn: '2026-11-10', validUntil: '2027-11-09', evidence: 'contrato 12' };
  await api.call('POST', `/customers/${customerKey}/consents`, consent);
  await api.call('POST', `/decisions/${decision}/review-requests`, { reason: 'o título foi pago' });
  const proposals = `/branches/${OWN_BRANCH}/customers/${customerKey}/limit-proposals`;
  await api.call('POST', proposals, { limit: { kind: 'amount', amountCents: 3_000_00 } });
  const hold = { check: 'always-hold', effect: 'hold', to: '2026-12-20', reasonCode: 'GOOD_HISTORY' };
  const scope = { kind: 'customer', customerKey };
  await api.call('POST', '/exceptions', { ...hold, scope, branch: OWN_BRANCH });
  const { report } = await aBoughtReport(api, { branch: OTHER_BRANCH, customerKey, now: NOW }, 'RAW ANSWER');
  return { customerKey, document, name, orders, report };
}

test('has everything of all branches, with sources, and says at its end that it is whole', async () => {
  const { customerKey, document, name, orders, report } = await aLife();
  const { lines, of } = await exported(customerKey);
  expect(of('customer')).toMatchObject([{ document, name, customerKey, masteredAt: { limit: expect.any(String) } }]);
  expect(of('orders').map((order) => order['order'])).toEqual(expect.arrayContaining(orders));
  expect(new Set(of('sales').map(({ branch }) => branch))).toEqual(new Set([OWN_BRANCH, OTHER_BRANCH]));
  const recorded = { type: 'issued', recordedAt: '2026-09-01T10:00:00.000Z', storedAt: NOW.toISOString() };
  expect(of('movements')).toEqual(
    expect.arrayContaining(
      [OWN_BRANCH, OTHER_BRANCH].map((branch) => expect.objectContaining({ branch, ...recorded }) as object),
    ),
  );
  expect(of('consents')).toMatchObject([{ evidence: 'contrato 12' }]);
  expect(of('history').some(({ kind }) => kind === 'credit')).toBe(true);
  expect(of('limitProposals')).toHaveLength(1);
  expect(of('exceptions')).toMatchObject([{ check: 'always-hold', branch: OWN_BRANCH }]);
  expect(of('reviewRequests')).toMatchObject([{ reason: 'o título foi pago' }]);
  expect(of('reports')).toMatchObject([{ report: report.report, bureau: 'deps', isTooOld: false }]);
  expect(of('purchases')).toMatchObject([{ report: report.report, branch: OTHER_BRANCH, charged: 'yes' }]);
  expect(of('titles')[0]).toHaveLength(2);
  const counts = Object.fromEntries(EXPORTED_PARTS.map((part) => [part, of(part).length]));
  expect(lines.at(-1)).toEqual({ part: 'end', data: { isWhole: true, counts } });
  expect(lines[0]).toMatchObject({ part: 'export', data: { customerKey, reason: 'pedido do titular' } });
  expect(JSON.stringify(lines)).not.toMatch(/sealed|RAW ANSWER|token/);
});

test('tells each automated decision with policy, every condition, and the source and age of every fact', async () => {
  const { customerKey } = await aLife();
  const { of } = await exported(customerKey);
  const decisions = of('decisions');
  expect(decisions.length).toBeGreaterThanOrEqual(4);
  for (const decision of decisions) {
    expect(decision).toMatchObject({
      isAutomated: true,
      policy: { id: 'default', version: 1 },
      at: expect.any(String),
    });
    const { totalCents, ...facts } = decision['facts'] as Record<string, object>;
    expect(totalCents ?? facts['orderTotalCents']).toMatchObject({ source: 'order', asOf: expect.any(String) });
    const { checks } = decision['judgement'] as { checks: { rules: { evidence: object }[] }[] };
    expect(checks.length).toBeGreaterThan(5);
    expect(JSON.stringify(checks)).toMatch(/"wanted":/);
  }
});

test("withholds the figures of a group, which are other persons' too, wherever a decision has them", async () => {
  const { customerKey } = await aLife();
  const { of } = await exported(customerKey);
  for (const { facts, judgement } of of('decisions')) {
    const told = facts as Record<string, object>;
    const ofGroup = Object.keys(told).filter((name) => /group/i.test(name));
    expect(ofGroup.length).toBeGreaterThan(4);
    for (const name of ofGroup) expect(told[name]).toEqual({ known: false, why: 'withheld' });
    const text = JSON.stringify(judgement);
    expect(text).toMatch(/"fact":"group/);
    expect(text).not.toMatch(/"fact":"group[^}]*?"seen":\{"known":true/);
    expect(text).not.toMatch(/"wanted":\{"fact":"group[^}]*\},"wantedSeen":\{"known":true/);
    expect(text).not.toMatch(/"group\w+":\d/);
  }
});

test('is noted and audited before its first line, and its own note is in it', async () => {
  const { customerKey } = await aLife();
  const { lines, of } = await exported(customerKey);
  const { view } = lines[0]?.data ?? {};
  const seen = { view, what: 'export', subject: 'administrator', reason: 'pedido do titular', branch: null };
  expect(of('views')).toMatchObject([seen]);
  const { entries } = (await api.call('GET', '/audit')).body as { entries: object[] };
  const audited = { kind: 'personalData', target: customerKey, after: expect.objectContaining({ what: 'export' }) };
  expect(entries).toContainEqual(expect.objectContaining(audited));
});

test('needs a reason, and a customer that is there', async () => {
  const { customerKey } = await aLife();
  expect((await api.call('GET', `/customers/${customerKey}/export`)).status).toBe(400);
  expect((await api.call('GET', `/customers/cus_${'0'.repeat(26)}/export?reason=x`)).status).toBe(404);
  expect((await exported(customerKey)).of('views')).toHaveLength(1);
});

test("has nothing of another customer's", async () => {
  const [one, other] = [await aLife(), await aLife()];
  const { lines } = await exported(one.customerKey);
  const text = JSON.stringify(lines);
  for (const theirs of [other.customerKey, other.document, ...other.orders]) expect(text).not.toContain(theirs);
});

test('that breaks in the middle is broken off without its end, and the failure is logged', async () => {
  const { customerKey } = await aLife();
  const read = api.stores.customerData.read.bind(api.stores.customerData);
  const broken = jest.spyOn(api.stores.customerData, 'read').mockImplementation((part, key) => {
    if (part === 'orders') throw new Error('the cursor was killed');
    return read(part, key);
  });
  await expect(api.call('GET', `/customers/${customerKey}/export?reason=x`)).rejects.toThrow();
  broken.mockRestore();
  expect(api.logged.join('\n')).toContain('an answer was broken off');
});

test('of more than its bound says that it is not whole', async () => {
  const { customerKey } = await aLife();
  const deps = { ...api.stores, sealer: testKeyring(), now: () => NOW };
  const lines = [];
  for await (const line of await exportCustomer(deps, { customerKey, subject: 'test', reason: 'x' }, 1))
    lines.push(line);
  expect(lines.at(-1)).toMatchObject({ part: 'end', data: { isWhole: false, counts: { orders: 1, movements: 1 } } });
  expect(lines.filter(({ part }) => part === 'orders')).toHaveLength(1);
});

test('thousands of movements are all in it', async () => {
  const document = uniqueDocument();
  const { body } = await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, { document });
  const title = { type: 'issued', document, amountCents: 1_00, issuedOn: '2026-09-01', dueOn: '2026-10-01' };
  const all = Array.from({ length: 3_000 }, (_, n) =>
    JSON.stringify({ ...title, movement: `${uniqueId('m')}-${n}`, title: `T-${n}` }),
  );
  await api.call('POST', `/branches/${OWN_BRANCH}/receivables`, all.join('\n'));
  const { of } = await exported(String(body['customerKey']));
  expect(new Set(of('movements').map(({ movement }) => movement)).size).toBe(3_000);
});

describe('more than five years ago', () => {
  const old = { dueOn: '2021-11-19', valueCents: 5_00 };
  const onTheDay = { dueOn: '2021-11-20', valueCents: 7_00 };
  const debts = { state: 'found' as const, count: 2, valueCents: 12_00, latestOn: null, records: [old, onTheDay] };
  const points = [{ text: 'Protesto em 2021', isFavourable: false }];
  const verdict = { approved: false, reason: 'Protesto' };

  test.each([
    ['on the day itself a report is told', '2021-11-20T12:00:00.000Z', false],
    ['a day later only that there was one', '2021-11-19T12:00:00.000Z', true],
  ])('%s, in view, list and export alike', async (_what, providerAt, isTooOld) => {
    const { customerKey } = await aLife();
    const undated = { ...debts, records: [] };
    const report = aReport({ customerKey, providerAt, restrictions: { debts: undated }, points, verdict });
    await api.stores.reports.insert(report);
    const use = { use: uniqueId('use'), kind: 'bought', report: report.report, customerKey } as const;
    const rest = { accountKey: 'dep_1', bureau: 'deps', product: 'X', branch: OWN_BRANCH, subject: 'test' } as const;
    const purpose = { kind: 'limitReview', order: null, note: null } as const;
    await api.stores.reportUses.insert({ ...use, ...rest, purpose, at: providerAt, day: '2021-11-20', priceCents: 1 });
    const at = `/branches/${OWN_BRANCH}/customers/${customerKey}/reports`;
    const view = (await api.call('GET', `${at}/${report.report}`)).body;
    const [used] = (await api.call('GET', at)).body['uses'] as { report: object }[];
    const inExport = (await exported(customerKey)).of('reports').find((one) => one['report'] === report.report);
    const score = isTooOld ? null : 700;
    expect(view).toMatchObject({ isTooOld, score });
    expect(used?.report).toMatchObject({ isTooOld, score });
    expect(inExport).toMatchObject({ isTooOld, score });
    expect(/Protesto|"found"/.test(JSON.stringify([view, inExport]))).toBe(!isTooOld);
    const raw = await api.call('GET', `${at}/${report.report}/raw?reason=x`);
    expect(raw.body).toMatchObject({ state: { why: isTooOld ? 'tooOld' : 'notKept' } });
  });

  test('a debt is left out of a younger report, and its answer as it came is not shown any more', async () => {
    const { customerKey } = await aLife();
    const where = { branch: OWN_BRANCH, customerKey, now: NOW };
    const { report } = await aBoughtReport(api, where, 'RAW', { restrictions: { debts } });
    const young = await aBoughtReport(api, where, 'RAW', {
      restrictions: { debts: { ...debts, records: [onTheDay] } },
    });
    const told = { count: 1, valueCents: 7_00, records: [onTheDay] };
    const at = `/branches/${OWN_BRANCH}/customers/${customerKey}/reports`;
    expect((await api.call('GET', `${at}/${report.report}`)).body).toMatchObject({
      restrictions: expect.arrayContaining([expect.objectContaining({ kind: 'debts', ...told })]),
    });
    const inExport = (await exported(customerKey)).of('reports').find((one) => one['report'] === report.report);
    expect(inExport).toMatchObject({ restrictions: { debts: told } });
    const raw = (id: string) => api.call('GET', `${at}/${id}/raw?reason=x`);
    expect(await raw(report.report)).toMatchObject({ status: 409, body: { state: { why: 'tooOld' } } });
    expect((await raw(young.report.report)).status).toBe(200);
  });
});
