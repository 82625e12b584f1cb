/** Owns the guarantee that an order which is judged again by itself, with nothing new, is left as whoever looks at it saw it. */
import type { CustomerRecord } from '../../contracts/customer';
import { judgeOrder } from '../../usecases/judge-order';
import { seenOf } from '../../usecases/seen-hold';
import { anIssue } from '../support/movements';
import { uniqueId } from '../support/orders';
import { aContent, again, openSetting, submitting, type Setting } from './setting';

let setting: Setting;
let branch: string;
beforeAll(async () => {
  setting = await openSetting('without-effect');
  const blocks = { save: 'block', commercialApproval: 'block' } as const;
  branch = await setting.branchWith({ 'limit-exceeded': blocks, 'overdue-titles': blocks });
});
afterAll(() => setting.stop());

const limited = (amountCents: number) => ({ limit: { kind: 'amount', amountCents, validUntil: null } }) as const;

async function begun(amountCents: number, customer?: CustomerRecord) {
  const buyer = customer ?? (await setting.aCustomer(limited(amountCents)));
  const at = { branch, order: uniqueId('ord') };
  await judgeOrder(setting.credit, submitting(at, buyer, aContent(buyer)));
  const stored = async () => {
    const found = await setting.stores.orders.find(branch, at.order);
    if (found === null) throw new Error('the order is not stored');
    return found;
  };
  const judgeAgain = async (subject: string, revision: number) => {
    const { state } = await stored();
    return judgeOrder(setting.credit, { ...again(at, 'reevaluate', state, revision), by: 'automatic', subject });
  };
  return { at, buyer, stored, judgeAgain };
}

test.each([
  ['held', 1_00],
  ['going on', 9_000_00],
])('an order that is %s keeps its document, its decision and what it holds of the limit', async (_how, cents) => {
  const { buyer, stored, judgeAgain } = await begun(cents);
  const [before, exposure] = [await stored(), await setting.exposureOf(buyer)];
  const result = await judgeAgain('crivo', 2);
  expect(result).toMatchObject({ decision: before.lastDecision, event: { outcome: before.outcome } });
  expect(await stored()).toEqual(before);
  expect(await setting.exposureOf(buyer)).toEqual(exposure);
  // The workflow counts on; what comes next is found new all the same.
  await judgeAgain('ana', 3);
  expect(await stored()).toMatchObject({ revision: 3, state: before.state });
});

test('what a person asks for is kept as asked, with a decision of its own', async () => {
  const { stored, judgeAgain } = await begun(1_00);
  const before = await stored();
  await judgeAgain('ana', 2);
  const after = await stored();
  expect([after.revision, after.lastDecision === before.lastDecision]).toEqual([2, false]);
  expect(seenOf(after)).toBe(seenOf(before));
});

test.each([
  ['a title that fell due', '2026-10-20'],
  ['a title to come', '2026-12-20'],
])('%s is news, with the numbers it changes', async (_what, dueOn) => {
  const { buyer, stored, judgeAgain } = await begun(1_00);
  const before = await stored();
  const title = uniqueId('T');
  await setting.book(anIssue({ customerKey: buyer.customerKey, branch, title, amountCents: 50_00, dueOn }));
  await judgeAgain('crivo', 2);
  const after = await stored();
  expect(after.revision).toBe(2);
  expect(seenOf(after)).not.toBe(seenOf(before));
});

test('an order that can go on goes on', async () => {
  const { buyer, stored, judgeAgain } = await begun(1_00);
  await setting.stores.customers.replace(
    { ...buyer, ...limited(9_000_00), updatedAt: '2026-11-20T15:00:01.000Z' },
    buyer.updatedAt,
    null,
  );
  await judgeAgain('crivo', 2);
  expect(await stored()).toMatchObject({ revision: 2, state: { status: 'waiting' } });
});

test('an attempt that found something before it died counts, though nothing is found any more', async () => {
  const { at, stored, judgeAgain } = await begun(1_00);
  const before = await stored();
  const lost = {
    ...setting.credit,
    orders: { ...setting.credit.orders, write: () => Promise.reject(new Error('died')) },
  };
  const asked = { ...again(at, 'reevaluate', before.state, 2), by: 'automatic', subject: 'ana' } as const;
  await expect(judgeOrder(lost, asked)).rejects.toThrow('died');
  const { decision } = await judgeAgain('crivo', 2);
  expect((await stored()).lastDecision).toBe(decision);
  expect(decision).not.toBe(before.lastDecision);
});
