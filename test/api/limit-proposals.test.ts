/** Owns the guarantees of limit proposals: nothing changes before a confirmation, bands, four eyes, stale forms, history. */
import { isWithinBand, givenCents, type CreditStanding } from '../../domain/authority';
import { openProposalOfReport } from '../../usecases/limit-proposals';
import { OTHER_BRANCH, OWN_BRANCH, startApi, type ApiAnswer, type TestApi } from '../support/api';
import { uniqueDocument } from '../support/orders';

let api: TestApi;
const keys: Record<'analyst' | 'colleague' | 'manager' | 'director', string> = {} as never;
beforeAll(async () => {
  api = await startApi({ name: 'limit-proposals' });
  keys.analyst = await api.keyOf({ role: 'analyst', subject: 'ana' });
  keys.colleague = await api.keyOf({ role: 'analyst', subject: 'beto' });
  keys.manager = await api.keyOf({ role: 'manager', subject: 'carla' });
  keys.director = await api.keyOf({ subject: 'dora' });
});
afterAll(() => api.stop());

const amount = (amountCents: number, validUntil: string | null = null) => ({ kind: 'amount', amountCents, validUntil });

async function aCustomerKey(limitCents = 10_000_00): Promise<string> {
  const body = { document: uniqueDocument(), limit: amount(limitCents) };
  return String((await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, body)).body['customerKey']);
}
const customer = async (customerKey: string) => (await api.call('GET', `/customers/${customerKey}`)).body;
const base = (customerKey: string, branch: string = OWN_BRANCH) =>
  `/branches/${branch}/customers/${customerKey}/limit-proposals`;

async function propose(customerKey: string, limit: object, key = keys.analyst): Promise<string> {
  const { status, body } = await api.call('POST', base(customerKey), { limit, note: 'safra boa' }, { key });
  expect(status).toBe(200);
  return `${base(customerKey)}/${String(body['proposal'])}`;
}
async function confirm(path: string, key: string, more: object = {}): Promise<ApiAnswer> {
  const customerKey = path.split('/')[4] ?? '';
  const { updatedAt } = await customer(customerKey);
  const revision = (await api.stores.limitProposals.find(path.split('/').at(-1) ?? ''))?.revision;
  return api.call('POST', `${path}/confirm`, { customerUpdatedAt: updatedAt, revision, ...more }, { key });
}

test('nothing of the customer changes until somebody confirms; then history and audit tell before and after', async () => {
  const customerKey = await aCustomerKey();
  const path = await propose(customerKey, amount(40_000_00, '2027-06-30'));
  expect((await customer(customerKey))['limit']).toEqual(amount(10_000_00));
  const answer = await confirm(path, keys.analyst, { note: 'balanço conferido' });
  expect(answer).toMatchObject({ status: 200, body: { status: 'confirmed', ended: { subject: 'ana' } } });
  expect((await customer(customerKey))['limit']).toEqual(amount(40_000_00, '2027-06-30'));
  const { entries } = (await api.call('GET', `/customers/${customerKey}/history`)).body as { entries: object[] };
  expect(entries[0]).toMatchObject({
    kind: 'credit',
    subject: 'ana',
    before: { limit: amount(10_000_00) },
    after: { limit: amount(40_000_00, '2027-06-30'), note: 'balanço conferido', proposal: path.split('/').at(-1) },
  });
});

test('above one band it waits for a second person whose band reaches so far, and is another one', async () => {
  const customerKey = await aCustomerKey();
  const path = await propose(customerKey, amount(90_000_00));
  expect(await confirm(path, keys.analyst)).toMatchObject({
    status: 200,
    body: { status: 'waitsForSecond', first: { subject: 'ana' } },
  });
  expect((await customer(customerKey))['limit']).toEqual(amount(10_000_00));
  expect(await confirm(path, keys.analyst)).toMatchObject({ status: 403, body: { code: 'SamePerson' } });
  expect(await confirm(path, keys.colleague)).toMatchObject({
    status: 403,
    body: {
      code: 'AboveAuthority',
      state: { neededCents: 90_000_00, bands: [{ id: 'management' }, { id: 'direction' }] },
    },
  });
  expect(await confirm(path, keys.manager)).toMatchObject({
    status: 200,
    body: { status: 'confirmed', first: { subject: 'ana' }, ended: { subject: 'carla' } },
  });
  expect((await customer(customerKey))['limit']).toEqual(amount(90_000_00));
});

