/** Owns the guarantees of releases in the judging of orders: what passes, what is claimed and used up, R11, and replay. */
import type { Release } from '../../contracts/release';
import type { CustomerRecord } from '../../contracts/customer';
import { checkCredit } from '../../usecases/check-credit';
import { orderKey } from '../../usecases/order-subject';
import { judgeOrder } from '../../usecases/judge-order';
import { replayDecision } from '../../usecases/replay-decision';
import { aRelease } from '../support/builders';
import { uniqueId } from '../support/orders';
import { aContent, again, openSetting, submitting, type Setting } from './setting';

let setting: Setting;
let branch: string;
beforeAll(async () => {
  setting = await openSetting('released-orders');
  branch = await setting.branchWith({
    'limit-exceeded': { save: 'block', commercialApproval: 'block' },
    'situation-blocked': { save: 'block', commercialApproval: 'block' },
  });
});
afterAll(() => setting.stop());

async function released(customer: CustomerRecord, given: Partial<Release> = {}): Promise<Release> {
  const release = aRelease({ customerKey: customer.customerKey, branch, ...given });
  await setting.stores.releases.insert(release, []);
  return release;
}
const stored = async ({ release }: Release) => {
  const found = await setting.stores.releases.find(release);
  if (found === null) throw new Error('the release is not stored');
  return found;
};
const anAt = () => ({ branch, order: uniqueId('ord') });
const submit = (at: { branch: string; order: string }, customer: CustomerRecord, totalCents = 5_000_00) =>
  judgeOrder(setting.credit, submitting(at, customer, aContent(customer, { totalCents })));
async function orderOf({ order }: { order: string }) {
  const found = await setting.stores.orders.find(branch, order);
  if (found === null) throw new Error('the order is not stored');
  return found;
}
async function decisionOf(id: string) {
  const found = await setting.stores.decisions.find(id);
  if (found?.kind !== 'order') throw new Error('the decision is not stored');
  return found;
}

test('a released check leaves its restriction, marked, and lets the order pass; the decision names the release', async () => {
  const customer = await setting.aCustomer();
  const at = anAt();
  const release = await released(customer, { scope: { kind: 'order', order: at.order }, checks: ['limit-exceeded'] });
  const { event, decision } = await submit(at, customer);
  expect(event.outcome).toBe('indicated');
  const waivedBy = { kind: 'release', id: release.release };
  const record = await decisionOf(decision);
  expect(record.waived).toEqual([{ check: 'limit-exceeded', ...waivedBy }]);
  expect(record.judgement.checks.find(({ check }) => check === 'limit-exceeded')).toMatchObject({
    result: 'hit',
    mode: 'block',
    outcome: 'clear',
  });
  expect(await orderOf(at)).toMatchObject({
    state: { status: 'waiting', stage: 'commercialApproval' },
    restrictions: expect.arrayContaining([expect.objectContaining({ check: 'limit-exceeded', waivedBy })]) as unknown,
  });
  expect(await stored(release)).toMatchObject({ usedCents: 5_000_00, claimCount: 1 });
});

test('a decision with a release replays bit for bit, and without it comes to another outcome', async () => {
  const customer = await setting.aCustomer();
  await released(customer);
  const record = await decisionOf((await submit(anAt(), customer)).decision);
  expect(await replayDecision(setting.credit.policies, record)).toMatchObject({ identical: true });
  const { waived: _waived, ...without } = record;
  expect(await replayDecision(setting.credit.policies, without)).toMatchObject({
    identical: false,
    result: { judgement: { outcome: 'blocked' } },
  });
});

test('a release of one check does not let another pass, and an order that is held all the same uses nothing up', async () => {
  const customer = await setting.aCustomer({ situation: 'blocked' });
  const release = await released(customer, { checks: ['limit-exceeded'], singleUse: true });
  const { event, decision } = await submit(anAt(), customer);
  expect(event.outcome).toBe('blocked');
  expect((await decisionOf(decision)).waived).toEqual([
    { check: 'limit-exceeded', kind: 'release', id: release.release },
  ]);
  expect(await stored(release)).toMatchObject({ status: 'granted', usedCents: 0, claimCount: 0 });
});

