/** Owns the guarantees of a branch's purchasing: its settings, its caps under rivals, the switches, the warning. */
import { PURCHASING_DEFAULT, purchasingSchema } from '../../contracts/purchasing';
import { claimBudget, warningsOf } from '../../usecases/purchasing';
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { uniqueDocument, uniqueId } from '../support/orders';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'purchasing', startsAt: new Date('2026-11-20T12:00:00Z') });
});
afterAll(() => api.stop());

const PRICES = [{ bureau: 'deps', product: '20C2F2B4', priceCents: 15_00 }];
const put = (body: object, branch: string = OWN_BRANCH) => api.call('PATCH', `/branches/${branch}/purchasing`, body);
const get = async (branch: string = OWN_BRANCH) => (await api.call('GET', `/branches/${branch}/purchasing`)).body;
async function aBranch(settings: object): Promise<string> {
  const branch = uniqueId('p');
  expect((await api.call('PUT', `/branches/${branch}`, { name: 'Nova' })).status).toBe(200);
  if (Object.keys(settings).length > 0) expect((await put(settings, branch)).status).toBe(200);
  return branch;
}
const want = (branch: string, more: object = {}) =>
  ({ branch, day: '2026-11-20', purchase: uniqueId('p'), bureau: 'deps', product: '20C2F2B4', ...more }) as const;

test('a branch that never said buys by hand only, without caps or prices, and reuses for 90 days', async () => {
  expect(await get(OTHER_BRANCH)).toMatchObject({
    enabled: true,
    reuseDays: 90,
    prices: [],
    dayCapCents: null,
    monthCapCents: null,
    automatic: { enabled: false },
    spentTodayCents: 0,
    warnings: [],
  });
});

test('what is set is answered, and audited with before and after', async () => {
  const { status, body } = await put({ prices: PRICES, dayCapCents: 100_00, monthCapCents: 1_000_00 });
  expect(status).toBe(200);
  expect(body).toMatchObject({ prices: PRICES, dayCapCents: 100_00, warnAtPercent: 80, rawMonths: 60 });
  const { entries } = (await api.call('GET', '/audit')).body as { entries: object[] };
  expect(entries).toContainEqual(
    expect.objectContaining({ kind: 'purchasing', after: expect.objectContaining({ dayCapCents: 100_00 }) as object }),
  );
});

test.each([
  [{ dayCapCents: 2, monthCapCents: 1 }, 'dayCapCents'],
  [{ dayCapCents: 10.5 }, 'dayCapCents'],
  [{ prices: [...PRICES, ...PRICES] }, 'prices'],
  [{ automatic: { enabled: true } }, 'automatic.products'],
  [{ automatic: { orderFromCents: 2, orderUpToCents: 1 } }, 'automatic.orderUpToCents'],
  [{ limitCents: 1, reuseDays: 9 }, ''],
])('%j is refused at %s', async (body, at) => {
  const answer = await put(body);
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ at }] } });
});

test('what is left out stays, also of prices and within automatic', async () => {
  const automatic = {
    enabled: true,
    products: { F: null, J: { bureau: 'deps', product: '20C2F2B4' } },
    orderFromCents: 1,
  };
  const branch = await aBranch({ prices: PRICES, monthCapCents: 9_00, rawMonths: 7, automatic });
  const other = { bureau: 'spc', product: '325', priceCents: 5_00 };
  await put({ enabled: false }, branch);
  await put({ prices: [other] }, branch);
  const { body } = await put({ automatic: { products: { F: { bureau: 'spc', product: '325' } } } }, branch);
  expect(body).toMatchObject({ enabled: false, monthCapCents: 9_00, rawMonths: 7, prices: [...PRICES, other] });
  expect(body['automatic']).toMatchObject({ ...automatic, products: { ...automatic.products, F: { product: '325' } } });
  const without = await put({ prices: [{ ...other, priceCents: null }], monthCapCents: null }, branch);
  expect(without.body).toMatchObject({ prices: PRICES, monthCapCents: null });
  expect(await put({}, branch)).toMatchObject({ status: 400, body: { errors: [{ message: 'changes nothing' }] } });
});

