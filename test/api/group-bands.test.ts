/** Owns the guarantee that moving a customer out of a group's bound, or taking that bound away, needs a band that reaches so far. */
import { givenByMoveCents, givenToGroupCents } from '../../domain/authority';
import type { CreditTerms } from '../../domain/limits';
import { OWN_BRANCH, startApi, type ApiAnswer, type TestApi } from '../support/api';
import { anOrder, uniqueDocument } from '../support/orders';

const NOW = new Date('2026-11-20T12:00:00Z');
let api: TestApi;
const keys: Record<'analyst' | 'manager' | 'director', string> = {} as never;
beforeAll(async () => {
  api = await startApi({ name: 'group-bands', startsAt: NOW });
  keys.analyst = await api.keyOf({ role: 'analyst' });
  keys.manager = await api.keyOf({ role: 'manager' });
  keys.director = await api.keyOf();
});
afterAll(() => api.stop());

const NONE = { kind: 'none' } as const;
const UNLIMITED = { kind: 'unlimited' } as const;
const amount = (amountCents: number) => ({ kind: 'amount', amountCents, validUntil: null }) as const;

async function aCustomer(limit: object, document = uniqueDocument()) {
  const { body } = await api.call('PUT', `/branches/${OWN_BRANCH}/customers`, { document, limit });
  return { document, customerKey: String(body['customerKey']) };
}
async function aGroup(terms: object | null): Promise<string> {
  const groupKey = String((await api.call('POST', '/groups', { name: 'Irmãos Silva' })).body['groupKey']);
  if (terms !== null) expect((await change(groupKey, terms, keys.director)).status).toBe(200);
  return groupKey;
}
const change = (groupKey: string, terms: object, key: string) =>
  api.call('PATCH', `/groups/${groupKey}/credit-terms`, { ...terms, note: 'comitê' }, { key });
const join = (groupKey: string, customerKey: string, key: string) =>
  api.call('POST', `/groups/${groupKey}/members`, { customerKey, note: 'mesmo dono' }, { key });
const leave = (customerKey: string, key: string) =>
  api.call('POST', `/customers/${customerKey}/leave-group`, { note: 'vendida' }, { key });
const needing = (neededCents: number | null) => ({
  status: 403,
  body: { code: 'AboveAuthority', state: { neededCents } },
});
const groupOf = async (customerKey: string) => (await api.call('GET', `/customers/${customerKey}`)).body['groupKey'];

test("leaving a group's bound needs a band for all that the customer's own terms allow, and until then it stays", async () => {
  const groupKey = await aGroup({ limit: amount(1_000_00) });
  const { customerKey } = await aCustomer(amount(600_000_00));
  expect((await join(groupKey, customerKey, keys.analyst)).status).toBe(200);
  expect(await leave(customerKey, keys.analyst)).toMatchObject(needing(600_000_00));
  expect(await groupOf(customerKey)).toBe(groupKey);
  expect((await leave(customerKey, keys.manager)).status).toBe(200);
  expect(await groupOf(customerKey)).toBe(customerKey);
});

test('nobody but who may give an unlimited limit takes an unlimited customer out of a bound', async () => {
  const groupKey = await aGroup({ limit: amount(1_000_00) });
  const { customerKey } = await aCustomer(UNLIMITED);
  await join(groupKey, customerKey, keys.analyst);
  expect(await leave(customerKey, keys.manager)).toMatchObject(needing(null));
  expect((await leave(customerKey, keys.director)).status).toBe(200);
});

test("joining another group needs a band for what that one's bound lets the customer take", async () => {
  const [small, large, open] = [
    await aGroup({ limit: amount(1_000_00) }),
    await aGroup({ limit: amount(700_000_00) }),
    await aGroup(null),
  ];
  const { customerKey } = await aCustomer(UNLIMITED);
  expect((await join(small, customerKey, keys.analyst)).status).toBe(200);
  expect(await join(large, customerKey, keys.analyst)).toMatchObject(needing(700_000_00));
  expect(await join(open, customerKey, keys.manager)).toMatchObject(needing(null));
  expect(await groupOf(customerKey)).toBe(small);
  expect((await join(large, customerKey, keys.manager)).status).toBe(200);
});