test.each<[string, Partial<Release>]>([
  ['of another order', { scope: { kind: 'order', order: 'another' } }],
  ['of another branch', { branch: 'elsewhere' }],
  ['that has ended', { endsAt: '2026-11-20T15:00:00.000Z' }],
  ['that was revoked', { status: 'revoked' }],
  ['that is only asked for', { status: 'requested', decided: null }],
  ['for less than the order', { ceilingCents: 4_999_99 }],
  ['granted by who entered the order', { decided: { subject: 'test', at: '2026-11-20T12:00:00.000Z', note: null } }],
  ['for a single use that was made', { singleUse: true, claimCount: 1 }],
])('a release %s lets nothing pass', async (_name, given) => {
  const customer = await setting.aCustomer();
  await released(customer, given);
  expect((await submit(anAt(), customer)).event.outcome).toBe('blocked');
});

test('a release granted by who sold the order lets nothing pass', async () => {
  const customer = await setting.aCustomer();
  await released(customer);
  const content = aContent(customer, { totalCents: 5_000_00, seller: 'carla' });
  expect((await judgeOrder(setting.credit, submitting(anAt(), customer, content))).event.outcome).toBe('blocked');
});

test('a single use ends with the first order that passes by it', async () => {
  const customer = await setting.aCustomer();
  const release = await released(customer, { singleUse: true });
  expect((await submit(anAt(), customer)).event.outcome).toBe('clear');
  expect(await stored(release)).toMatchObject({ status: 'used' });
  expect((await submit(anAt(), customer)).event.outcome).toBe('blocked');
});

test('later stages of one order pass by the same claim', async () => {
  const customer = await setting.aCustomer();
  const at = anAt();
  const release = await released(customer, { scope: { kind: 'order', order: at.order }, ceilingCents: 5_000_00 });
  await submit(at, customer);
  const { event } = await judgeOrder(setting.credit, again(at, 'ask', (await orderOf(at)).state, 2));
  expect(event.outcome).toBe('clear');
  expect(await stored(release)).toMatchObject({ usedCents: 5_000_00, claimCount: 1 });
});

test('orders at once never pass a release beyond its ceiling', async () => {
  const customer = await setting.aCustomer({ limit: { kind: 'none' } });
  const strict = await setting.branchWith({ 'no-limit': { save: 'block' } });
  const release = aRelease({ customerKey: customer.customerKey, branch: strict, ceilingCents: 2_000_00 });
  await setting.stores.releases.insert(release, []);
  const content = aContent(customer, { totalCents: 500_00 });
  const results = await Promise.all(
    Array.from({ length: 20 }, () =>
      judgeOrder(setting.credit, submitting({ branch: strict, order: uniqueId('ord') }, customer, content)),
    ),
  );
  expect(results.filter(({ event }) => event.outcome === 'clear')).toHaveLength(4);
  expect(await stored(release)).toMatchObject({ usedCents: 2_000_00, claimCount: 4 });
});

test('R11: of orders at once those without a release never exceed the limit, and a released one is reserved over it', async () => {
  const customer = await setting.aCustomer();
  const at = anAt();
  await released(customer, { scope: { kind: 'order', order: at.order }, checks: ['limit-exceeded'] });
  const small = Array.from({ length: 30 }, () => submit(anAt(), customer, 100_00));
  await Promise.all([...small.slice(0, 15), submit(at, customer), ...small.slice(15)]);
  const { reservations, members } = await setting.exposureOf(customer);
  const own = reservations[orderKey(at)];
  expect(own).toMatchObject({ reservedCents: 5_000_00, overLimit: true });
  const others = (members[customer.customerKey]?.reservedCents ?? 0) - 5_000_00;
  expect(others).toBeLessThanOrEqual(1_000_00);
  expect(Object.values(reservations).filter(({ overLimit }) => overLimit)).toHaveLength(1);
});

test('a credit check tells of a release of the customer, and uses nothing of it', async () => {
  const customer = await setting.aCustomer();
  const release = await released(customer);
  const payments = [{ modality: 'bankSlip', amountCents: 5_000_00, dueOn: ['2026-12-20'] }];
  const check = { branch, customer, action: 'save', totalCents: 5_000_00, payments } as const;
  expect(await checkCredit(setting.credit, check)).toMatchObject({ allowed: true });
  expect(await stored(release)).toEqual(release);
});
