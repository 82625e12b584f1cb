/** Owns the guarantees of what the desk reads of one customer: all its orders, its punctuality, who changed its credit, offers. */
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { aReport } from '../support/builders';
import { aCustomer, anOrder, ndjson, uniqueId } from '../support/orders';

let api: TestApi;
const NOON = new Date('2026-11-20T15:00:00.000Z');
beforeAll(async () => {
  api = await startApi({ name: 'customer-desk', startsAt: NOON });
});
afterAll(() => api.stop());

async function known() {
  const customer = aCustomer(40_000_00);
  const { body } = await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, customer);
  const customerKey = String(body['customerKey']);
  const at = `/branches/${OWN_BRANCH}/customers/${customerKey}`;
  return { document: customer.document, customerKey, at };
}

async function read<T>(path: string): Promise<T> {
  const { status, body } = await api.call('GET', path);
  expect([status, body]).toEqual([200, expect.anything()]);
  return body as T;
}

interface Orders {
  readonly orders: readonly { readonly order: string; readonly status: string }[];
  readonly heldAtSaveCents: number;
  readonly nextCursor: string | null;
}

test('all orders of a customer are told page by page, the newest first, those that are over and those of no other branch', async () => {
  const { document, at } = await known();
  const sent: string[] = [];
  for (let index = 0; index < 3; index += 1) {
    const order = anOrder({ document, amountCents: 1_000_00 });
    await api.call('POST', `/branches/${OWN_BRANCH}/orders`, order);
    sent.unshift(order.id);
    api.advance(1_000);
  }
  await api.call('POST', `/branches/${OTHER_BRANCH}/orders`, anOrder({ document, amountCents: 1_000_00 }));
  await api.call('POST', `/branches/${OWN_BRANCH}/orders/${sent[0]}/cancel`);
  const first = await read<Orders>(`${at}/orders?limit=2`);
  expect(first.orders.map(({ order }) => order)).toEqual(sent.slice(0, 2));
  expect(first.orders[0]?.status).toBe('cancelled');
  const rest = await read<Orders>(`${at}/orders?limit=2&cursor=${String(first.nextCursor)}`);
  expect([rest.orders.map(({ order }) => order), rest.nextCursor]).toEqual([sent.slice(2), null]);
  expect(first.heldAtSaveCents).toBe(0);
});

test('the punctuality of a customer is that of what it has paid', async () => {
  const { document, at } = await known();
  const title = uniqueId('T');
  const lines = [
    { type: 'issued', amountCents: 500_00, issuedOn: '2026-08-01', dueOn: '2026-09-01' },
    { type: 'collected', amountCents: 500_00, method: 'money', effectiveOn: '2026-09-11' },
  ].map((line) => ({ movement: uniqueId('mv'), title, document, recordedAt: '2026-09-11T12:00:00Z', ...line }));
  await api.call('POST', `/branches/${OWN_BRANCH}/receivables`, ndjson(lines));
  const { months } = await read<{ months: readonly { readonly settledCount: number }[] }>(`${at}/punctuality`);
  expect(months).toHaveLength(24);
  expect(months.filter(({ settledCount }) => settledCount > 0)).toEqual([
    { month: '2026-09', settledCount: 1, onTimeCount: 0, averageDelayDays: 10 },
  ]);
});

test('the history may be asked for changes of credit alone', async () => {
  const { customerKey } = await known();
  const changed = await api.call('PATCH', `/customers/${customerKey}/credit-terms`, {
    limit: { kind: 'amount', amountCents: 1_00 },
    note: 'revisto',
  });
  expect(changed.status).toBe(200);
  const { entries } = await read<{ entries: readonly { readonly kind: string }[] }>(
    `/customers/${customerKey}/history?kind=credit&limit=1`,
  );
  expect(entries).toEqual([expect.objectContaining({ kind: 'credit', subject: expect.any(String) })]);
});

interface Offers {
  readonly defaultProduct: string | null;
  readonly offers: readonly Record<string, unknown>[];
  readonly spentThisMonthCents: number;
  readonly monthCapCents: number | null;
}

test('offers tell product, price, budget and what there is already, before anything is bought', async () => {
  const { customerKey, at } = await known();
  const none = await api.call('GET', `${at}/report-offers`);
  expect([none.status, none.body['code']]).toEqual([404, 'DepsAccountNotFound']);
  const branch = `/branches/${OWN_BRANCH}`;
  const account = { email: 'api@example.com', password: 'senha', defaultProducts: { J: '20C2F2B4' } };
  expect((await api.call('PUT', `${branch}/deps`, account)).status).toBe(200);
  const prices = [{ bureau: 'deps', product: '20C2F2B4', priceCents: 9_54 }];
  await api.call('PATCH', `${branch}/purchasing`, { prices, monthCapCents: 2_000_00 });

  const told = await read<Offers>(`${at}/report-offers`);
  expect(told).toMatchObject({ defaultProduct: '20C2F2B4', spentThisMonthCents: 0, monthCapCents: 2_000_00 });
  const offer = { product: '20C2F2B4', priceCents: 9_54, newest: null, isReused: false, replaces: null, refused: null };
  expect(told.offers).toEqual([expect.objectContaining(offer)]);

  const at10 = new Date(NOON.getTime() - 10 * 86_400_000).toISOString();
  const report = aReport({ customerKey, bureau: 'deps', product: '20C2F2B4', providerAt: at10, storedAt: at10 });
  await api.stores.reports.insert(report);
  await api.call('PATCH', `${branch}/purchasing`, { monthCapCents: 5_00 });
  const later = await read<Offers>(`${at}/report-offers`);
  expect(later.offers).toEqual([
    expect.objectContaining({
      newest: { report: report.report, ageDays: 10 },
      ...{ isReused: true, replaces: report.report, refused: 'monthCapReached' },
    }),
  ]);
});
