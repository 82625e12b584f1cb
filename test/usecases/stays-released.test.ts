/** Owns the guarantees of tolerance in the judging of orders: what stays passed, for how long, and what holds anew. */
import type { CustomerRecord } from '../../contracts/customer';
import type { OrderContent } from '../../contracts/order';
import type { Cause } from '../../contracts/decision';
import { reservationKey, takenCents } from '../../domain/exposure';
import { reopened } from '../../domain/order';
import { judgeOrder } from '../../usecases/judge-order';
import { moveOrder } from '../../usecases/move-order';
import { replayDecision } from '../../usecases/replay-decision';
import { aRelease } from '../support/builders';
import { uniqueId } from '../support/orders';
import { aContent, again, amending, NOON, openSetting, submitting, type Setting } from './setting';

const blocking = { save: 'block', commercialApproval: 'block', financialApproval: 'block' } as const;
const NOTHING_OF_IT = { kind: 'none' } as const;

let setting: Setting;
let branch: string;
beforeAll(async () => {
  setting = await openSetting('stays-released');
  branch = await setting.branchWith({
    'limit-exceeded': blocking,
    'no-limit': blocking,
    'situation-blocked': blocking,
  });
});
beforeEach(() => {
  setting.clock.now = NOON;
});
afterAll(() => setting.stop());

const amount = (amountCents: number) => ({ kind: 'amount', amountCents, validUntil: null }) as const;
async function stored(order: string, at = branch) {
  const found = await setting.stores.orders.find(at, order);
  if (found === null) throw new Error('the order is not stored');
  return found;
}
const restrictionOf = async (order: string, check: string) =>
  (await stored(order)).restrictions.find((one) => one.check === check);
async function submitted(customer: CustomerRecord, given: Partial<OrderContent> = {}, at = branch) {
  const order = uniqueId('ord');
  await judgeOrder(setting.credit, submitting({ branch: at, order }, customer, aContent(customer, given)));
  return order;
}
async function amended(customer: CustomerRecord, order: string, given: Partial<OrderContent>, at = branch) {
  const { state, revision } = await stored(order, at);
  const input = amending({ branch: at, order }, aContent(customer, given), state, revision + 1);
  return (await judgeOrder(setting.credit, input), (await stored(order, at)).state.status);
}
async function judged(order: string, cause: 'ask' | 'reevaluate', at = branch) {
  const { state, revision, generation } = await stored(order, at);
  const input = { ...again({ branch: at, order }, cause, state, revision + 1), generation };
  return (await judgeOrder(setting.credit, input), (await stored(order, at)).state);
}
async function change(customer: CustomerRecord, given: Partial<CustomerRecord>) {
  const found = await setting.stores.customers.find(customer.customerKey);
  if (found === null) throw new Error('the customer is not stored');
  const updatedAt = new Date(Date.parse(found.updatedAt) + 1).toISOString();
  expect(await setting.stores.customers.replace({ ...found, ...given, updatedAt }, found.updatedAt, null)).toBe(true);
}
async function lastDecision(order: string, at = branch) {
  const found = await setting.stores.decisions.find((await stored(order, at)).lastDecision);
  if (found?.kind !== 'order') throw new Error('the decision is not stored');
  return found;
}
const release = (customer: CustomerRecord, order: string, checks: string[], singleUse = true) =>
  setting.stores.releases.insert(
    aRelease({ customerKey: customer.customerKey, branch, checks, singleUse, scope: { kind: 'order', order } }),
    [],
  );
const ANSWERED = { status: 'waiting', stage: 'financialApproval' };
const HELD = { status: 'held', stage: 'commercialApproval' };

describe('a released order is not held again for the same reason within tolerance', () => {
  test('though the release was for a single use, and the decision says why', async () => {
    const customer = await setting.aCustomer({ limit: NOTHING_OF_IT });
    const order = uniqueId('ord');
    await release(customer, order, ['no-limit']);
    await judgeOrder(setting.credit, submitting({ branch, order }, customer));
    const first = await lastDecision(order);
    expect(await judged(order, 'ask')).toMatchObject(ANSWERED);
    const tolerance = { kind: 'tolerance', id: first.decision };
    expect((await lastDecision(order)).waived).toEqual([{ check: 'no-limit', ...tolerance }]);
    expect(await restrictionOf(order, 'no-limit')).toMatchObject({
      waivedBy: tolerance,
      analyst: expect.stringContaining('Dentro da tolerância desde a aprovação de 20/11/2026') as unknown,
    });
  });

  test('a release of one check does not tolerate another', async () => {
    const customer = await setting.aCustomer({ limit: NOTHING_OF_IT });
    const order = uniqueId('ord');
    await release(customer, order, ['no-limit'], false);
    await judgeOrder(setting.credit, submitting({ branch, order }, customer));
    await change(customer, { situation: 'blocked' });
    expect(await judged(order, 'ask')).toMatchObject(HELD);
  });
});

