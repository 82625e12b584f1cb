/** Owns the guarantees of a customer's timeline over HTTP: all sources, one order, each reader what it may read. */
import { OTHER_BRANCH, OWN_BRANCH, type ApiAnswer } from '../support/api';
import { noteAllHolds } from '../support/noted-holds';
import { aSale } from '../support/orders';
import { ofOrder, openReleaseDesk, type HeldOrder, type ReleaseDesk } from '../support/release-desk';

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly what: string;
  readonly who: string | null;
  readonly branch: string | null;
  readonly seller: string;
  readonly analyst?: string;
  readonly of: Readonly<Record<string, string>>;
}
interface Page {
  readonly indicator: {
    indicator: string;
    since: string | null;
    entry: string;
    restrictions: { check: string; since: string; decision: string; clears: string }[];
  } | null;
  readonly entries: readonly Entry[];
  readonly nextCursor: string | null;
}

let desk: ReleaseDesk;
let busy: HeldOrder;
beforeAll(async () => {
  desk = await openReleaseDesk('customer-timeline');
  busy = await aBusyCustomer();
});
afterAll(() => desk.api.stop());

const asPage = ({ status, body }: ApiAnswer) => {
  expect([status, body['code']]).toEqual([200, undefined]);
  return body as unknown as Page;
};
const pageOf = async (customerKey: string, query = '', key = desk.keys.director) =>
  asPage(await desk.api.call('GET', `/customers/${customerKey}/timeline${query}`, undefined, { key }));

/** Of everything a little: orders held, by hand too, released, refused and cancelled, a sale, a limit, a proposal. */
async function aBusyCustomer(): Promise<HeldOrder> {
  const { api, keys } = desk;
  const held = await desk.held();
  const step = async (method: 'POST' | 'PATCH', path: string, body?: unknown) => {
    api.advance(1_000);
    const answer = await api.call(method, path, body, { key: keys.director });
    expect([path, answer.status]).toEqual([path, 200]);
    return answer;
  };
  const base = `/branches/${OWN_BRANCH}`;
  await step('POST', `${base}/orders/${held.order}/hold`, { reason: 'conferir cadastro' });
  await step('POST', `${base}/orders/${held.order}/unhold`);
  const asked = await desk.ask({ ...ofOrder(held.order), reasonCode: 'GOOD_HISTORY' });
  expect(asked.status).toBe(200);
  expect((await desk.decide(asked, 'refuse', keys.manager, { note: 'sem garantias' })).status).toBe(200);
  const granted = await step('POST', '/releases', {
    ...ofOrder(held.order),
    checks: 'all',
    reasonCode: 'GOOD_HISTORY',
  });
  await step('POST', `/releases/${String(granted.body['release'])}/revoke`, { note: 'engano' });
  await step('POST', `${base}/sales`, aSale({ document: held.document, amountCents: 50_000_00 }));
  const limit = { kind: 'amount', amountCents: 12_345_67, validUntil: null };
  await step('PATCH', `/customers/${held.customerKey}/credit-terms`, { limit, note: 'revisão' });
  const { body } = await step('POST', `${base}/customers/${held.customerKey}/limit-proposals`, { limit });
  const proposal = `${base}/customers/${held.customerKey}/limit-proposals/${String(body['proposal'])}`;
  await step('POST', `${proposal}/dismiss`, { note: 'agora não' });
  await step('POST', `${base}/orders/${held.order}/notes`, { text: 'cliente prometeu pagar sexta' });
  const exception = { scope: { kind: 'customer', customerKey: held.customerKey }, branch: OWN_BRANCH };
  const rule = { check: 'no-history', to: '2026-12-01', reasonCode: 'GOOD_HISTORY' };
  await step('POST', '/exceptions', { ...exception, ...rule });
  await step('POST', `${base}/orders/${held.order}/cancel`);
  await noteAllHolds(api.stores);
  return held;
}

test('what happened stands in one list, newest first, with who did it and two texts', async () => {
  const { entries } = await pageOf(busy.customerKey, '?limit=100');
  const told = entries.map(({ what }) => what);
  const kinds = ['orderEvaluated', 'saleEvaluated', 'restrictions', 'credit', 'releaseAsked', 'releaseDecided'];
  const ends = ['releaseEnded', 'proposalOpened', 'proposalEnded', 'holdBegun', 'holdEnded', 'exceptionMade', 'noted'];
  for (const one of [...kinds, ...ends]) expect(told).toContain(one);
  expect(entries.map(({ at }) => at)).toEqual(
    entries
      .map(({ at }) => at)
      .sort()
      .reverse(),
  );
  const refused = entries.find(({ seller }) => seller.includes('recusada'));
  expect(refused).toMatchObject({ who: 'carla', branch: OWN_BRANCH, of: { order: busy.order } });
  expect(refused?.analyst).toContain('sem garantias');
  const note = entries.find(({ kind }) => kind === 'note');
  expect([note?.analyst, note?.seller]).toEqual(['cliente prometeu pagar sexta', `Anotação no pedido ${busy.order}.`]);
  const changed = entries.find(({ kind }) => kind === 'credit');
  expect(changed?.analyst).toContain('R$ 12.345,67');
});

