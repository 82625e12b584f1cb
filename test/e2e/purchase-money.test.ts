/** Owns the money of purchases through the API: switches and caps that say what to do, and budgets settled as it came out. */
import { quietTemporal, until } from '../support/crivo';
import { uniqueId } from '../support/orders';
import { openReportDesk, PRODUCT, type ReportDesk, type ReportSubject } from '../support/report-desk';

const PRICE = 15_00;
let desk: ReportDesk;
beforeAll(async () => {
  quietTemporal();
  desk = await openReportDesk({ name: 'purchase-money' });
});
afterEach(() => desk.deps.control.clear());
afterAll(() => desk.stop());

/** A branch with an account and so much to spend. */
async function aBranch(settings: object, account: object = {}): Promise<string> {
  const branch = uniqueId('b');
  await desk.crivo.call('PUT', `/branches/${branch}`, { name: 'Filial' });
  await desk.account(account, branch);
  await set(branch, settings);
  return branch;
}
async function set(branch: string, settings: object): Promise<void> {
  const prices = [{ bureau: 'deps', product: PRODUCT, priceCents: PRICE }];
  expect(await desk.crivo.call('PATCH', `/branches/${branch}/purchasing`, { prices, ...settings })).toMatchObject({
    status: 200,
  });
}
const spent = async (branch: string) =>
  (await desk.crivo.call('GET', `/branches/${branch}/purchasing`)).body['spentTodayCents'];
const refusal = (fix: string) => ({
  status: 422,
  body: { code: 'BudgetRefused', errors: [{ fix: expect.stringContaining(fix) }] },
});
const isClosed = async (subject: ReportSubject) =>
  (await desk.crivo.stores.purchases.find(await desk.firstPurchase(subject)))?.isClosed === true;

test('a branch, or a company, that is switched off buys nothing, says who can change that, and still reads what it has', async () => {
  const branch = await aBranch({});
  const [bought, other] = [await desk.aSubject({ branch }), await desk.aSubject({ branch })];
  expect(await desk.buy(bought)).toMatchObject({ status: 200 });
  await set(branch, { enabled: false });
  expect(await desk.buy(other)).toMatchObject(refusal('/purchasing'));
  expect(await desk.buy(bought)).toMatchObject({ status: 200, body: { outcome: 'reused' } });
  await set(branch, { enabled: true });
  const company = (enabled: boolean) => desk.crivo.call('PUT', '/purchasing', { enabled, note: 'fatura em análise' });
  await company(false);
  expect(await desk.buy(other)).toMatchObject(refusal('PUT /v1/purchasing'));
  expect([desk.charges(bought), desk.charges(other)]).toEqual([1, 0]);
  await company(true);
  expect(await desk.buy(other)).toMatchObject({ status: 200, body: { outcome: 'bought' } });
}, 60_000);

test('what would be over a cap, or has no price under one, is refused before it is asked, and says what to do', async () => {
  const branch = await aBranch({ dayCapCents: 2 * PRICE - 1, monthCapCents: 10 * PRICE });
  const [first, second, odd] = await Promise.all([1, 2, 3].map(() => desk.aSubject({ branch })));
  if (!first || !second || !odd) throw new Error('no subjects');
  expect(await desk.buy(first)).toMatchObject({ status: 200 });
  expect(await desk.buy(second)).toMatchObject(refusal('tomorrow'));
  expect(await desk.buy(odd, { product: '7A01D3E9' })).toMatchObject(refusal('price'));
  await set(branch, { dayCapCents: null, monthCapCents: PRICE });
  expect(await desk.buy(second)).toMatchObject(refusal('raise'));
  expect([first, second, odd].map((one) => desk.charges(one))).toEqual([1, 0, 0]);
  expect(await spent(branch)).toBe(PRICE);
}, 60_000);

test('ten at once under a cap for three are three charges', async () => {
  const branch = await aBranch({ dayCapCents: 3 * PRICE, monthCapCents: 3 * PRICE });
  const subjects = await Promise.all(Array.from({ length: 10 }, () => desk.aSubject({ branch })));
  const answers = await Promise.all(subjects.map((subject) => desk.buy(subject)));
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(7);
  const charges = subjects.reduce((sum, subject) => sum + desk.charges(subject), 0);
  expect([charges, await spent(branch)]).toEqual([3, 3 * PRICE]);
}, 60_000);

test('what was refused gives its money back; what was done, or may have been charged, has spent it', async () => {
  const branch = await aBranch({}, { reuseIsFree: false });
  const [done, refused, free, costly] = await Promise.all([1, 2, 3, 4].map(() => desk.aSubject({ branch })));
  if (!done || !refused || !free || !costly) throw new Error('no subjects');
  expect(await desk.buy(done)).toMatchObject({ status: 200 });
  expect(await spent(branch)).toBe(PRICE);
  desk.deps.control.queryFault('refused', { documents: [refused.document] });
  expect(await desk.buy(refused)).toMatchObject({ status: 422, body: { code: 'ReportRefused' } });
  expect(await spent(branch)).toBe(PRICE);
  for (const [subject, charged, cents] of [
    [free, 'no', PRICE],
    [costly, 'yes', 2 * PRICE],
  ] as const) {
    desk.deps.control.queryFault('error500AfterCharging', { times: 1, documents: [subject.document] });
    const { purchase } = (await desk.buy(subject)).body['purchase'] as { purchase: string };
    expect(await spent(branch)).toBe(cents === PRICE ? 2 * PRICE : 2 * PRICE);
    const at = subject.reports.replace(/reports$/, `purchases/${purchase}/resolve`);
    expect(await desk.crivo.call('POST', at, { how: 'giveUp', note: 'fatura', charged })).toMatchObject({
      status: 200,
    });
    await until(() => isClosed(subject), 'it to close');
    expect(await spent(branch)).toBe(cents);
  }
}, 90_000);

test('what a person has reconciled, and may have been charged again, has spent its price twice, once each', async () => {
  const branch = await aBranch({ dayCapCents: PRICE }, { reuseIsFree: false });
  desk.deps.control.reuseTerms({ isFree: false });
  const subject = await desk.aSubject({ branch });
  desk.deps.control.queryFault('resetInBody', { times: 1, documents: [subject.document] });
  const { purchase } = (await desk.buy(subject)).body['purchase'] as { purchase: string };
  expect(await spent(branch)).toBe(PRICE);
  const at = subject.reports.replace(/reports$/, `purchases/${purchase}`);
  expect(await desk.crivo.call('POST', `${at}/resolve`, { how: 'reconcile', note: 'conferir' })).toMatchObject({
    status: 200,
  });
  await until(() => isClosed(subject), 'it to close', 60_000);
  expect([desk.charges(subject), await spent(branch)]).toEqual([2, 2 * PRICE]);
  const closed = await desk.crivo.stores.purchases.find(purchase);
  if (closed === null) throw new Error('it is gone');
  await desk.crivo.purchase.money.spend({ ...closed, purchase: `${purchase}/reconciled` }, PRICE);
  expect(await spent(branch)).toBe(2 * PRICE);
}, 90_000);
