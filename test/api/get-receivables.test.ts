/** Owns the guarantees of reading a customer's receivables: as known on a day, the group beside, nobody else's titles. */
import { OTHER_BRANCH, OWN_BRANCH, startApi, type TestApi } from '../support/api';
import { testCnpj } from '../support/documents';
import { ndjson, uniqueDocument, uniqueId } from '../support/orders';

let api: TestApi;
/** Noon in São Paulo on Friday 20 November 2026. */
const NOON = new Date('2026-11-20T15:00:00.000Z');
beforeAll(async () => {
  api = await startApi({ name: 'get-receivables', startsAt: NOON });
});
afterAll(() => api.stop());

interface Answer {
  readonly asOf: string;
  readonly sentAt: string | null;
  readonly figures: Record<string, unknown>;
  readonly group: { readonly members: number; readonly figures: Record<string, unknown> } | null;
  readonly openTitles: readonly { readonly title: string; readonly overdueDays: number }[];
  readonly nextCursor: string | null;
}

async function send(lines: readonly object[], branch: string = OWN_BRANCH): Promise<void> {
  const { body } = await api.call('POST', `/branches/${branch}/receivables`, ndjson(lines));
  expect(body).toMatchObject({ rejected: 0 });
}

async function keyOf(document: string): Promise<string> {
  const { body } = await api.call('POST', '/customers/search', { document });
  return String((body['customers'] as { customerKey: string }[])[0]?.customerKey);
}

const pathOf = (customerKey: string, query = '') =>
  `/branches/${OWN_BRANCH}/customers/${customerKey}/receivables${query}`;

async function read(customerKey: string, query = '', key?: string): Promise<Answer> {
  const { status, body } = await api.call(
    'GET',
    pathOf(customerKey, query),
    undefined,
    key === undefined ? {} : { key },
  );
  expect([status, body]).toEqual([200, expect.anything()]);
  return body as unknown as Answer;
}

const issued = (document: string, given: object = {}) => ({
  movement: uniqueId('mv'),
  type: 'issued',
  title: uniqueId('T'),
  document,
  amountCents: 450_00,
  issuedOn: '2026-09-01',
  dueOn: '2026-10-01',
  recordedAt: '2026-09-01T12:00:00Z',
  ...given,
});
const paid = (document: string, title: string, recordedAt: string) => ({
  movement: uniqueId('mv'),
  type: 'collected',
  title,
  document,
  amountCents: 450_00,
  method: 'money',
  effectiveOn: '2026-11-19',
  recordedAt,
});

test('a past day is what was known at its end in the branch’s zone, and now is what is known now', async () => {
  const document = uniqueDocument();
  const title = uniqueId('T');
  // In São Paulo it was still 19 November.
  await send([issued(document, { title }), paid(document, title, '2026-11-20T02:30:00Z')]);
  const customerKey = await keyOf(document);

  const before = await read(customerKey, '?asOf=2026-11-18');
  expect(before.figures).toMatchObject({ hasPaymentHistory: false, openCents: 450_00, overdueMaxDays: 48 });
  expect(before.openTitles).toEqual([expect.objectContaining({ title, overdueDays: 48 })]);
  expect((await read(customerKey, '?asOf=2026-08-31')).figures).toMatchObject({ openCents: 0, overdueCount: 0 });

  const then = await read(customerKey, '?asOf=2026-11-19');
  expect(then.figures).toMatchObject({ averageDelayDays: 49, settledCount: 1, openCents: 0, receivedCents365: 450_00 });
  const now = await read(customerKey);
  expect(now).toMatchObject({ asOf: '2026-11-20', sentAt: NOON.toISOString() });
  expect(now).toEqual(await read(customerKey, '?asOf=2026-11-20'));
  expect(now.figures).toEqual(then.figures);
  expect(now.figures).not.toHaveProperty('delaySumDays');
});