test.each([1, 2, 3, 7])('pages of %i joined are the whole, each entry once', async (limit) => {
  const whole = (await pageOf(busy.customerKey, '?limit=100')).entries.map(({ id }) => id);
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Page = await pageOf(busy.customerKey, `?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    expect(page.indicator === null).toBe(cursor !== '');
    seen.push(...page.entries.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(whole);
  expect(new Set(seen).size).toBe(seen.length);
});

test('a kind and days filter, both days inclusive', async () => {
  const { entries } = await pageOf(busy.customerKey, '?kind=release&from=2026-11-20&to=2026-11-20');
  expect(entries.length).toBeGreaterThan(3);
  expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(['release']));
  expect((await pageOf(busy.customerKey, '?to=2026-11-19')).entries).toEqual([]);
  expect((await pageOf(busy.customerKey, '?from=2026-11-21')).entries).toEqual([]);
});

test('a seller reads the reasons and no numbers, and nothing that needs a permission it lacks', async () => {
  const { entries } = await pageOf(busy.customerKey, '?limit=100', desk.keys.seller);
  for (const entry of entries) expect([entry.what, entry.analyst]).toEqual([entry.what, undefined]);
  expect(entries.map(({ kind }) => kind)).not.toContain('proposal');
  expect(JSON.stringify(entries)).not.toContain('12.345,67');
  expect(entries.some(({ seller }) => seller.includes('Limite de crédito excedido.'))).toBe(true);
});

test("of another branch's orders only which checks stand is told, without names and amounts", async () => {
  const key = await desk.api.keyOf({ role: 'analyst', branches: [OTHER_BRANCH] });
  const { entries, indicator } = await pageOf(busy.customerKey, '?limit=100', key);
  expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(['restrictions', 'credit']));
  for (const { kind, who, branch, of } of entries)
    if (kind === 'restrictions') expect([who, branch, of]).toEqual([null, null, {}]);
  const told = JSON.stringify([entries, indicator]);
  expect(told).not.toContain(busy.order);
  expect(told).toContain('limit-exceeded');
});

test('checks and reasons are called as people call them, in all that is written for analysts', async () => {
  const { entries } = await pageOf(busy.customerKey, '?limit=100');
  const texts = entries.map(({ analyst }) => analyst ?? '').join(' ');
  expect(texts).toContain('Verificações: Limite de crédito excedido');
  expect(texts).not.toMatch(/limit-exceeded|[A-Z]{3,}_[A-Z]{3,}/);
});

test('the indicator names the restriction, since when, by which evaluation, and what would clear it', async () => {
  const { order, customerKey } = await desk.held();
  const { indicator } = await pageOf(customerKey);
  const decision = (await desk.api.stores.orders.find(OWN_BRANCH, order))?.firstDecision;
  const found = indicator?.restrictions.find(({ check }) => check === 'limit-exceeded');
  expect(indicator).toMatchObject({ indicator: 'restricted', since: expect.any(String) as string });
  expect(found).toMatchObject({ decision, clears: expect.stringContaining('limite') as string });
  const { entries } = await pageOf(customerKey, '?kind=restrictions');
  expect(entries[0]?.id).toBe(indicator?.entry);
});

test('a customer that was never judged is grey', async () => {
  const document = (await desk.held()).document;
  const { body } = await desk.api.call('PUT', `/branches/${OWN_BRANCH}/customers`, {
    document: document,
    maxTermDays: 5,
  });
  expect((await pageOf(String(body['customerKey']))).indicator?.indicator).toBe('restricted');
  const fresh = await desk.api.call('PUT', `/branches/${OWN_BRANCH}/customers`, { document: '11.222.333/0001-81' });
  expect((await pageOf(String(fresh.body['customerKey']))).indicator).toMatchObject({
    indicator: 'unknown',
    restrictions: [],
  });
});

test.each([
  ['a customer nobody knows', `/customers/cus_${'0'.repeat(26)}/timeline`, 404],
  ['a key that is none', '/customers/12ABC34501DE35/timeline', 400],
  ['an unknown kind', `/customers/cus_${'0'.repeat(26)}/timeline?kind=gossip`, 400],
  ['a day that is none', `/customers/cus_${'0'.repeat(26)}/timeline?from=2026-02-30`, 400],
])('%s is refused', async (_what, path, status) => {
  expect((await desk.api.call('GET', path)).status).toBe(status);
});

test('an end before the start, and a forged cursor, are refused with the place', async () => {
  const refused = async (query: string) => {
    const { status, body } = await desk.api.call('GET', `/customers/${busy.customerKey}/timeline${query}`);
    return [status, (body['errors'] as { at: string }[])[0]?.at];
  };
  expect(await refused('?from=2026-11-20&to=2026-11-19')).toEqual([400, 'query.to']);
  expect(await refused('?cursor=eyJhdCI6MX0')).toEqual([400, 'query.cursor']);
});
