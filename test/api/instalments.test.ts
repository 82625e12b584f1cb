/** Owns the guarantees of the tab *Crediário*: what it shows is what a sale meets, and nothing is read out at a counter that is not the seller's. */
import { OTHER_BRANCH, OWN_BRANCH, type TestApi } from '../support/api';
import { aReport } from '../support/builders';
import { anOrder, aSale, ndjson, uniqueDocument, uniqueId } from '../support/orders';
import { anAmount, openReleaseDesk, type ReleaseDesk } from '../support/release-desk';

jest.setTimeout(300_000);

let desk: ReleaseDesk;
let api: TestApi;
let keys: ReleaseDesk['keys'];
beforeAll(async () => {
  desk = await openReleaseDesk('instalments');
  ({ api, keys } = desk);
});
afterAll(() => api.stop());

const branch = `/branches/${OWN_BRANCH}`;
const slip = (amountCents: number) => ({ modality: 'bankSlip', amountCents, dueOn: ['2027-01-20'] });
const TODAY = '2026-11-20';

interface Buyer {
  readonly document: string;
  readonly customerKey: string;
}

/** Who has paid before and whom the bureaus call clean, so that only its limit can stand in its way. */
async function aGoodPayer(
  given: object = { limit: anAmount(1_000_00) },
  lines: readonly object[] = [],
): Promise<Buyer> {
  const document = uniqueDocument();
  const { body } = await api.call('PUT', `${branch}/customers`, { document, ...given });
  const customerKey = String(body['customerKey']);
  const asked = { customerKey, providerAt: '2026-11-20T12:00:00.000Z' };
  for (const bureau of ['deps', 'spc'] as const) await api.stores.reports.insert(aReport({ ...asked, bureau }));
  const title = { title: uniqueId('T'), document, amountCents: 100_00 };
  const issued = { movement: uniqueId('mv'), type: 'issued', ...title, issuedOn: '2026-08-03', dueOn: '2026-09-01' };
  const paid = { movement: uniqueId('mv'), type: 'collected', ...title, method: 'money', effectiveOn: '2026-09-01' };
  const all = [issued, paid, ...lines.map((line) => ({ document, ...line }))];
  expect((await api.call('POST', `${branch}/receivables`, ndjson(all))).body).toMatchObject({ stored: all.length });
  return { document, customerKey };
}
const anOpenTitle = (amountCents: number, dueOn = '2027-01-10') => ({
  ...{ movement: uniqueId('mv'), type: 'issued', title: uniqueId('T'), amountCents, issuedOn: '2026-09-01', dueOn },
});
const shown = async ({ customerKey }: Buyer, key = keys.seller) => {
  const answer = await api.call('GET', `${branch}/customers/${customerKey}/instalments`, undefined, { key });
  expect([answer.status, answer.body['code']]).toEqual([200, undefined]);
  return answer.body;
};
const sell = async ({ document }: Buyer, amountCents: number, id = uniqueId('sale')) =>
  (
    await api.call('POST', `${branch}/sales`, aSale({ id, document, amountCents, payments: [slip(amountCents)] }), {
      key: keys.seller,
    })
  ).body;
const forCustomer = ({ customerKey }: Buyer, ceilingCents: number, given: object = {}) => ({
  branch: OWN_BRANCH,
  scope: { kind: 'customer' },
  customerKey,
  ceilingCents,
  until: '2026-12-10',
  ...given,
});