test('a second person confirms only what they have seen: another amount meanwhile is told, and nothing changes', async () => {
  const customerKey = await aCustomerKey();
  const path = await propose(customerKey, amount(60_000_00));
  await confirm(path, keys.analyst, { limit: amount(900_000_00) });
  expect(await confirm(path, keys.manager, { revision: 1 })).toMatchObject({
    status: 409,
    body: { code: 'LimitProposalChanged', state: { revision: 2, terms: { limit: amount(900_000_00) } } },
  });
  expect((await customer(customerKey))['limit']).toEqual(amount(10_000_00));
});

test('two keys of one person are one person', async () => {
  const customerKey = await aCustomerKey();
  const path = await propose(customerKey, amount(90_000_00));
  const second = await api.keyOf({ role: 'analyst', subject: 'ana', userGroups: ['analyst', 'sales'] });
  await confirm(path, keys.analyst);
  expect(await confirm(path, second)).toMatchObject({ status: 403, body: { code: 'SamePerson' } });
});

test('the direct change of terms obeys the same bands, for customers and for groups', async () => {
  const customerKey = await aCustomerKey();
  const { groupKey } = await customer(customerKey);
  for (const path of [`/customers/${customerKey}/credit-terms`, `/groups/${String(groupKey)}/credit-terms`]) {
    const change = { limit: { kind: 'unlimited' }, note: 'pedido da diretoria' };
    const refused = await api.call('PATCH', path, change, { key: keys.manager });
    expect(refused).toMatchObject({ status: 403, body: { code: 'AboveAuthority', state: { neededCents: null } } });
    expect((await api.call('PATCH', path, change, { key: keys.director })).status).toBe(200);
  }
});

test("taking a group's own limit away needs a band without a bound: it is all that bounds its members together", async () => {
  const { groupKey } = await customer(await aCustomerKey());
  const path = `/groups/${String(groupKey)}/credit-terms`;
  const change = (limit: object, key: string) => api.call('PATCH', path, { limit, note: 'comitê' }, { key });
  expect((await change(amount(1_000_00), keys.director)).status).toBe(200);
  const none = { kind: 'none' };
  expect(await change(none, keys.manager)).toMatchObject({ status: 403, body: { code: 'AboveAuthority' } });
  expect((await change(none, keys.director)).status).toBe(200);
});

test('taking away needs no band: less, shorter, blocked', async () => {
  const customerKey = await aCustomerKey(9_000_000_00);
  const path = await propose(customerKey, amount(8_000_000_00, '2026-12-31'));
  expect(await confirm(path, keys.analyst, { situation: 'blocked' })).toMatchObject({
    status: 200,
    body: { status: 'confirmed', terms: { situation: 'blocked' } },
  });
  const cleared = await propose(customerKey, amount(8_000_000_00, '2026-12-31'));
  expect(await confirm(cleared, keys.analyst, { situation: 'cleared' })).toMatchObject({
    body: { status: 'waitsForSecond' },
  });
});

test('a form over an older state of the customer is refused, and changes nothing', async () => {
  const customerKey = await aCustomerKey();
  const path = await propose(customerKey, amount(20_000_00));
  const { updatedAt } = await customer(customerKey);
  const meanwhile = { limit: amount(5_000_00), note: 'atrasos' };
  await api.call('PATCH', `/customers/${customerKey}/credit-terms`, meanwhile, { key: keys.manager });
  const answer = await api.call(
    'POST',
    `${path}/confirm`,
    { customerUpdatedAt: updatedAt, revision: 1 },
    { key: keys.analyst },
  );
  expect(answer).toMatchObject({ status: 409, body: { code: 'CustomerChanged' } });
  expect((await customer(customerKey))['limit']).toEqual(amount(5_000_00));
});

