/** Owns what a person says of a purchase nobody knows the outcome of: conciliar, anexar, encerrar; one of two, and nobody else. */
import { ROLES } from '../../domain/permissions';
import { newSecret, secretHash } from '../../platform/keyring';
import { quietTemporal, until, type Answer } from '../support/crivo';
import { uniqueId } from '../support/orders';
import { aReport } from '../support/builders';
import { openReportDesk, PRODUCT, type ReportDesk, type ReportSubject } from '../support/report-desk';

let desk: ReportDesk;
beforeAll(async () => {
  quietTemporal();
  desk = await openReportDesk({ name: 'purchase-resolve' });
  await desk.account({ reuseIsFree: false });
  desk.deps.control.reuseTerms({ isFree: false });
});
afterEach(() => desk.deps.control.clear());
afterAll(() => desk.stop());

const note = 'conferido com o fornecedor';
const purchaseOf = (answer: Answer) => answer.body['purchase'] as { purchase: string; text: string };
const at = ({ reports }: ReportSubject, purchase: string) => reports.replace(/reports$/, `purchases/${purchase}`);
const resolve = (subject: ReportSubject, purchase: string, body: object, options = {}) =>
  desk.crivo.call('POST', `${at(subject, purchase)}/resolve`, { note, ...body }, options);

/** Charged, and its answer lost on the way: asking again would cost, so nobody does. */
async function anUnknown(given: object = {}, subject?: ReportSubject) {
  const its = subject ?? (await desk.aSubject());
  desk.deps.control.queryFault('resetInBody', { times: 1, documents: [its.document] });
  const answer = await desk.buy(its, given);
  expect(answer).toMatchObject({ status: 202, body: { outcome: 'unknown', report: null } });
  expect(desk.deps.fired('truncated')).toBeGreaterThan(0);
  return { ...purchaseOf(answer), subject: its };
}
const stands = async (subject: ReportSubject, purchase: string) =>
  (await desk.crivo.call('GET', at(subject, purchase))).body;

test('conciliar asks for what is held, once, whatever it costs: the report is there, and both charges are on the invoice', async () => {
  const { subject, purchase, text } = await anUnknown();
  expect(text).toContain('conciliar (pode ser cobrado), anexar uma consulta ou encerrar');
  const listed = await desk.crivo.call('GET', `/branches/${desk.branch}/purchases`);
  expect(listed.text).toContain(purchase);
  expect(await resolve(subject, purchase, { how: 'reconcile' })).toMatchObject({ status: 200 });
  await until(async () => (await stands(subject, purchase))['report'] !== null, 'it to be reconciled', 60_000);
  expect(await stands(subject, purchase)).toMatchObject({
    status: 'reconciled',
    resolutions: [{ how: 'reconcile', subject: 'test-administrator', note }],
  });
  expect(desk.deps.control.invoice(subject.document)).toMatchObject([{ reused: false }, { reused: true }]);
  expect((await desk.buy(subject)).body).toMatchObject({ outcome: 'reused' });
  const spend = await desk.crivo.call('GET', `/reports/spend?branch=${desk.branch}`);
  expect(spend.body['total']).toMatchObject({ bought: 1, perhapsTwice: 1 });
}, 120_000);

test('anexar takes a stored report of this customer and product, and no other one', async () => {
  const subject = await desk.aSubject();
  const { report } = (await desk.buy(subject)).body['report'] as { report: string };
  const { purchase } = await anUnknown({ replaces: report }, subject);
  const other = await desk.aSubject();
  const { report: foreign } = (await desk.buy(other)).body['report'] as { report: string };
  for (const wrong of [foreign, 'rep_unknown']) {
    const refused = await resolve(subject, purchase, { how: 'attach', report: wrong });
    expect(refused).toMatchObject({ status: 404, body: { code: 'ReportNotFound' } });
  }
  expect(await resolve(subject, purchase, { how: 'attach', report })).toMatchObject({
    status: 400,
    body: { errors: [{ at: 'report', message: expect.stringContaining('older than the purchase') }] },
  });
  expect(await stands(subject, purchase)).toMatchObject({ status: 'unknown', resolutions: [] });
  const at = new Date().toISOString();
  const { customerKey } = subject;
  const came = aReport({ report: 'rep_camelater', customerKey, product: PRODUCT, providerAt: at, storedAt: at });
  await desk.crivo.stores.reports.insert(came);
  expect(await resolve(subject, purchase, { how: 'attach', report: came.report })).toMatchObject({ status: 200 });
  await until(async () => (await desk.crivo.stores.purchases.find(purchase))?.isClosed === true, 'it to close');
  expect(await stands(subject, purchase)).toMatchObject({ status: 'reconciled', report: came.report, charged: 'yes' });
  expect(desk.charges(subject)).toBe(2);
}, 120_000);