test('what a customer has taken is given back to those it leaves, so its leaving needs a band for that much', async () => {
  const groupKey = await aGroup({ limit: amount(900_000_00) });
  const { customerKey, document } = await aCustomer(amount(600_000_00));
  await join(groupKey, customerKey, keys.analyst);
  expect(
    (await api.call('POST', `/branches/${OWN_BRANCH}/orders`, anOrder({ document, amountCents: 550_000_00 }))).status,
  ).toBe(200);
  await api.call(
    'PATCH',
    `/customers/${customerKey}/credit-terms`,
    { limit: NONE, note: 'atraso' },
    { key: keys.manager },
  );
  expect(await leave(customerKey, keys.analyst)).toMatchObject(needing(550_000_00));
});

test.each<[string, CreditTerms['limit'], object | null]>([
  ['a customer without credit', NONE, { limit: amount(1_000_00) }],
  ['a customer whose orders are all reviewed', { kind: 'alwaysReview' }, { limit: amount(1_000_00) }],
  ['who leaves a group without a limit', UNLIMITED, null],
])('%s moves without any band', async (_, limit, terms) => {
  const groupKey = await aGroup(terms);
  const { customerKey } = await aCustomer(limit);
  expect((await join(groupKey, customerKey, keys.analyst)).status).toBe(200);
  expect((await leave(customerKey, keys.analyst)).status).toBe(200);
});

test('a bound that is set while somebody leaves is kept: the move is judged under it, or made before', async () => {
  const groupKey = await aGroup(null);
  const { customerKey } = await aCustomer(UNLIMITED);
  await join(groupKey, customerKey, keys.analyst);
  const find = api.stores.groups.find.bind(api.stores.groups);
  const isBound = jest.spyOn(api.stores.groups, 'find').mockImplementationOnce(async (key) => {
    const seen = await find(key);
    await change(groupKey, { limit: amount(1_000_00) }, keys.director);
    return seen;
  });
  expect(await leave(customerKey, keys.manager)).toMatchObject(needing(null));
  isBound.mockRestore();
  expect(await groupOf(customerKey)).toBe(groupKey);
});

describe('a group without a limit is bounded by its temporary one alone', () => {
  const temporary = (from: string, to: string, amountCents = 1_000_00) => ({
    temporaryLimit: { amountCents, from, to },
  });
  const told = async (before: object, after: object, key: string): Promise<ApiAnswer> =>
    change(await aGroup({ limit: NONE, ...before }), after, key);

  test.each([
    ['taken off', { temporaryLimit: null }],
    ['ended earlier', temporary('2026-11-01', '2026-11-29')],
    ['begun later', temporary('2026-11-25', '2026-11-30')],
  ])('%s, it needs a band without a bound', async (_, after) => {
    const before = temporary('2026-11-01', '2026-11-30');
    expect(await told(before, after, keys.manager)).toMatchObject(needing(null));
    expect((await told(before, after, keys.director)).status).toBe(200);
  });

  test('lowered, or replaced when it is over, it needs only what it gives', async () => {
    const running = temporary('2026-11-01', '2026-11-30');
    expect((await told(running, temporary('2026-11-01', '2026-11-30', 500_00), keys.manager)).status).toBe(200);
    expect((await told(running, temporary('2026-11-10', '2026-12-31'), keys.manager)).status).toBe(200);
    const over = temporary('2025-11-01', '2025-11-30');
    expect((await told(over, temporary('2026-12-01', '2026-12-31'), keys.manager)).status).toBe(200);
    expect((await told(over, { temporaryLimit: null }, keys.manager)).status).toBe(200);
  });

  test('who leaves it while that runs leaves a bound', () => {
    const terms = { temporaryLimit: null, guarantees: [] };
    const from = { ...terms, limit: NONE, ...temporary('2026-11-01', '2026-11-30') };
    const move = { own: { ...terms, limit: amount(5_00) }, takenCents: 0, from, to: null };
    expect(givenByMoveCents(move, '2026-11-30')).toBe(5_00);
    expect(givenByMoveCents(move, '2026-12-01')).toBe(0);
    expect(givenToGroupCents(from, { ...from, temporaryLimit: null }, '2026-12-01')).toBe(0);
  });
});