const TEMPORARY = { amountCents: 2_000_00, from: TODAY, to: '2026-11-25' };
test.each<[string, { temporaryLimit?: object; limit: object }, object | null, number, string | null]>([
  ['of its limit', { limit: anAmount(1_000_00) }, null, 1_000_00, null],
  [
    'of a limit on its last day',
    { limit: { kind: 'amount', amountCents: 1_000_00, validUntil: TODAY } },
    null,
    1_000_00,
    TODAY,
  ],
  ['of a temporary limit', { limit: anAmount(1_000_00), temporaryLimit: TEMPORARY }, null, 2_000_00, '2026-11-25'],
  ['of the bound of its group', { limit: anAmount(1_000_00) }, anAmount(700_00), 700_00, null],
])(
  'what is shown as available is what a sale may take, to the cent: %s',
  async (_name, { temporaryLimit, ...terms }, groupLimit, limitCents, lastDay) => {
    const buyer = await aGoodPayer(terms, [anOpenTitle(150_00)]);
    if (temporaryLimit !== undefined) {
      const path = `/customers/${buyer.customerKey}/credit-terms`;
      expect((await api.call('PATCH', path, { temporaryLimit, note: 'comitê' })).status).toBe(200);
    }
    if (groupLimit !== null) {
      const { groupKey } = (await api.call('POST', '/groups', { name: 'Irmãos' })).body;
      const path = `/groups/${String(groupKey)}`;
      await api.call('POST', `${path}/members`, { customerKey: buyer.customerKey, note: 'mesmo dono' });
      const changed = await api.call('PATCH', `${path}/credit-terms`, { limit: groupLimit, note: 'comitê' });
      expect(changed.status).toBe(200);
    }
    expect(await sell(buyer, 200_00)).toMatchObject({ allowed: true });
    const order = anOrder({ document: buyer.document, amountCents: 50_01 });
    expect((await api.call('POST', `${branch}/orders`, order)).body).toMatchObject({ status: 'waiting' });
    const told = await shown(buyer);
    const available = limitCents - 150_00 - 200_00 - 50_01;
    expect(told).toMatchObject({
      asOf: TODAY,
      situation: 'cleared',
      limit: { kind: 'amount', lastDay },
      taken: { cents: 400_01, titlesCents: 150_00, reservedCents: 250_01 },
      availableCents: available,
      indicator: 'clear',
      outcome: 'clear',
      restrictions: [],
    });
    const beyond = await sell(buyer, available + 1);
    expect(beyond).toMatchObject({ allowed: false, restrictions: [{ check: 'limit-exceeded' }] });
    expect(await shown(buyer)).toMatchObject({ availableCents: available });
    expect(await sell(buyer, available)).toMatchObject({ allowed: true });
    expect(await shown(buyer)).toMatchObject({ availableCents: 0, outcome: 'blocked', indicator: 'restricted' });
    expect(await sell(buyer, 1)).toMatchObject({ allowed: false });
  },
);

test.each<[string, object, number | null, object]>([
  ['no credit granted', { limit: { kind: 'none' } }, 0, { kind: 'none', amountCents: null }],
  ['unlimited', { limit: { kind: 'unlimited' } }, null, { kind: 'unlimited' }],
  ['an analysis at each order', { limit: { kind: 'alwaysReview' } }, null, { kind: 'alwaysReview' }],
  [
    'an expired limit',
    { limit: { kind: 'amount', amountCents: 1_000_00, validUntil: '2026-11-19' } },
    0,
    { kind: 'amount', amountCents: 0, expired: true, lastDay: '2026-11-19' },
  ],
])('a limit that is no amount in force is never shown as one: %s', async (_name, terms, availableCents, limit) => {
  expect(await shown(await aGoodPayer(terms))).toMatchObject({ availableCents, limit });
});

test('a release that is shown is used up by the sale that needs it: what is left of it falls by that sale, to nothing', async () => {
  const buyer = await aGoodPayer();
  const { body } = await desk.direct(forCustomer(buyer, 3_000_00), keys.director);
  const release = body['release'];
  const told = await shown(buyer);
  const entry = { release, scope: { kind: 'customer' }, until: '2026-12-10', singleUse: false };
  expect(told).toMatchObject({ availableCents: 1_000_00, releases: [{ ...entry, leftCents: 3_000_00 }] });
  expect(await sell(buyer, 1_200_00)).toMatchObject({
    allowed: true,
    restrictions: [{ check: 'limit-exceeded', waivedBy: { kind: 'release', id: release } }],
  });
  expect(await shown(buyer)).toMatchObject({ availableCents: 0, releases: [{ ...entry, leftCents: 1_800_00 }] });
  expect(await sell(buyer, 1_800_01)).toMatchObject({ allowed: false });
  expect(await sell(buyer, 1_800_00)).toMatchObject({ allowed: true });
  expect(await shown(buyer)).toMatchObject({ releases: [], outcome: 'blocked' });
  expect(await sell(buyer, 1)).toMatchObject({ allowed: false });
});