test('encerrar ends it without a report, and the need is bought anew by who names it, and by nobody else', async () => {
  const { subject, purchase } = await anUnknown();
  expect((await desk.buy(subject)).body).toMatchObject({ outcome: 'unknown', purchase: { purchase } });
  expect(desk.charges(subject)).toBe(1);
  expect(await resolve(subject, purchase, { how: 'giveUp', charged: 'yes' })).toMatchObject({
    status: 200,
    body: { status: 'givenUp', charged: 'yes' },
  });
  expect(await desk.buy(subject)).toMatchObject({
    status: 409,
    body: { code: 'PurchaseGivenUp', state: { purchase, status: 'givenUp', charged: 'yes' } },
  });
  expect(desk.charges(subject)).toBe(1);
  expect(await desk.buy(subject, { replaces: purchase })).toMatchObject({ status: 200, body: { outcome: 'bought' } });
  expect(desk.charges(subject)).toBe(2);
}, 120_000);

test('of two persons at once one is heard; the other one is told that it is known by now', async () => {
  const { subject, purchase } = await anUnknown();
  const said = await Promise.all([
    resolve(subject, purchase, { how: 'giveUp', charged: 'no' }),
    resolve(subject, purchase, { how: 'giveUp', charged: 'yes' }),
  ]);
  expect(said.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(said.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'PurchaseNotUnknown' });
  expect((await stands(subject, purchase))['resolutions']).toHaveLength(1);
}, 120_000);

test('what is known, belongs to another branch or customer, or is asked by who may not, is refused', async () => {
  const { subject, purchase } = await anUnknown();
  const body = { how: 'giveUp', charged: 'no' };
  const branch = uniqueId('b');
  await desk.crivo.call('PUT', `/branches/${branch}`, { name: 'Outra' });
  const elsewhere = { ...subject, reports: `/branches/${branch}/customers/${subject.customerKey}/reports` };
  const other = await desk.aSubject();
  for (const wrong of [elsewhere, other]) {
    expect(await resolve(wrong, purchase, body)).toMatchObject({ status: 404, body: { code: 'PurchaseNotFound' } });
  }
  expect(await resolve(subject, purchase, body, { role: 'seller' })).toMatchObject({
    status: 403,
    body: { code: 'PermissionDenied' },
  });
  expect(await resolve(subject, purchase, { how: 'giveUp', charged: 'maybe' })).toMatchObject({ status: 400 });
  expect(await stands(subject, purchase)).toMatchObject({ status: 'unknown' });
  const { purchase: done } = purchaseOf(await desk.buy(other));
  expect(await resolve(other, done, body)).toMatchObject({ status: 409, body: { code: 'PurchaseNotUnknown' } });
}, 120_000);

test('a need of another branch that joins follows the purchase at its own address, without the data of the branch that buys', async () => {
  const { subject, purchase } = await anUnknown();
  const branch = uniqueId('b');
  await desk.crivo.call('PUT', `/branches/${branch}`, { name: 'Outra' });
  await desk.account({ reuseIsFree: false }, branch);
  const joining = { ...subject, branch, reports: `/branches/${branch}/customers/${subject.customerKey}/reports` };
  expect((await desk.crivo.call('GET', at(joining, purchase))).status).toBe(404);
  const secret = `crv_${newSecret()}`;
  const manager = { subject: uniqueId('manager'), userGroups: ['manager'], permissions: ROLES.manager };
  await desk.crivo.stores.apiKeys.put(secretHash(secret), { ...manager, branches: [branch] });
  const only = { headers: { authorization: `Bearer ${secret}` } };
  expect(await desk.buy(joining, {}, only)).toMatchObject({ status: 202, body: { purchase: { purchase } } });
  const followed = await desk.crivo.call('GET', at(joining, purchase), undefined, only);
  const unseen = { branch: null, subject: null, purpose: null, priceCents: null, resolutions: [] };
  expect(followed).toMatchObject({ status: 200, body: { purchase, status: 'unknown', ...unseen } });
  expect(followed.text).not.toContain(desk.branch);
  expect((await resolve(joining, purchase, { how: 'giveUp', charged: 'no' }, only)).status).toBe(404);
  await resolve(subject, purchase, { how: 'giveUp', charged: 'no' });
  expect((await desk.crivo.call('GET', at(joining, purchase), undefined, only)).body).toMatchObject({
    status: 'givenUp',
  });
  expect(desk.charges(subject)).toBe(1);
}, 120_000);