test('of many who change different settings at once nobody loses theirs', async () => {
  const branch = uniqueId('p');
  await api.call('PUT', `/branches/${branch}`, { name: 'Nova' });
  const products = Array.from({ length: 8 }, (_, at) => ({ bureau: 'deps', product: `P${at}`, priceCents: at }));
  const answers = await Promise.all(products.map((one) => put({ prices: [one] }, branch)));
  expect(answers.map(({ status }) => status)).toEqual(products.map(() => 200));
  expect((await get(branch))['prices']).toHaveLength(products.length);
});

test('a product that the login does not list is refused as it is told, and the ones it may buy are named', async () => {
  const branch = await aBranch({});
  const login = { email: 'api@example.com', password: 'senha' };
  expect((await api.call('PUT', `/branches/${branch}/deps`, login)).status).toBe(200);
  expect((await put({ prices: PRICES }, branch)).status).toBe(200);
  const account = await api.stores.depsAccounts.find(branch);
  const products = [
    { product: '50505050', name: 'Smart PF 004', personType: 'F' },
    { product: '70707070', name: 'Mix PJ 002', personType: 'J' },
  ] as const;
  const known = { products, refreshedAt: '2026-11-20T12:00:00.000Z' };
  await api.stores.depsAccounts.keepProducts(branch, account?.accountKey ?? '', known);
  const J = (product: string) => ({ automatic: { products: { J: { bureau: 'deps', product } } } });
  const named = [
    [{ prices: PRICES }, 'prices[0].product', '50505050 (Smart PF 004), 70707070 (Mix PJ 002)'],
    [J('20C2F2B4'), 'automatic.products.J.product', '70707070 (Mix PJ 002);'],
    [J('50505050'), 'automatic.products.J.product', '70707070 (Mix PJ 002);'],
  ] as const;
  for (const [change, at, fix] of named) {
    const told = expect.stringContaining(fix) as string;
    expect(await put(change, branch)).toMatchObject({ status: 400, body: { errors: [{ at, fix: told }] } });
  }
  expect((await put({ ...J('70707070'), reuseDays: 30 }, branch)).body).toMatchObject({
    prices: PRICES,
    reuseDays: 30,
  });
  const customer = { document: uniqueDocument() };
  const { customerKey } = (await api.call('PUT', `/branches/${branch}/customers`, customer)).body;
  const path = `/branches/${branch}/customers/${String(customerKey)}/reports`;
  for (const product of ['20C2F2B4', '50505050']) {
    const bought = await api.call('POST', path, { bureau: 'deps', product, purpose: 'limitReview' });
    const errors = [{ at: 'product', fix: expect.stringContaining('70707070 (Mix PJ 002);') as string }];
    expect(bought).toMatchObject({ status: 422, body: { code: 'ReportProductNotAllowed', errors } });
  }
  expect(await api.stores.purchases.openOf(String(customerKey), 10)).toEqual([]);
});

test('every branch that a caller may see is listed, page by page, with what it has spent', async () => {
  const key = await api.keyOf({ role: 'manager', branches: [OWN_BRANCH, OTHER_BRANCH] });
  const page = async (query: string) => (await api.call('GET', `/purchasing${query}`, undefined, { key })).body;
  const first = await page('?limit=1');
  expect(first).toMatchObject({ companyEnabled: true, branches: [{ branch: OWN_BRANCH, spentTodayCents: 0 }] });
  const second = await page(`?limit=1&cursor=${String(first['nextCursor'])}`);
  expect(second).toMatchObject({ branches: [{ branch: OTHER_BRANCH }], nextCursor: null });
});

