/** Owns the guarantee that a check tells what an order would meet, and holds, buys, reserves and writes nothing. */
import { judgeOrder } from '../../usecases/judge-order';
import { checkCredit, type CreditCheck } from '../../usecases/check-credit';
import type { CustomerRecord } from '../../contracts/customer';
import { aCustomerRecord } from '../support/builders';
import { crashing } from '../support/crashing';
import { anIssue } from '../support/movements';
import { uniqueId } from '../support/orders';
import { aContent, openSetting, submitting, type Setting } from './setting';

let setting: Setting;
let branch: string;
beforeAll(async () => {
  setting = await openSetting('check-credit');
  const block = { save: 'block', receipt: 'block' } as const;
  branch = await setting.branchWith({ 'limit-exceeded': block, 'no-limit': block, 'situation-blocked': block });
});
afterAll(() => setting.stop());

const SLIP = { modality: 'bankSlip', amountCents: 500_00, dueOn: ['2026-12-20'] };
function check(customer: CustomerRecord, given: Partial<CreditCheck> = {}): CreditCheck {
  return { branch, customer, action: 'save', totalCents: 500_00, payments: [SLIP], ...given };
}

async function everything(): Promise<string> {
  const names = ['customers', 'exposures', 'orders', 'decisions', 'movements', 'audit', 'idempotency'] as const;
  const contents = names.map((name) => setting.stores.database.collection<{ _id: string }>(name).find().toArray());
  return JSON.stringify(await Promise.all(contents));
}

const READS: ReadonlySet<string> = new Set([
  'customers.find',
  'exposures.peek',
  'ledgers.findMany',
  'ingests.lastAt',
  'movements.ofCustomers',
  'releases.liveOf',
  'reports.ofCustomer',
]);

test('it only reads: no store is asked to write, and nothing stored has changed', async () => {
  const known = await setting.aCustomer();
  await judgeOrder(setting.credit, submitting({ branch, order: uniqueId('ord') }, known));
  const unbooked = await setting.aCustomer();
  await setting.book(anIssue({ branch, customerKey: unbooked.customerKey, movement: uniqueId('mv') }));
  const before = await everything();
  for (const customer of [known, unbooked, aCustomerRecord(), aCustomerRecord({ situation: 'blocked' })]) {
    const { stores, calls } = crashing(setting.credit, null);
    await checkCredit(stores, check(customer));
    await checkCredit(stores, check(customer, { payments: [], totalCents: 0 }));
    expect(calls).toContain('ledgers.findMany');
    expect(calls.filter((call) => !READS.has(call))).toEqual([]);
  }
  expect(await everything()).toBe(before);
});

test('it finds what the same order would meet', async () => {
  const customers = [
    await setting.aCustomer(),
    await setting.aCustomer({ limit: { kind: 'amount', amountCents: 499_99, validUntil: null } }),
    await setting.aCustomer({ limit: { kind: 'none' } }),
    await setting.aCustomer({ situation: 'underReview' }),
    await setting.aCustomer({ limit: { kind: 'unlimited' } }),
  ];
  for (const customer of customers) {
    const told = await checkCredit(setting.credit, check(customer));
    const input = submitting({ branch, order: uniqueId('ord') }, customer, aContent(customer));
    const { event, restrictions } = await judgeOrder(setting.credit, input);
    expect(told.judgement.outcome).toBe(event.outcome);
    expect(told.judgement.restrictions.map((one) => one.check)).toEqual(restrictions);
  }
});

test('it counts titles that the exposure has not taken in yet, as the order would', async () => {
  const customer = await setting.aCustomer();
  const title = { branch, customerKey: customer.customerKey, movement: uniqueId('mv'), amountCents: 600_00 };
  await setting.book(anIssue(title));
  expect((await checkCredit(setting.credit, check(customer))).judgement.outcome).toBe('blocked');
});

test('a restricted customer may still pay cash: the verdict is by line, and term lines are named', async () => {
  const customer = await setting.aCustomer({ situation: 'blocked' });
  const payments = [{ modality: 'cash', amountCents: 100_00, dueOn: [] }, SLIP, { ...SLIP, modality: 'creditCard' }];
  const told = await checkCredit(setting.credit, check(customer, { payments, totalCents: 1_100_00 }));
  expect(told.payments.map(({ allowed }) => allowed)).toEqual([true, false, false]);
  const stopping = ['situation-blocked'];
  expect(told.payments.map(({ restrictions }) => restrictions)).toEqual([[], stopping, stopping]);
  const cash = payments.slice(0, 1);
  const inCash = await checkCredit(setting.credit, check(customer, { payments: cash, totalCents: 100_00 }));
  expect(inCash.payments).toEqual([{ line: 0, modality: 'cash', allowed: true, restrictions: [] }]);
  expect(inCash.judgement.outcome).not.toBe('blocked');
});

test('it is judged for the action that is asked about', async () => {
  const customer = await setting.aCustomer({ situation: 'blocked' });
  const outcomeOf = async (action: CreditCheck['action']) =>
    (await checkCredit(setting.credit, check(customer, { action }))).judgement.outcome;
  expect(await outcomeOf('save')).toBe('blocked');
  expect(await outcomeOf('receipt')).toBe('blocked');
  expect(await outcomeOf('invoicing')).toBe('indicated');
});

test('without the branch there is no check', async () => {
  const customer = aCustomerRecord();
  await expect(checkCredit(setting.credit, check(customer, { branch: 'nowhere' }))).rejects.toMatchObject({
    code: 'BranchNotFound',
  });
});

test('a customer who was put into another group is judged by that group', async () => {
  const stored = await setting.aCustomer({ groupKey: uniqueId('grp') });
  const at = { branch, order: uniqueId('ord') };
  await judgeOrder(setting.credit, submitting(at, stored, aContent(stored, { totalCents: 900_00 })));
  const asMet = { ...stored, groupKey: stored.customerKey };
  expect((await checkCredit(setting.credit, check(asMet))).judgement.outcome).toBe('blocked');
});
