/** Owns the purchase of a report from end to end: API, a real worker, a simulated Deps whose invoice is read. */
import { quietTemporal, startCrivo, until, type Answer, type Crivo } from '../support/crivo';
import { startTestDeps, type TestDeps } from '../support/deps-simulator';
import { ndjson, uniqueDocument, uniqueId } from '../support/orders';

const branch = uniqueId('b');
const AT = `/branches/${branch}`;
const PRODUCT = '20C2F2B4';
let crivo: Crivo;
let deps: TestDeps;
beforeAll(async () => {
  quietTemporal();
  deps = await startTestDeps();
  crivo = await startCrivo({ name: 'report-purchase', relays: true, branch });
  await account();
});
afterEach(() => deps.control.clear());
afterAll(async () => {
  await crivo.stop();
  await deps.stop();
});

async function account(given: object = {}): Promise<void> {
  const { email, password } = deps.user;
  const login = { apiUrl: deps.url, email, password, caCertificate: deps.ca };
  const buying = { defaultProducts: { J: PRODUCT }, reuseIsFree: true, timeoutSeconds: 10, ...given };
  expect(await crivo.call('PUT', `${AT}/deps`, { ...login, ...buying })).toMatchObject({ status: 200 });
}

/** A customer that was never bought; its document, and the address of its reports. */
async function aSubject(): Promise<{
  readonly document: string;
  readonly reports: string;
  readonly customerKey: string;
}> {
  const document = uniqueDocument();
  const { body } = await crivo.call('PUT', `${AT}/customers`, { document });
  const customerKey = String(body['customerKey']);
  return { document, customerKey, reports: `${AT}/customers/${customerKey}/reports` };
}
const buy = (reports: string, given: object = {}, options = {}): Promise<Answer> =>
  crivo.call('POST', reports, { bureau: 'deps', purpose: 'limitReview', ...given }, options);
const charges = (document: string) => deps.control.invoice(document).length;
const reportOf = (answer: Answer) => answer.body['report'] as Record<string, unknown>;

test('what is bought is stored, listed and proposed; what is asked again within 90 days is reused and costs nothing', async () => {
  const { document, reports, customerKey } = await aSubject();
  const first = await buy(reports);
  expect(first).toMatchObject({ status: 200, body: { outcome: 'bought', report: { status: 'ok', product: PRODUCT } } });
  const second = await buy(reports, {}, { role: 'analyst' });
  expect(second).toMatchObject({ status: 200, body: { outcome: 'reused', purchase: null } });
  expect(reportOf(second)).toEqual(reportOf(first));
  expect(charges(document)).toBe(1);
  const list = await crivo.call('GET', reports);
  expect(list.body).toMatchObject({
    newest: { text: 'Última consulta deste cliente hoje' },
    open: [],
    uses: [
      { kind: 'reused', subject: 'test-analyst', branch },
      { kind: 'bought', subject: 'test-administrator', report: { report: reportOf(first)['report'] } },
    ],
  });
  const proposals = await crivo.call('GET', `${AT}/customers/${customerKey}/limit-proposals`);
  expect(JSON.stringify(proposals.body)).toContain(String(reportOf(first)['report']));
});

test('buying anew names what it replaces, is one purchase however often it is asked, and refuses a stale screen', async () => {
  const { document, reports } = await aSubject();
  const { report: replaces } = reportOf(await buy(reports)) as { report: string };
  const anew = await Promise.all([buy(reports, { replaces }), buy(reports, { replaces }), buy(reports, { replaces })]);
  for (const answer of anew) expect(answer).toMatchObject({ status: 200, body: { outcome: 'bought' } });
  expect(charges(document)).toBe(2);
  expect((await buy(reports, { replaces })).body).toMatchObject({
    outcome: 'bought',
    report: reportOf(anew[0]),
  });
  const newest = String(reportOf(anew[0])['report']);
  expect(newest).not.toBe(replaces);
  await buy(reports, { replaces: newest });
  expect(await buy(reports, { replaces })).toMatchObject({ status: 409, body: { code: 'ReportSuperseded' } });
  expect(charges(document)).toBe(3);
});

test('200 needs for 50 documents at once are 50 charges', async () => {
  const subjects = await Promise.all(Array.from({ length: 50 }, aSubject));
  const needs = subjects.flatMap(({ reports }) => [reports, reports, reports, reports]);
  const answers = await Promise.all(needs.map((reports) => buy(reports)));
  const late = answers.filter(({ status }) => status !== 200);
  for (const { body } of late) expect(body).toMatchObject({ outcome: 'underWay' });
  const isOver = async () => (await crivo.stores.purchases.leftSince('9999', 1)).length === 0;
  await until(isOver, 'every purchase to end', 120_000);
  expect(subjects.map(({ document }) => charges(document))).toEqual(subjects.map(() => 1));
}, 180_000);

test("what the customer owes is told before the charge; where that fails, nothing is charged but on a person's word", async () => {
  const { document, reports } = await aSubject();
  const title = { type: 'issued', amountCents: 100_00, issuedOn: '2026-01-05', dueOn: '2026-02-05' };
  const line = { ...title, document, movement: uniqueId('mv'), title: uniqueId('T') };
  await crivo.call('POST', `${AT}/receivables`, ndjson([line]));
  deps.control.fault('refuse', { kind: 'send' });
  const refused = await buy(reports);
  expect(refused).toMatchObject({ status: 422, body: { code: 'ReceivablesNotSent' } });
  expect([charges(document), deps.control.held(document)]).toEqual([0, null]);
  expect(await buy(reports, { withoutReceivables: true })).toMatchObject({ status: 200, body: { outcome: 'bought' } });
  deps.control.clear();
  const { report: replaces } = reportOf(await buy(reports));
  await buy(reports, { replaces });
  expect(deps.control.held(document)).toMatchObject({ contasReceberResumido: { totalVencido: 100 } });
  expect(charges(document)).toBe(2);
});

test('an unknown outcome reconciles itself where reuse is free: one charge, and its report', async () => {
  const { document, reports } = await aSubject();
  deps.control.queryFault('resetInBody', { times: 1, documents: [document] });
  const answer = await buy(reports);
  expect(answer.body).toMatchObject({ outcome: 'unknown', purchase: { status: 'unknown', reason: 'unknownOutcome' } });
  const { purchase } = answer.body['purchase'] as { purchase: string };
  const at = reports.replace(/reports$/, `purchases/${purchase}`);
  await until(async () => (await crivo.call('GET', at)).body['report'] !== null, 'it to reconcile', 60_000);
  expect((await crivo.call('GET', at)).body).toMatchObject({ status: 'reconciled', charged: 'yes' });
  expect(charges(document)).toBe(1);
  expect((await buy(reports)).body).toMatchObject({ outcome: 'reused' });
}, 90_000);