test('of many who confirm and dismiss at once exactly one ends it', async () => {
  const customerKey = await aCustomerKey();
  const path = await propose(customerKey, amount(20_000_00));
  const { updatedAt } = await customer(customerKey);
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      at % 2 === 0
        ? api.call('POST', `${path}/confirm`, { customerUpdatedAt: updatedAt, revision: 1 }, { key: keys.analyst })
        : api.call('POST', `${path}/dismiss`, { note: 'não' }, { key: keys.colleague }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  for (const { status, body } of answers.filter((one) => one.status !== 200)) {
    expect(status).toBe(409);
    expect(['LimitProposalEnded', 'CustomerChanged']).toContain(body['code']);
  }
});

test('of a report there is one proposal, which supersedes those of older reports and no person’s own', async () => {
  const customerKey = await aCustomerKey();
  const own = await propose(customerKey, amount(1_00));
  const use = { proposals: api.stores.limitProposals, customers: api.stores.customers, now: () => new Date() };
  const of = (report: string, suggestedLimitCents: number | null) =>
    openProposalOfReport(
      use,
      'ana',
      { branch: OWN_BRANCH, customerKey },
      {
        ...{ report, riskClass: 'BBB', score: 700, suggestedLimitCents, suggestedUntil: '2027-01-31' },
      },
    );
  const first = await of('rep_0000000000000000000000000001', 30_000_00);
  const again = await of('rep_0000000000000000000000000001', 99_000_00);
  expect(again).toEqual(first);
  expect(first.terms.limit).toEqual(amount(30_000_00, '2027-01-31'));
  const second = await of('rep_0000000000000000000000000002', null);
  expect(second.terms.limit).toEqual(amount(10_000_00));
  const { proposals } = (await api.call('GET', base(customerKey))).body as {
    proposals: { proposal: string; status: string }[];
  };
  expect(Object.fromEntries(proposals.map(({ proposal, status }) => [proposal, status]))).toEqual({
    [first.proposal]: 'superseded',
    [second.proposal]: 'open',
    [own.split('/').at(-1) ?? '']: 'open',
  });
});

test('the queue holds what waits in the branches of the caller, page by page', async () => {
  const opened = new Set<string>();
  for (let at = 0; at < 3; at += 1)
    opened.add((await propose(await aCustomerKey(), amount(1_00))).split('/').at(-1) ?? '');
  const elsewhere = await api.keyOf({ role: 'manager', branches: [OTHER_BRANCH] });
  expect((await api.call('GET', '/limit-proposals', undefined, { key: elsewhere })).body).toMatchObject({
    proposals: [],
  });
  const seen: string[] = [];
  let query = '?limit=2';
  for (let page = 0; page < 50; page += 1) {
    const { body } = await api.call('GET', `/limit-proposals${query}`);
    const { proposals, nextCursor } = body as { proposals: { proposal: string }[]; nextCursor: string | null };
    seen.push(...proposals.map(({ proposal }) => proposal));
    if (nextCursor === null) break;
    query = `?limit=2&cursor=${nextCursor}`;
  }
  expect(new Set(seen).size).toBe(seen.length);
  for (const one of opened) expect(seen).toContain(one);
});

test('a proposal of another customer or branch is not there', async () => {
  const [one, other] = [await aCustomerKey(), await aCustomerKey()];
  const id = (await propose(one, amount(1_00))).split('/').at(-1) ?? '';
  for (const path of [`${base(other)}/${id}`, `${base(one, OTHER_BRANCH)}/${id}`]) {
    const answer = await api.call('POST', `${path}/dismiss`, { note: 'x' });
    expect(answer).toMatchObject({ status: 404, body: { code: 'LimitProposalNotFound' } });
  }
});

describe('what a change gives', () => {
  const none: CreditStanding = { situation: 'cleared', limit: { kind: 'none' }, temporaryLimit: null, guarantees: [] };
  const limited = (amountCents: number, validUntil: string | null = null): CreditStanding => ({
    ...none,
    limit: { kind: 'amount', amountCents, validUntil },
  });
  const guarantee = { id: 'g', kind: 'surety', amountCents: 5_00, sharePercent: 50, validUntil: '2027-01-01' } as const;
  const cases: readonly (readonly [string, CreditStanding, CreditStanding, number])[] = [
    ['an amount where there was none', none, limited(7_00), 7_00],
    ['the same again', limited(7_00), limited(7_00), 0],
    ['less for as long', limited(7_00), limited(6_00), 0],
    ['less, but for longer than an end there was', limited(7_00, '2026-01-01'), limited(6_00), 6_00],
    ['unlimited', limited(7_00), { ...none, limit: { kind: 'unlimited' } }, Infinity],
    ['a look at each order', limited(7_00), { ...none, limit: { kind: 'alwaysReview' } }, 0],
    ['a cleared situation', { ...limited(7_00), situation: 'blocked' }, limited(7_00), 7_00],
    [
      'a temporary limit',
      limited(7_00),
      { ...limited(7_00), temporaryLimit: { amountCents: 9_00, from: '2026-01-01', to: '2026-01-02' } },
      9_00,
    ],
    ['a guarantee', limited(7_00), { ...limited(7_00), guarantees: [guarantee] }, 12_00],
    [
      'a guarantee that ends earlier',
      { ...limited(7_00), guarantees: [guarantee] },
      { ...limited(7_00), guarantees: [{ ...guarantee, validUntil: '2026-12-01' }] },
      0,
    ],
  ];
  test.each(cases)('%s', (_name, before, after, expected) => {
    expect(givenCents(before, after)).toBe(expected);
  });

  test('without a band nobody may give anything, and everybody may take away', () => {
    expect(isWithinBand([], ['administrator'], 1)).toBe(false);
    expect(isWithinBand([], [], 0)).toBe(true);
  });
});