test('a release for a single use is shown until a sale has used it, and not after', async () => {
  const buyer = await aGoodPayer();
  const { body } = await desk.direct(forCustomer(buyer, 5_000_00, { singleUse: true }), keys.director);
  expect(await shown(buyer)).toMatchObject({ releases: [{ release: body['release'], singleUse: true }] });
  expect(await sell(buyer, 1_500_00)).toMatchObject({ allowed: true });
  expect(await shown(buyer)).toMatchObject({ releases: [] });
  expect(await sell(buyer, 1_500_00)).toMatchObject({ allowed: false });
});

test('shown are the releases that help a sale here: not an order’s, another branch’s, a revoked one or one’s own', async () => {
  const buyer = await aGoodPayer();
  const sale = uniqueId('sale');
  const ofSale = await desk.direct(
    { branch: OWN_BRANCH, scope: { kind: 'sale', sale }, document: buyer.document, ceilingCents: 2_000_00 },
    keys.director,
  );
  const order = { branch: OWN_BRANCH, scope: { kind: 'order', order: uniqueId('ord') } };
  await desk.direct({ ...order, document: buyer.document, ceilingCents: 2_000_00 }, keys.director);
  await desk.direct(forCustomer(buyer, 1_000_00, { branch: OTHER_BRANCH }), keys.director);
  const revoked = await desk.direct(forCustomer(buyer, 1_000_00), keys.director);
  await api.call('POST', `/releases/${String(revoked.body['release'])}/revoke`, { note: 'engano' });
  const { releases } = await shown(buyer);
  expect(releases).toEqual([
    expect.objectContaining({ release: ofSale.body['release'], scope: { kind: 'sale', sale }, leftCents: 2_000_00 }),
  ]);
  expect(await shown(buyer, keys.director)).toMatchObject({ releases: [] });
  expect(await sell(buyer, 1_500_00, sale)).toMatchObject({ allowed: true });
});

test('overdue titles are told by count, sum and most days, the instalments soonest first, at most fifty', async () => {
  const late = [anOpenTitle(60_00, '2026-11-10'), anOpenTitle(40_00, '2026-11-03')];
  const later = Array.from({ length: 60 }, (_, n) =>
    anOpenTitle(1_00, `2027-02-${String((n % 28) + 1).padStart(2, '0')}`),
  );
  const told = await shown(await aGoodPayer({ limit: anAmount(9_000_00) }, [...later, ...late]));
  expect(told).toMatchObject({
    taken: { cents: 160_00, reservedCents: 0 },
    availableCents: 8_840_00,
    overdue: { count: 2, cents: 100_00, mostDays: 17 },
    outcome: 'blocked',
    openTitles: { hasMore: true },
  });
  expect(told['restrictions']).toMatchObject([{ check: 'overdue-titles', seller: expect.any(String) as unknown }]);
  const { titles } = told['openTitles'] as { titles: { dueOn: string; overdueDays: number }[] };
  expect(titles).toHaveLength(50);
  expect(titles.slice(0, 2)).toMatchObject([
    { dueOn: '2026-11-03', overdueDays: 17 },
    { dueOn: '2026-11-10', overdueDays: 10 },
  ]);
  expect(titles.map(({ dueOn }) => dueOn)).toEqual(titles.map(({ dueOn }) => dueOn).toSorted());
});

