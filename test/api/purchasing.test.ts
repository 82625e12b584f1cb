/** Owns the guarantees of a branch's purchasing: its settings, its caps under rivals, the switches, the warning. */
import { PURCHASING_DEFAULT, purchasingSchema } from '../../contracts/purchasing';
import { claimBudget, warningsOf } from '../../usecases/purchasing';
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { uniqueId } from '../support/orders';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'purchasing', startsAt: new Date('2026-11-20T12:00:00Z') });
});
afterAll(() => api.stop());

const PRICES = [{ bureau: 'deps', product: '20C2F2B4', priceCents: 15_00 }];
const put = (body: object, branch: string = OWN_BRANCH) => api.call('PUT', `/branches/${branch}/purchasing`, body);
const get = async (branch: string = OWN_BRANCH) => (await api.call('GET', `/branches/${branch}/purchasing`)).body;
async function aBranch(settings: object): Promise<string> {
  const branch = uniqueId('p');
  expect((await api.call('PUT', `/branches/${branch}`, { name: 'Nova' })).status).toBe(200);
  expect((await put(settings, branch)).status).toBe(200);
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
  [{ limitCents: 1 }, ''],
])('%j is refused at %s', async (body, at) => {
  const answer = await put(body);
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ at }] } });
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
