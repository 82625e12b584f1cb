/** Owns what a purchase makes of each answer that isn't a report: what is told, what is charged, what is never stored. */
import { quietTemporal, until, type Answer } from '../support/crivo';
import { testAlphanumericCnpj } from '../support/documents';
import { openReportDesk, type ReportDesk, type ReportSubject } from '../support/report-desk';

let desk: ReportDesk;
beforeAll(async () => {
  quietTemporal();
  desk = await openReportDesk({ name: 'purchase-answers' });
});
afterEach(async () => {
  desk.deps.control.clear();
  await desk.account();
});
afterAll(() => desk.stop());

const queries = () => desk.deps.control.requests().query;
const purchaseOf = (answer: Answer) => (answer.body['purchase'] as { purchase: string }).purchase;
const find = async (subject: ReportSubject) => desk.crivo.stores.purchases.find(await desk.firstPurchase(subject));

test('a bureau that asks for patience once is asked again, no sooner than it says, and charges once', async () => {
  const [plain, told] = [await desk.aSubject(), await desk.aSubject()];
  desk.deps.control.queryFault('rateLimited', { times: 1, documents: [plain.document] });
  desk.deps.control.queryFault('rateLimitedWithRetryAfter', { times: 1, retryAfter: 3, documents: [told.document] });
  for (const subject of [plain, told]) {
    expect(await desk.buy(subject)).toMatchObject({ status: 200, body: { outcome: 'bought' } });
    expect(desk.charges(subject)).toBe(1);
  }
  const waited = await find(told);
  expect(waited?.sends).toBe(2);
  expect(Date.parse(waited?.sentAt ?? '') - Date.parse(waited?.openedAt ?? '')).toBeGreaterThanOrEqual(3_000);
  expect(desk.deps.fired('rateLimit')).toBe(2);
}, 60_000);

test('a bureau that asks for patience each time is asked four times at most; nothing is charged, and later it may be', async () => {
  const subject = await desk.aSubject();
  desk.deps.control.queryFault('rateLimited', { documents: [subject.document] });
  const before = queries();
  expect(await desk.buy(subject)).toMatchObject({
    status: 503,
    body: { code: 'BureauUnavailable', state: { reason: 'rateLimited', provider: expect.stringContaining('Muitas') } },
  });
  expect([queries() - before, desk.charges(subject)]).toEqual([4, 0]);
  desk.deps.control.clear();
  expect(await desk.buy(subject)).toMatchObject({ status: 200, body: { outcome: 'bought' } });
}, 60_000);

test("somebody else's answer is never stored as this customer's: a person is told, and what to do", async () => {
  await desk.account({ reuseIsFree: false });
  const subject = await desk.aSubject();
  desk.deps.control.queryFault('otherDocument', { times: 1, documents: [subject.document] });
  const answer = await desk.buy(subject);
  expect(answer).toMatchObject({
    status: 202,
    body: { outcome: 'unknown', report: null, purchase: { status: 'unknown', reason: 'anotherDocument' } },
  });
  expect((answer.body['purchase'] as { text: string }).text).toMatch(/outro documento.*encerrar/);
  expect(await desk.crivo.stores.reports.ofCustomer(subject.customerKey)).toEqual([]);
  expect(await desk.crivo.database.collection('rawReports').countDocuments({ customerKey: subject.customerKey })).toBe(
    0,
  );
  expect([desk.charges(subject), (await find(subject))?.raw]).toEqual([1, null]);
}, 60_000);

test.each([
  ['consentPending', {}, 'ReportConsentPending', 1],
  ['refused', {}, 'ReportRefused', 1],
  ['of a product of the other kind of person', { product: '5B9E0C11' }, 'ReportProductNotAllowed', 0],
  ['of a product that this login has not', { product: 'FFFFFFFF' }, 'ReportProductNotAllowed', 1],
] as const)('a question %s is refused with its own error, and charges nothing', async (fault, given, code, asked) => {
  const subject = await desk.aSubject();
  if (fault === 'consentPending' || fault === 'refused')
    desk.deps.control.queryFault(fault, { documents: [subject.document] });
  const before = queries();
  expect(await desk.buy(subject, given)).toMatchObject({ status: 422, body: { code } });
  expect([queries() - before, desk.charges(subject)]).toEqual([asked, 0]);
});

test('a CNPJ with letters is refused before anything is asked, and bought where the account takes it', async () => {
  const subject = await desk.aSubject({ document: testAlphanumericCnpj(77) });
  const before = queries();
  expect(await desk.buy(subject)).toMatchObject({ status: 422, body: { code: 'ReportDocumentNotAccepted' } });
  expect([queries() - before, await find(subject)]).toEqual([0, null]);
  await desk.account({ acceptsAlphanumericCnpj: true });
  expect(await desk.buy(subject)).toMatchObject({ status: 200, body: { outcome: 'bought' } });
  expect(desk.charges(subject)).toBe(1);
});

test('a login that expires between login and question is made anew, once; one that is refused says so; one charge at most', async () => {
  const [expired, late, refused] = [await desk.aSubject(), await desk.aSubject(), await desk.aSubject()];
  desk.deps.control.queryFault('loginExpired', { documents: [expired.document] });
  expect((await desk.buy(expired)).body).toMatchObject({ outcome: 'bought' });
  desk.deps.control.expireLogins();
  expect((await desk.buy(late)).body).toMatchObject({ outcome: 'bought' });
  desk.deps.control.queryFault('loginRefused', { documents: [refused.document] });
  expect(await desk.buy(refused)).toMatchObject({ status: 422, body: { code: 'BureauLoginRefused' } });
  expect([expired, late, refused].map((subject) => desk.charges(subject))).toEqual([1, 1, 0]);
});

test('an answer that comes after our time-out was charged and is unknown; where reuse is free it is fetched, and paid once', async () => {
  const subject = await desk.aSubject();
  desk.deps.control.queryFault('answeredTooLate', { times: 1, delayMs: 11_500, documents: [subject.document] });
  const answer = await desk.buy(subject);
  expect(answer).toMatchObject({ status: 202, body: { outcome: 'unknown' } });
  const purchase = purchaseOf(answer);
  const isOver = async () => (await desk.crivo.stores.purchases.find(purchase))?.isClosed === true;
  await until(isOver, 'it to be reconciled', 60_000);
  expect(await find(subject)).toMatchObject({ status: 'reconciled', charged: 'yes' });
  expect([desk.charges(subject), desk.deps.fired('slow')]).toEqual([1, 1]);
}, 120_000);