test('a hundred rivals never spend more than the cap, and a claim asked for twice is one', async () => {
  const branch = await aBranch({ prices: PRICES, dayCapCents: 100_00, monthCapCents: 200_00 });
  const wants = Array.from({ length: 100 }, () => want(branch));
  const answers = await Promise.all(wants.map((one) => claimBudget(api.stores, one)));
  const claimed = wants.filter((_, at) => answers[at]?.ok);
  expect(claimed).toHaveLength(6);
  expect(answers.find(({ ok }) => !ok)).toMatchObject({ why: 'dayCapReached', spent: { dayCents: 90_00 } });
  const again = await Promise.all(claimed.map((one) => claimBudget(api.stores, one)));
  expect(again.every(({ ok }) => ok)).toBe(true);
  expect(await get(branch)).toMatchObject({ spentTodayCents: 90_00, spentThisMonthCents: 90_00, warnings: ['day'] });
});

test('what cost nothing is given back once, what was charged stays spent', async () => {
  const branch = await aBranch({ prices: PRICES, monthCapCents: 30_00 });
  const [charged, refused] = [want(branch), want(branch)];
  await claimBudget(api.stores, charged);
  await claimBudget(api.stores, refused);
  expect(await claimBudget(api.stores, want(branch))).toMatchObject({ ok: false, why: 'monthCapReached' });
  for (const time of ['first', 'again']) {
    await api.stores.budgets.settle(refused, false);
    await api.stores.budgets.settle(charged, true);
    expect([time, await api.stores.budgets.spent(branch, '2026-11-20')]).toEqual([
      time,
      { dayCents: 15_00, monthCents: 15_00 },
    ]);
  }
});

test('each day has its own cap, and the month sums them', async () => {
  const branch = await aBranch({ prices: PRICES, dayCapCents: 15_00, monthCapCents: 30_00 });
  const on = async (day: string) => (await claimBudget(api.stores, want(branch, { day }))).ok;
  expect([await on('2026-11-20'), await on('2026-11-20'), await on('2026-11-21')]).toEqual([true, false, true]);
  expect([await on('2026-11-22'), await on('2026-12-01')]).toEqual([false, true]);
});

test('under a cap nothing is bought whose price nobody told; without caps it is', async () => {
  const product = { product: 'FFFFFFFF' };
  const capped = await aBranch({ prices: PRICES, monthCapCents: 30_00 });
  expect(await claimBudget(api.stores, want(capped, product))).toMatchObject({ ok: false, why: 'priceUnknown' });
  expect(await claimBudget(api.stores, want(await aBranch({}), product))).toEqual({ ok: true, priceCents: null });
});

test("the branch's switch stops the branch, the company's stops all, which is not a manager's to turn", async () => {
  const [off, on] = [await aBranch({ enabled: false }), await aBranch({})];
  expect(await claimBudget(api.stores, want(off))).toMatchObject({ ok: false, why: 'switchedOff' });
  const manager = await api.keyOf({ role: 'manager' });
  const turn = (enabled: boolean, key?: string) =>
    api.call('PUT', '/purchasing', { enabled, note: 'auditoria' }, key === undefined ? {} : { key });
  expect((await turn(false, manager)).status).toBe(403);
  expect((await turn(false)).status).toBe(200);
  expect(await claimBudget(api.stores, want(on))).toMatchObject({ ok: false, why: 'companySwitchedOff' });
  expect(await get()).toMatchObject({ companyEnabled: false });
  await turn(true);
  expect((await claimBudget(api.stores, want(on))).ok).toBe(true);
});

test('a warning begins at its share of the cap, to the cent', () => {
  const settings = purchasingSchema.parse({ monthCapCents: 100_00 });
  expect(warningsOf(settings, { dayCents: 0, monthCents: 79_99 })).toEqual([]);
  expect(warningsOf(settings, { dayCents: 0, monthCents: 80_00 })).toEqual(['month']);
  expect(warningsOf(PURCHASING_DEFAULT, { dayCents: 9e9, monthCents: 9e9 })).toEqual([]);
});