describe('an approved order', () => {
  test.each([
    ['5.00 % is not held', 525_00, 'waiting'],
    ['a cent more than 5 % is held', 525_01, 'held'],
  ])('that has grown by %s by what it was approved for', async (_what, totalCents, status) => {
    const customer = await setting.aCustomer();
    const order = await submitted(customer);
    await change(customer, { limit: amount(100_00) });
    expect(await amended(customer, order, { totalCents })).toBe(status);
  });

  test('grows in total: of two amendments by 3 % the second is held', async () => {
    const customer = await setting.aCustomer();
    const order = await submitted(customer);
    await change(customer, { limit: amount(100_00) });
    expect(await amended(customer, order, { totalCents: 515_00 })).toBe('waiting');
    expect(await amended(customer, order, { totalCents: 530_45 })).toBe('held');
  });

  test('that was found clear as amended grows from there', async () => {
    const customer = await setting.aCustomer();
    const order = await submitted(customer);
    expect(await amended(customer, order, { totalCents: 800_00 })).toBe('waiting');
    await change(customer, { limit: amount(100_00) });
    expect(await judged(order, 'ask')).toMatchObject(ANSWERED);
  });

  test.each([
    ['the last instant of day 15 in the zone of its branch is not held', '2026-12-06T02:59:59.999Z', ANSWERED],
    ['the first instant of day 16 there is held', '2026-12-06T03:00:00.000Z', HELD],
  ])('at %s', async (_what, instant, state) => {
    const customer = await setting.aCustomer();
    const order = await submitted(customer);
    await change(customer, { limit: NOTHING_OF_IT });
    setting.clock.now = new Date(instant);
    expect(await judged(order, 'ask')).toMatchObject(state);
  });

  test('that is only looked at again becomes no younger by it', async () => {
    const customer = await setting.aCustomer();
    const order = await submitted(customer);
    setting.clock.now = new Date('2026-12-01T15:00:00.000Z');
    expect(await judged(order, 'reevaluate')).toMatchObject({ status: 'waiting', stage: 'commercialApproval' });
    await change(customer, { limit: NOTHING_OF_IT });
    setting.clock.now = new Date('2026-12-06T15:00:00.000Z');
    expect(await judged(order, 'ask')).toMatchObject(HELD);
  });

  test.each([
    ['a later due date', { modality: 'bankSlip', amountCents: 500_00, dueOn: ['2026-12-21'] }],
    ['no due date any more', { modality: 'bankSlip', amountCents: 500_00, dueOn: [] }],
  ])('with %s is held', async (_what, line) => {
    const customer = await setting.aCustomer();
    const order = await submitted(customer);
    await change(customer, { limit: NOTHING_OF_IT });
    expect(await amended(customer, order, { payments: [line] })).toBe('held');
  });

  test('is held when its customer was blocked since, whatever was approved', async () => {
    const customer = await setting.aCustomer();
    const order = await submitted(customer);
    await change(customer, { situation: 'blocked' });
    expect(await judged(order, 'ask')).toMatchObject(HELD);
  });

  test('is not let go by its approvals while a person holds it', async () => {
    const customer = await setting.aCustomer();
    const order = await submitted(customer);
    await change(customer, { limit: NOTHING_OF_IT });
    const { state, revision, generation } = await stored(order);
    const move = { type: 'hold', reason: 'Aguardar o diretor' } as const;
    const base = { branch, order, generation, revision: revision + 1, subject: 'ana', state, at: NOON.toISOString() };
    await moveOrder(setting.credit, { ...base, move });
    expect(await judged(order, 'reevaluate')).toMatchObject({ status: 'held', forced: { by: 'ana' } });
  });

  test('is held where its policy knows no tolerance', async () => {
    const strict = await setting.branchWith({ 'no-limit': blocking }, { tolerance: { growPercent: 0, days: 0 } });
    const customer = await setting.aCustomer();
    const order = await submitted(customer, {}, strict);
    await change(customer, { limit: NOTHING_OF_IT });
    expect(await judged(order, 'ask', strict)).toMatchObject(HELD);
  });

  test('that was closed and reopened is judged afresh', async () => {
    const customer = await setting.aCustomer();
    const order = await submitted(customer);
    const { state, revision, generation } = await stored(order);
    const base = { branch, order, generation, revision: revision + 1, subject: 'ana', state, at: NOON.toISOString() };
    await moveOrder(setting.credit, { ...base, move: { type: 'cancel' } });
    const closed = await stored(order);
    expect(await setting.stores.orders.reopen(closed, { at: NOON.toISOString(), by: 'ana' })).toBe(true);
    await change(customer, { limit: NOTHING_OF_IT });
    const input = { ...again({ branch, order }, 'reevaluate', reopened(closed.state), 1), generation: 1 };
    await judgeOrder(setting.credit, { ...input, cause: 'reopen' satisfies Cause, actions: ['save'] });
    expect((await stored(order)).state.status).toBe('held');
    expect((await restrictionOf(order, 'no-limit'))?.isNew).toBeUndefined();
  });
});