test('the last sales are told, newest first, at most ten, each with why it was refused or let pass', async () => {
  const buyer = await aGoodPayer();
  for (let n = 0; n < 9; n += 1) {
    expect(await sell(buyer, 1_00)).toMatchObject({ allowed: true });
    api.advance(1_000);
  }
  const cancelled = uniqueId('sale');
  await sell(buyer, 5_00, cancelled);
  api.advance(1_000);
  await api.call('POST', `${branch}/sales/${cancelled}/cancel`);
  api.advance(1_000);
  const refused = await sell(buyer, 2_000_00);
  const { sales } = (await shown(buyer)) as { sales: object[] };
  expect(sales).toHaveLength(10);
  expect(sales.slice(0, 3)).toMatchObject([
    {
      sale: refused['sale'],
      status: 'refused',
      totalCents: 2_000_00,
      decision: refused['decision'],
      refusedBy: ['limit-exceeded'],
      restrictions: [{ check: 'limit-exceeded', result: 'hit' }],
    },
    { sale: cancelled, status: 'cancelled', refusedBy: [] },
    { status: 'allowed', refusedBy: [], restrictions: [] },
  ]);
});

test('nothing that is not for a counter is told, whoever asks: no analyst’s text, no numbers of checks, of the group or of bureaus', async () => {
  const buyer = await aGoodPayer({ limit: anAmount(1_000_00), situation: 'blocked' });
  const other = await aGoodPayer({ limit: anAmount(1_000_00) }, [anOpenTitle(333_33)]);
  const { groupKey } = (await api.call('POST', '/groups', { name: 'Irmãos' })).body;
  for (const { customerKey } of [buyer, other])
    await api.call('POST', `/groups/${String(groupKey)}/members`, { customerKey, note: 'mesmo dono' });
  await sell(buyer, 1_500_00);
  for (const key of [keys.seller, keys.director]) {
    const told = await shown(buyer, key);
    const text = JSON.stringify(told);
    for (const word of ['analyst', 'values', 'group', 'score', 'riskClass', '33333', buyer.document, other.customerKey])
      expect(text).not.toContain(word);
    const [restriction] = told['restrictions'] as object[];
    expect(Object.keys(restriction ?? {}).sort()).toEqual(['check', 'result', 'seller']);
  }
});

test('of another branch nothing is told: neither its titles nor its sales, and the branch itself is not found', async () => {
  const buyer = await aGoodPayer();
  const elsewhere = `/branches/${OTHER_BRANCH}`;
  const line = { document: buyer.document, ...anOpenTitle(70_00) };
  await api.call('POST', `${elsewhere}/receivables`, ndjson([line]));
  await api.call('POST', `${elsewhere}/sales`, aSale({ document: buyer.document, amountCents: 5_00 }));
  const clerk = await api.keyOf({ role: 'seller', branches: [OWN_BRANCH] });
  expect(await shown(buyer, clerk)).toMatchObject({
    taken: { titlesCents: 70_00 },
    openTitles: { titles: [], hasMore: false },
    sales: [],
  });
  const path = (at: string, customerKey: string) => `/branches/${at}/customers/${customerKey}/instalments`;
  const asked = (at: string, customerKey: string) => api.call('GET', path(at, customerKey), undefined, { key: clerk });
  expect(await asked(OTHER_BRANCH, buyer.customerKey)).toMatchObject({ status: 404, body: { code: 'BranchNotFound' } });
  const nobody = `cus_${'0'.repeat(26)}`;
  expect(await asked(OWN_BRANCH, nobody)).toMatchObject({ status: 404, body: { code: 'CustomerNotFound' } });
});

test('titles, releases and sales are told by the permission that reads them elsewhere', async () => {
  const buyer = await aGoodPayer();
  const key = await api.keyOf({ permissions: ['credit:check'] });
  expect(await shown(buyer, key)).toMatchObject({
    availableCents: 1_000_00,
    openTitles: null,
    releases: null,
    sales: null,
  });
});