test('the group stands beside its member, for who may read groups', async () => {
  const [one, other] = [testCnpj(77_123_456), testCnpj(77_123_456, 2)];
  await send([issued(one), issued(other)]);
  const customerKey = await keyOf(one);
  for (const query of ['', '?asOf=2026-11-20']) {
    const { figures, group, openTitles } = await read(customerKey, query);
    expect(figures).toMatchObject({ openCents: 450_00 });
    expect(group).toMatchObject({ members: 2, figures: { openCents: 900_00, overdueCount: 2 } });
    expect(openTitles).toHaveLength(1);
  }
  const seller = await api.keyOf({ role: 'seller' });
  expect((await read(customerKey, '', seller)).group).toBeNull();
});

test('figures are of the whole company, titles only of the branches that the caller sees', async () => {
  const document = uniqueDocument();
  const [own, others] = [issued(document), issued(document)];
  await send([own]);
  await send([others], OTHER_BRANCH);
  const customerKey = await keyOf(document);
  const key = await api.keyOf({ role: 'analyst', branches: [OWN_BRANCH] });
  const { figures, openTitles } = await read(customerKey, '', key);
  expect(figures).toMatchObject({ openCents: 900_00 });
  expect(openTitles.map(({ title }) => title)).toEqual([own.title]);
});

test('open titles come page by page, those due first before the others, each once', async () => {
  const document = uniqueDocument();
  const lines = Array.from({ length: 7 }, (_, n) => issued(document, { dueOn: `2026-10-0${7 - (n % 4)}` }));
  await send(lines);
  const customerKey = await keyOf(document);
  const pages: Answer[] = [];
  for (let cursor = ''; pages.length < 5;) {
    const page = await read(customerKey, `?limit=3${cursor}`);
    pages.push(page);
    if (page.nextCursor === null) break;
    cursor = `&cursor=${page.nextCursor}`;
  }
  expect(pages.map(({ openTitles }) => openTitles.length)).toEqual([3, 3, 1]);
  const all = (await read(customerKey)).openTitles;
  expect(pages.flatMap(({ openTitles }) => openTitles)).toEqual(all);
  const days = all.map(({ overdueDays }) => overdueDays);
  expect(days).toEqual([...days].sort((a, b) => b - a));
});

test('titles at the notary are counted, and who owes nothing has no figure but zeros', async () => {
  const document = uniqueDocument();
  const line = issued(document);
  const carried = { movement: uniqueId('mv'), type: 'carrierChanged', title: line.title, document, carrier: 'notary' };
  await send([line, { ...carried, effectiveOn: '2026-11-10', recordedAt: '2026-11-10T12:00:00Z' }]);
  const customerKey = await keyOf(document);
  expect((await read(customerKey)).figures).toMatchObject({ titlesAtNotaryCount: 1 });
  expect((await read(customerKey, '?asOf=2026-11-09')).figures).toMatchObject({ titlesAtNotaryCount: 0 });
  const check = await api.call('POST', `/branches/${OWN_BRANCH}/credit-checks`, { document, amountCents: 1_00 });
  expect(JSON.stringify(check.body['restrictions'])).toContain('titles-at-notary');
});

test.each([
  ['a day to come', '?asOf=2026-11-21'],
  ['a day that does not exist', '?asOf=2026-02-29'],
  ['an instant', '?asOf=2026-11-20T00:00:00Z'],
  ['a year of nobody', '?asOf=0001-01-01'],
  ['an operator', '?asOf[$gt]=2026-01-01'],
  ['two days', '?asOf=2026-11-19&asOf=2026-11-20'],
  ['a forged cursor', `?cursor=${Buffer.from('{"dueOn":{"$gt":""}}').toString('base64url')}`],
  ['a huge page', '?limit=100000'],
])('%s is refused', async (_, query) => {
  const document = uniqueDocument();
  await send([issued(document)]);
  expect((await api.call('GET', pathOf(await keyOf(document), query))).status).toBe(400);
});

test('a customer that nobody told of is not found', async () => {
  const { status, body } = await api.call('GET', pathOf(`cus_${'0'.repeat(26)}`));
  expect([status, body['code']]).toEqual([404, 'CustomerNotFound']);
});
