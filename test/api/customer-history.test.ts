/** Owns the guarantees of a customer's history over HTTP: the company's entries for all, a branch's orders for its own. */
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { aCustomer, anOrder, aSale, uniqueDocument } from '../support/orders';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ name: 'customer-history' });
});
afterAll(() => api.stop());

interface Entry {
  readonly kind: string;
  readonly order: string | null;
  readonly sale: string | null;
  readonly branch: string | null;
  readonly subject: string | null;
  readonly decision: string | null;
  readonly restrictions: readonly { check: string; seller?: string; analyst?: string }[];
  readonly before: object;
  readonly after: object;
}
const put = async (body: object) => (await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, body)).body;
const historyOf = async (customerKey: unknown, query = '', key?: string) => {
  const path = `/customers/${String(customerKey)}/history${query}`;
  const { status, body } = await api.call('GET', path, undefined, key === undefined ? {} : { key });
  expect(status).toBe(200);
  return body as unknown as { entries: Entry[]; nextCursor: string | null };
};

test('situation, limit and longest term enter when they are told, and nothing when nothing changes', async () => {
  const customer = aCustomer(1_000_00);
  const { customerKey } = await put(customer);
  await put(customer);
  await put({ ...customer, name: 'Outro nome' });
  await put({ document: customer.document, maxTermDays: 60 });
  const { entries } = await historyOf(customerKey);
  expect(entries.map(({ kind }) => kind)).toEqual(['credit', 'credit']);
  expect(entries[0]).toMatchObject({
    before: { maxTermDays: null },
    after: { maxTermDays: 60 },
    subject: 'administrator',
  });
  expect(entries[1]).toMatchObject({
    before: { limit: { kind: 'none' } },
    after: { limit: { amountCents: 1_000_00 } },
  });
  expect(JSON.stringify(entries)).not.toContain(customer.document);
});

test('orders and sales enter their restrictions, a check enters nothing', async () => {
  const { document } = aCustomer(1_000_00);
  await put({ document, limit: { kind: 'amount', amountCents: 1_000_00 } });
  await api.call('POST', `/branches/${OWN_BRANCH}/credit-checks`, { document, amountCents: 9_000_00 });
  const order = anOrder({ document, amountCents: 100_00 });
  const { body } = await api.call('POST', `/branches/${OWN_BRANCH}/orders`, order);
  const sale = aSale({ document, amountCents: 9_000_00 });
  await api.call('POST', `/branches/${OWN_BRANCH}/sales`, sale);
  const { entries } = await historyOf(body['customerKey']);
  expect(entries.map((entry) => [entry.kind, entry.order ?? entry.sale ?? null])).toEqual([
    ['restrictions', sale.id],
    ['restrictions', order.id],
    ['credit', null],
  ]);
  expect(entries[0]?.restrictions.map(({ check }) => check)).toContain('limit-exceeded');
});

test("another branch's callers see which checks stand against a customer, and nothing of the order", async () => {
  const { document } = aCustomer(1_000_00);
  const order = anOrder({ document, amountCents: 100_00 });
  const { body } = await api.call('POST', `/branches/${OWN_BRANCH}/orders`, order);
  const key = await api.keyOf({ role: 'analyst', branches: [OTHER_BRANCH] });
  const { entries } = await historyOf(body['customerKey'], '', key);
  expect(entries).toMatchObject([{ order: null, sale: null, decision: null, branch: null, subject: null }]);
  expect(entries[0]?.restrictions.length).toBeGreaterThan(0);
  for (const told of entries[0]?.restrictions ?? []) expect(Object.keys(told).sort()).toEqual(['check', 'result']);
  expect(JSON.stringify(entries)).not.toContain(String(order.id));
});

test('a seller reads the reasons without the numbers, an analyst of the branch with them', async () => {
  const { body } = await api.call('POST', `/branches/${OWN_BRANCH}/orders`, anOrder());
  const textsFor = async (role: 'seller' | 'analyst') => {
    const key = await api.keyOf({ role, branches: [OWN_BRANCH] });
    return Object.keys((await historyOf(body['customerKey'], '', key)).entries[0]?.restrictions[0] ?? {}).sort();
  };
  expect(await textsFor('seller')).toEqual(['check', 'result', 'seller']);
  expect(await textsFor('analyst')).toEqual(['analyst', 'check', 'result', 'seller']);
});

test('pages come newest first, each entry once, and the last has no cursor', async () => {
  const document = uniqueDocument();
  const { customerKey } = await put({ document, maxTermDays: 0 });
  for (let days = 1; days < 5; days += 1) await put({ document, maxTermDays: days });
  const seen: unknown[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await historyOf(customerKey, `?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
    seen.push(...page.entries.map(({ after }) => (after as { maxTermDays: number }).maxTermDays));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual([4, 3, 2, 1, 0]);
});

test.each([
  ['a customer nobody knows', `/customers/cus_${'0'.repeat(26)}/history`, 404],
  ['a key that is none', '/customers/12ABC34501DE35/history', 400],
  ['a huge page', `/customers/cus_${'0'.repeat(26)}/history?limit=100000`, 400],
  ['an unknown parameter', `/customers/cus_${'0'.repeat(26)}/history?branch=07`, 400],
])('%s', async (_what, path, status) => {
  expect((await api.call('GET', path)).status).toBe(status);
});

test('a forged cursor is refused with the place', async () => {
  const { customerKey } = await put({ document: uniqueDocument() });
  const { status, body } = await api.call('GET', `/customers/${String(customerKey)}/history?cursor=eyJhdCI6MX0`);
  expect(status).toBe(400);
  expect(body['errors']).toMatchObject([{ at: 'query.cursor' }]);
});
