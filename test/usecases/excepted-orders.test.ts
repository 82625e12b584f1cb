/** Owns the guarantees of exceptions in judging: what doesn't count, who is held, which one counts, and replay. */
import type { Exception } from '../../contracts/exception';
import type { CustomerRecord } from '../../contracts/customer';
import { ALWAYS_HOLD } from '../../domain/checks';
import { checkCredit } from '../../usecases/check-credit';
import { judgeOrder } from '../../usecases/judge-order';
import { recordSale } from '../../usecases/record-sale';
import { replayDecision } from '../../usecases/replay-decision';
import { anException, aRelease } from '../support/builders';
import { uniqueId } from '../support/orders';
import { aContent, again, openSetting, submitting, type Setting } from './setting';

let setting: Setting;
let branch: string;
beforeAll(async () => {
  setting = await openSetting('excepted-orders');
  branch = await setting.branchWith({ 'situation-blocked': { save: 'block', commercialApproval: 'block' } });
});
afterAll(() => setting.stop());

async function excepted(given: Partial<Exception>): Promise<Exception> {
  const made = anException({ branch, ...given });
  const audit = { id: uniqueId('aud'), at: made.createdAt, subject: 'carla', kind: 'exception' } as const;
  const entry = { ...audit, target: made.exception, branch, before: null, after: made };
  expect(await setting.stores.exceptions.insert(made, made.createdAt, [], entry)).toBe(true);
  return made;
}
const ofCustomer = ({ customerKey }: CustomerRecord) => ({ kind: 'customer', customerKey }) as const;
const aBlocked = () => setting.aCustomer({ situation: 'blocked', limit: { kind: 'unlimited' } });
const anAt = () => ({ branch, order: uniqueId('ord') });
const submit = (customer: CustomerRecord, given: Parameters<typeof aContent>[1] = {}, at = anAt()) =>
  judgeOrder(setting.credit, submitting(at, customer, aContent(customer, given)));
async function decisionOf(id: string) {
  const found = await setting.stores.decisions.find(id);
  if (found === null) throw new Error('the decision is not stored');
  return found;
}

test('a check under an exception leaves its restriction, marked, and does not count; the decision replays bit for bit', async () => {
  const customer = await aBlocked();
  const { exception } = await excepted({ scope: ofCustomer(customer), check: 'situation-blocked' });
  const { event, decision } = await submit(customer);
  expect(event.outcome).toBe('indicated');
  const record = await decisionOf(decision);
  expect(record.waived).toEqual([{ check: 'situation-blocked', kind: 'exception', id: exception }]);
  expect(record.judgement.restrictions).toContainEqual(
    expect.objectContaining({ check: 'situation-blocked', waivedBy: { kind: 'exception', id: exception } }),
  );
  expect(await replayDecision(setting.credit.policies, record)).toMatchObject({ identical: true });
  const { waived: _waived, ...without } = record;
  expect(await replayDecision(setting.credit.policies, without)).toMatchObject({ identical: false });
});

test('who is always held is held whatever the policy has, told courteously and without the reason; replay is bit for bit', async () => {
  const customer = await setting.aCustomer({ limit: { kind: 'unlimited' } });
  const at = anAt();
  const { exception } = await excepted({ scope: ofCustomer(customer), check: ALWAYS_HOLD, effect: 'hold' });
  const { event, decision } = await submit(customer, {}, at);
  expect(event.outcome).toBe('blocked');
  const record = await decisionOf(decision);
  expect(record.alwaysHeld).toEqual({ exception, scope: 'customer', to: '2026-12-31' });
  const [restriction] = record.judgement.restrictions;
  expect(restriction).toMatchObject({
    check: ALWAYS_HOLD,
    mode: 'block',
    seller: 'Este pedido precisa passar pela análise de crédito. Por favor, solicite a liberação.',
    analyst: `Este cliente deve ser sempre retido para análise, por exceção válida até 31/12/2026 (${exception}).`,
  });
  expect(await replayDecision(setting.credit.policies, record)).toMatchObject({ identical: true });
  const { alwaysHeld: _held, ...without } = record;
  expect(await replayDecision(setting.credit.policies, without)).toMatchObject({ identical: false });
  await setting.stores.releases.insert(
    aRelease({ customerKey: customer.customerKey, branch, checks: [ALWAYS_HOLD] }),
    [],
  );
  const stored = await setting.stores.orders.find(branch, at.order);
  if (stored === null) throw new Error('the order is not stored');
  const released = await judgeOrder(setting.credit, again(at, 'reevaluate', stored.state, 2));
  expect(released.event.outcome).not.toBe('blocked');
});

test('an order without a term part is not held, even where everybody of the group is', async () => {
  const groupKey = uniqueId('grp');
  const customer = await setting.aCustomer({ groupKey, limit: { kind: 'unlimited' } });
  await excepted({ scope: { kind: 'group', groupKey }, check: ALWAYS_HOLD, effect: 'hold' });
  expect((await submit(customer)).event.outcome).toBe('blocked');
  const cash = [{ modality: 'cash', amountCents: 500_00, dueOn: [] }];
  expect((await submit(customer, { payments: cash })).event.outcome).toBe('indicated');
});

