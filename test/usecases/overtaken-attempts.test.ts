/** Owns the guarantee that an attempt at an order which was given up but still lives undoes nothing that came after it. */
import type { CustomerRecord } from '../../contracts/customer';
import { takenCents } from '../../domain/exposure';
import { reopened, type OrderState } from '../../domain/order';
import { AskedBy } from '../../domain/outcome';
import { judgeOrder } from '../../usecases/judge-order';
import { moveOrder } from '../../usecases/move-order';
import { raiseGeneration } from '../../usecases/raise-generation';
import { gated } from '../support/gated';
import { anIssue } from '../support/movements';
import { uniqueId } from '../support/orders';
import { aContent, amending, NOON, openSetting, submitting, type Setting } from './setting';

let setting: Setting;
let branch: string;
beforeAll(async () => {
  setting = await openSetting('overtaken-attempts');
  branch = await setting.branchWith({ 'limit-exceeded': { save: 'block' }, 'situation-blocked': { save: 'block' } });
});
afterAll(() => setting.stop());

const amount = (amountCents: number) => ({ kind: 'amount', amountCents, validUntil: null }) as const;
const taken = async (customer: CustomerRecord) => takenCents(await setting.exposureOf(customer), customer.customerKey);
const stateOf = async (order: string) => (await setting.stores.orders.find(branch, order))?.state as OrderState;
const anOrderAt = () => ({ branch, order: uniqueId('ord') });
const cancelling = (at: { branch: string; order: string }, state: OrderState) =>
  ({
    ...at,
    generation: 0,
    revision: 2,
    move: { type: 'cancel' },
    subject: 'test',
    state,
    at: NOON.toISOString(),
  }) as const;

async function change(customer: CustomerRecord, given: Partial<CustomerRecord>): Promise<void> {
  const stored = await setting.stores.customers.find(customer.customerKey);
  if (stored === null) throw new Error('the customer is not stored');
  const updatedAt = new Date(Date.parse(stored.updatedAt) + 1).toISOString();
  expect(await setting.stores.customers.replace({ ...stored, ...given, updatedAt }, stored.updatedAt, null)).toBe(true);
}

test('a submit that stalls takes nothing back that an amendment gave up and another order holds', async () => {
  const customer = await setting.aCustomer({ limit: amount(500_00) });
  const at = anOrderAt();
  const input = submitting(at, customer);
  const slow = gated(setting.credit, 'branches', 'find');
  const late = judgeOrder(slow.stores, input);
  await slow.waiting;
  await judgeOrder(setting.credit, input);
  await judgeOrder(
    setting.credit,
    amending(at, aContent(customer, { totalCents: 100_00 }), await stateOf(at.order), 2),
  );
  const other = anOrderAt();
  await judgeOrder(setting.credit, submitting(other, customer, aContent(customer, { totalCents: 400_00 })));
  expect([(await stateOf(other.order)).status, await taken(customer)]).toEqual(['waiting', 500_00]);
  slow.letThrough();
  await late.catch((error: unknown) => expect(error).toMatchObject({ code: 'TooManyConflicts' }));
  expect(await taken(customer)).toBe(500_00);
});

test('a submit whose reservation lands after the order was cancelled gives it back', async () => {
  const customer = await setting.aCustomer({ limit: amount(500_00) });
  const at = anOrderAt();
  const input = submitting(at, customer);
  const slow = gated(setting.credit, 'exposures', 'reserve');
  const late = judgeOrder(slow.stores, input);
  await slow.waiting;
  await judgeOrder(setting.credit, input);
  await moveOrder(setting.credit, cancelling(at, await stateOf(at.order)));
  slow.letThrough();
  await late;
  expect((await stateOf(at.order)).status).toBe('cancelled');
  expect(await taken(customer)).toBe(0);
});

test('a cancellation that stalls frees nothing that the reopened order holds', async () => {
  const customer = await setting.aCustomer({ limit: amount(500_00) });
  const at = anOrderAt();
  await judgeOrder(setting.credit, submitting(at, customer));
  const cancel = cancelling(at, await stateOf(at.order));
  const slow = gated(setting.credit, 'exposures', 'peek');
  const late = moveOrder(slow.stores, cancel);
  await slow.waiting;
  await moveOrder(setting.credit, cancel);
  const raised = await raiseGeneration({ orders: setting.stores.orders, now: () => NOON }, at, 'test');
  const reopening = {
    ...at,
    generation: 1,
    revision: 1,
    cause: 'reopen',
    by: AskedBy.automatic,
    subject: 'test',
  } as const;
  const from = { submission: null, amendment: null, actions: ['save'] as const, state: reopened(raised.state) };
  await judgeOrder(setting.credit, { ...reopening, ...from });
  expect(await taken(customer)).toBe(500_00);
  slow.letThrough();
  await late;
  expect([(await stateOf(at.order)).status, await taken(customer)]).toEqual(['waiting', 500_00]);
});

test('an attempt that would free waits for the decision that counts: the room is never given away in between', async () => {
  const customer = await setting.aCustomer({ limit: amount(500_00) });
  const at = anOrderAt();
  const input = submitting(at, customer);
  const rival = gated(setting.credit, 'decisions', 'insertOrFind');
  const first = judgeOrder(rival.stores, input);
  await rival.waiting;
  await change(customer, { situation: 'blocked' });
  const second = gated(setting.credit, 'decisions', 'insertOrFind');
  const freeing = judgeOrder(second.stores, input);
  await second.waiting;
  rival.letThrough();
  await first;
  await change(customer, { situation: 'cleared' });
  const other = anOrderAt();
  await judgeOrder(setting.credit, submitting(other, customer));
  expect((await stateOf(other.order)).status).toBe('held');
  second.letThrough();
  await freeing;
  expect([(await stateOf(at.order)).status, await taken(customer)]).toEqual(['waiting', 500_00]);
});

test('the first title of another member counts for the group as soon as it is stored', async () => {
  const customer = await setting.aCustomer({ limit: amount(9_000_00) });
  const sister = await setting.aCustomer({ groupKey: customer.groupKey, limit: amount(9_000_00) });
  const terms = { name: null, limit: amount(1_000_00), temporaryLimit: null, guarantees: [] };
  const when = { at: NOON.toISOString(), subject: 'test', branch: null, before: null, after: {} };
  const audit = { id: uniqueId('aud'), kind: 'groupCredit' as const, target: customer.groupKey, ...when };
  const { groupKey } = customer;
  expect(await setting.stores.groups.putTerms(groupKey, { ...terms, updatedAt: when.at }, null, audit)).toBe(true);
  const title = { branch, customerKey: sister.customerKey, movement: uniqueId('mv'), amountCents: 800_00 };
  await setting.book(anIssue(title));
  const at = anOrderAt();
  await judgeOrder(setting.credit, submitting(at, customer));
  expect((await stateOf(at.order)).status).toBe('held');
});