describe('a check that was never approved', () => {
  test('since it only indicated before holds where it blocks, and is not said to be new', async () => {
    const late = await setting.branchWith({ 'no-history': { save: 'indicate', commercialApproval: 'block' } });
    const order = await submitted(await setting.aCustomer(), {}, late);
    const noHistory = async () => (await stored(order, late)).restrictions.find(({ check }) => check === 'no-history');
    expect(await noHistory()).toMatchObject({ mode: 'indicate' });
    expect(await judged(order, 'ask', late)).toMatchObject(HELD);
    expect(await noHistory()).toMatchObject({ mode: 'block' });
    expect((await noHistory())?.isNew).toBeUndefined();
  });
});

describe('a reason that holds an approved order anew', () => {
  test('says that it is new, and since which approval, and goes on saying so while it holds', async () => {
    const customer = await setting.aCustomer();
    const order = await submitted(customer);
    await change(customer, { situation: 'blocked' });
    setting.clock.now = new Date('2026-11-25T15:00:00.000Z');
    await judged(order, 'ask');
    const isNew = {
      isNew: true,
      analyst: expect.stringContaining('Motivo novo desde a aprovação de 20/11/2026.') as unknown,
    };
    expect(await restrictionOf(order, 'situation-blocked')).toMatchObject(isNew);
    setting.clock.now = new Date('2026-11-26T15:00:00.000Z');
    await judged(order, 'reevaluate');
    expect(await restrictionOf(order, 'situation-blocked')).toMatchObject(isNew);
    expect((await lastDecision(order)).sinceApproval).toEqual([
      { check: 'situation-blocked', since: '2026-11-20', is: 'new' },
    ]);
  });

  test('is not said of an order that never passed', async () => {
    const customer = await setting.aCustomer({ situation: 'blocked' });
    const order = await submitted(customer);
    await judged(order, 'reevaluate');
    expect((await restrictionOf(order, 'situation-blocked'))?.isNew).toBeUndefined();
  });
});

test('decisions with a tolerated and with a new reason replay bit for bit', async () => {
  const customer = await setting.aCustomer();
  const order = await submitted(customer);
  await change(customer, { limit: NOTHING_OF_IT });
  await judged(order, 'ask');
  await change(customer, { situation: 'underReview' });
  await judged(order, 'ask');
  const decisions = await setting.stores.decisions.ofOrder(branch, order, 10);
  expect(decisions.map(({ sinceApproval }) => sinceApproval?.map(({ is }) => is))).toEqual([
    undefined,
    ['tolerated'],
    expect.arrayContaining(['new', 'tolerated']),
  ]);
  for (const decision of decisions) {
    expect(await replayDecision(setting.credit.policies, decision)).toMatchObject({ identical: true });
    if (decision.sinceApproval === undefined) continue;
    const { sinceApproval: _said, ...without } = decision;
    expect(await replayDecision(setting.credit.policies, without)).toMatchObject({ identical: false });
  }
});

test('R11: a hundred orders that grow at once take no more of the limit than each its own tolerance', async () => {
  const customer = await setting.aCustomer({ limit: amount(2_000_00) });
  const orders = await Promise.all(Array.from({ length: 100 }, () => submitted(customer, { totalCents: 100_00 })));
  const standing = await Promise.all(orders.map(async (order) => [order, (await stored(order)).state.status] as const));
  const passed = standing.flatMap(([order, status]) => (status === 'waiting' ? [order] : []));
  expect(passed).toHaveLength(20);
  const grown = passed.map((order, n) => amended(customer, order, { totalCents: n % 2 === 0 ? 105_00 : 150_00 }));
  expect(await Promise.all(grown)).toEqual(passed.map((_, n) => (n % 2 === 0 ? 'waiting' : 'held')));
  const exposure = await setting.exposureOf(customer);
  expect(takenCents(exposure, customer.customerKey)).toBe(10 * 105_00 + 10 * 100_00);
  for (const [n, order] of passed.entries()) {
    const own = exposure.reservations[reservationKey({ kind: 'order', branch, id: order })];
    expect(own).toMatchObject(n % 2 === 0 ? { reservedCents: 105_00, overLimit: true } : { reservedCents: 100_00 });
  }
}, 120_000);