test('of customer, group and everybody the most specific counts', async () => {
  const apart = await setting.branchWith({});
  const groupKey = uniqueId('grp');
  const [customer, other, stranger] = await Promise.all([
    setting.aCustomer({ groupKey, limit: { kind: 'unlimited' } }),
    setting.aCustomer({ groupKey, limit: { kind: 'unlimited' } }),
    setting.aCustomer({ limit: { kind: 'unlimited' } }),
  ]);
  const outcomeOf = async (one: CustomerRecord) =>
    (await judgeOrder(setting.credit, submitting({ branch: apart, order: uniqueId('ord') }, one))).event.outcome;
  await excepted({ branch: apart, scope: { kind: 'all' }, check: ALWAYS_HOLD, effect: 'hold' });
  expect(await Promise.all([customer, other, stranger].map(outcomeOf))).toEqual(['blocked', 'blocked', 'blocked']);
  await excepted({ branch: apart, scope: { kind: 'group', groupKey }, check: ALWAYS_HOLD, effect: 'ignore' });
  const [first, second, third] = await Promise.all([customer, other, stranger].map(outcomeOf));
  expect([first === 'blocked', second === 'blocked', third]).toEqual([false, false, 'blocked']);
  await excepted({ branch: apart, scope: ofCustomer(other), check: ALWAYS_HOLD, effect: 'hold' });
  expect(await outcomeOf(other)).toBe('blocked');
  expect(await outcomeOf(customer)).not.toBe('blocked');
});

test('a customer that was moved is judged by the exceptions of the group it is in now', async () => {
  const [before, now] = [uniqueId('grp'), uniqueId('grp')];
  const customer = await setting.aCustomer({ groupKey: now, limit: { kind: 'unlimited' } });
  await excepted({ scope: { kind: 'group', groupKey: now }, check: ALWAYS_HOLD, effect: 'hold' });
  // As it would be met for the first time, which is what an order brings.
  expect((await submit({ ...customer, groupKey: before })).event.outcome).toBe('blocked');
});

test('an exception that is to begin lets nothing pass yet, and one that has ended nothing any more', async () => {
  const customer = await aBlocked();
  const scope = ofCustomer(customer);
  await excepted({ scope, check: 'situation-blocked', startsAt: '2026-11-21T03:00:00.000Z' });
  await excepted({ scope, check: 'situation-blocked', endsAt: '2026-11-20T03:00:00.000Z' });
  expect((await submit(customer)).event.outcome).toBe('blocked');
});

test('sales and credit checks go by the same exceptions', async () => {
  const customer = await aBlocked();
  const payments = [{ modality: 'bankSlip', amountCents: 500_00, dueOn: ['2026-12-20'] }];
  const check = { branch, customer, action: 'receipt', totalCents: 500_00, payments } as const;
  expect(await checkCredit(setting.credit, check)).toMatchObject({
    payments: [{ allowed: false, restrictions: expect.arrayContaining(['situation-blocked']) as unknown }],
  });
  const standing = (await checkCredit(setting.credit, check)).payments[0]?.restrictions ?? [];
  for (const one of standing) await excepted({ scope: ofCustomer(customer), check: one });
  expect(await checkCredit(setting.credit, check)).toMatchObject({ allowed: true });
  const content = { customerKey: customer.customerKey, totalCents: 500_00, payments, seller: null, note: null };
  const sale = { branch, sale: uniqueId('sale'), content, contentHash: uniqueId('hash'), customer, subject: 'joao' };
  const stores = { ...setting.credit, sales: setting.stores.sales };
  const { decision } = await recordSale(stores, sale);
  const record = await decisionOf(decision);
  expect(record).toMatchObject({ kind: 'sale', allowed: true });
  expect(await replayDecision(setting.credit.policies, record)).toMatchObject({ identical: true });
  await excepted({ scope: ofCustomer(customer), check: ALWAYS_HOLD, effect: 'hold' });
  const held = await recordSale(stores, { ...sale, sale: uniqueId('sale') });
  const refused = await decisionOf(held.decision);
  expect(refused).toMatchObject({ allowed: false, payments: [{ restrictions: [ALWAYS_HOLD] }] });
  expect(await replayDecision(setting.credit.policies, refused)).toMatchObject({ identical: true });
});

test('as many of one scope stand as an evaluation reads, and no more, also when many are made at once', async () => {
  const scope = { kind: 'customer', customerKey: uniqueId('cus') } as const;
  const make = () => {
    const made = anException({ scope });
    const audit = { id: uniqueId('aud'), at: made.createdAt, subject: 'carla', kind: 'exception' } as const;
    const entry = { ...audit, target: made.exception, branch: null, before: null, after: null };
    return setting.stores.exceptions.insert(made, made.createdAt, [], entry);
  };
  for (let index = 0; index < 198; index += 1) expect(await make()).toBe(true);
  const last = await Promise.all(Array.from({ length: 6 }, make));
  expect(last.filter((isMade) => isMade)).toHaveLength(2);
  const standing = await setting.stores.exceptions.standingFor(
    scope.customerKey,
    'grp_none',
    '2026-11-20T15:00:00.000Z',
  );
  expect(standing.filter((one) => one.scope.kind === 'customer')).toHaveLength(200);
});
