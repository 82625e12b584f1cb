/** Owns the guarantee that title and reservation of an order neither both count nor both miss, in whichever order they come. */
import fc from 'fast-check';
import type { CustomerRecord } from '../../contracts/customer';
import { takenCents } from '../../domain/exposure';
import { MAX_MOVEMENTS } from '../../domain/ledger';
import type { Issued, Movement } from '../../domain/movements';
import { judgeOrder } from '../../usecases/judge-order';
import { readLedger, refreshLedger } from '../../usecases/refresh-ledger';
import type { CreditStores } from '../../usecases/stores';
import { crashing } from '../support/crashing';
import { aCancellation, aCollection, anIssue } from '../support/movements';
import { uniqueId } from '../support/orders';
import { aContent, openSetting, submitting, type Setting } from './setting';

let setting: Setting;
let branch: string;
beforeAll(async () => {
  setting = await openSetting('refresh-ledger');
  branch = await setting.branchWith({});
});
afterAll(() => setting.stop());

const refresh = (customer: CustomerRecord) => refreshLedger(setting.credit, customer);
const taken = async (customer: CustomerRecord) => takenCents(await setting.exposureOf(customer), customer.customerKey);
const titleOf = (customer: CustomerRecord, order: string, amountCents: number, given: Partial<Issued> = {}): Movement =>
  anIssue({
    branch,
    order,
    customerKey: customer.customerKey,
    movement: uniqueId('mv'),
    title: uniqueId('T'),
    amountCents,
    ...given,
  });
async function submit(customer: CustomerRecord, totalCents: number, order = uniqueId('ord')): Promise<string> {
  await judgeOrder(setting.credit, submitting({ branch, order }, customer, aContent(customer, { totalCents })));
  return order;
}

test('order, then its titles one by one: what is taken stays the same until they are beyond the order', async () => {
  const customer = await setting.aCustomer({ limit: { kind: 'unlimited' } });
  const order = await submit(customer, 500_00);
  for (const [amountCents, expected] of [
    [200_00, 500_00],
    [300_00, 500_00],
    [50_00, 550_00],
  ] as const) {
    await setting.book(titleOf(customer, order, amountCents));
    await refresh(customer);
    expect(await taken(customer)).toBe(expected);
  }
});

test('titles first, then their order: the order reserves only what they have not billed', async () => {
  const customer = await setting.aCustomer({ limit: { kind: 'unlimited' } });
  const order = uniqueId('ord');
  await setting.book(titleOf(customer, order, 200_00));
  await submit(customer, 500_00, order);
  expect(await taken(customer)).toBe(500_00);
  await setting.book(titleOf(customer, order, 300_00));
  await refresh(customer);
  expect(await taken(customer)).toBe(500_00);
});

test('a title of another order, branch or customer leaves the reservation as it is', async () => {
  const customer = await setting.aCustomer({ limit: { kind: 'unlimited' } });
  const other = await setting.aCustomer({ groupKey: customer.groupKey });
  const order = await submit(customer, 500_00);
  await setting.book(
    titleOf(customer, 'another', 10_00),
    titleOf(customer, order, 20_00, { branch: 'another' }),
    titleOf(other, order, 30_00),
  );
  await refresh(customer);
  await refresh(other);
  expect(await taken(customer)).toBe(530_00);
  expect((await setting.exposureOf(other)).members[other.customerKey]?.openCents).toBe(30_00);
});

test('a paid title gives its part of the limit back, a cancelled one gives it back to the order', async () => {
  const customer = await setting.aCustomer({ limit: { kind: 'unlimited' } });
  const order = await submit(customer, 500_00);
  const names = { branch, customerKey: customer.customerKey };
  await setting.book(
    titleOf(customer, order, 200_00, { title: 'paid' }),
    titleOf(customer, order, 300_00, { title: 'gone' }),
  );
  await refresh(customer);
  await setting.book(aCollection({ ...names, title: 'paid', movement: uniqueId('mv'), amountCents: 200_00 }));
  await refresh(customer);
  expect(await taken(customer)).toBe(300_00);
  await setting.book(aCancellation({ ...names, title: 'gone', movement: uniqueId('mv') }));
  await refresh(customer);
  expect(await taken(customer)).toBe(300_00);
});

test('titles paid so long ago that they are not kept do not give their order its share back', async () => {
  const customer = await setting.aCustomer({ limit: { kind: 'unlimited' } });
  const order = await submit(customer, 500_00);
  const names = { branch, customerKey: customer.customerKey };
  const [old, gone] = [titleOf(customer, order, 300_00), titleOf(customer, order, 199_00)];
  await setting.book(old, gone);
  await setting.book(aCollection({ ...names, title: old.title, movement: uniqueId('mv'), amountCents: 300_00 }));
  await refresh(customer);
  expect(await taken(customer)).toBe(200_00);
  const before = setting.clock.now;
  setting.clock.now = new Date(before.getTime() + 500 * 86_400_000);
  await setting.book(titleOf(customer, 'another', 10_00));
  await refresh(customer);
  expect(await taken(customer)).toBe(210_00);
  await setting.book(
    aCancellation({ ...names, title: gone.title, movement: uniqueId('mv'), effectiveOn: '2028-01-10' }),
  );
  await refresh(customer);
  expect(await taken(customer)).toBe(210_00);
  setting.clock.now = before;
});

test('an older computation never overwrites a newer one', async () => {
  const customer = await setting.aCustomer();
  await setting.book(titleOf(customer, 'a', 100_00));
  const old = await readLedger(setting.credit, customer);
  await setting.book(titleOf(customer, 'b', 200_00));
  await refresh(customer);
  await refreshLedger(setting.credit, customer, {}, old);
  expect(await taken(customer)).toBe(300_00);
});

test("what another member's titles have become counts for the group, even if nobody applied them", async () => {
  const customer = await setting.aCustomer();
  const sister = await setting.aCustomer({ groupKey: customer.groupKey });
  await setting.book(titleOf(sister, 'a', 100_00));
  await refresh(sister);
  await setting.book(titleOf(sister, 'b', 200_00));
  const { exposure } = await refresh(customer);
  expect(takenCents(exposure, sister.customerKey)).toBe(300_00);
  expect(takenCents(await setting.exposureOf(sister), sister.customerKey)).toBe(300_00);
});

test('a group with more movements than are read is unknown, its members are known', async () => {
  const customer = await setting.aCustomer();
  const sister = await setting.aCustomer({ groupKey: customer.groupKey });
  await setting.book(titleOf(customer, 'a', 100_00), titleOf(sister, 'b', 200_00));
  await refresh(sister);
  const many = Array.from({ length: MAX_MOVEMENTS + 1 }, () => titleOf(sister, 'b', 1));
  const ofCustomers: CreditStores['movements']['ofCustomers'] = (keys, limit) =>
    keys.includes(sister.customerKey) ? Promise.resolve(many) : setting.credit.movements.ofCustomers(keys, limit);
  const movements = { ...setting.credit.movements, ofCustomers };
  const ledger = await refreshLedger({ ...setting.credit, movements }, customer);
  expect(ledger.titles).toHaveLength(1);
  expect(ledger.groupTitles).toBeNull();
});

test('a reading made earlier of another group is not used', async () => {
  const customer = await setting.aCustomer();
  await setting.book(titleOf(customer, 'a', 100_00));
  const reading = await readLedger(setting.credit, { ...customer, groupKey: 'somebody else' });
  const { exposure } = await refreshLedger(setting.credit, customer, {}, reading);
  expect(takenCents(exposure, customer.customerKey)).toBe(100_00);
});

test('an exposure that agrees is not written', async () => {
  const customer = await setting.aCustomer();
  await setting.book(titleOf(customer, 'a', 100_00));
  await refresh(customer);
  const { stores, calls } = crashing(setting.credit, null);
  await refreshLedger(stores, customer);
  expect([...calls].sort()).toEqual(['exposures.peek', 'ledgers.findMany', 'movements.ofCustomers']);
});

test('twenty refreshes at once, between orders and titles, end in the same figures as one', async () => {
  const customer = await setting.aCustomer({ limit: { kind: 'unlimited' } });
  const order = await submit(customer, 500_00);
  await Promise.all([
    ...Array.from({ length: 20 }, () => refresh(customer)),
    ...Array.from({ length: 5 }, () => submit(customer, 100_00)),
    ...Array.from({ length: 5 }, async () => {
      await setting.book(titleOf(customer, order, 50_00));
      await refresh(customer);
    }),
  ]);
  await refresh(customer);
  const exposure = await setting.exposureOf(customer);
  expect(exposure.members[customer.customerKey]).toMatchObject({
    ledgerCount: 5,
    openCents: 250_00,
    reservedCents: 750_00,
  });
});

test('after any way of orders and titles, taken is open titles plus what orders have not been billed', async () => {
  const event = fc.record({
    order: fc.constantFrom('x', 'y'),
    kind: fc.constantFrom('submit', 'title', 'refresh'),
    cents: fc.integer({ min: 1, max: 300_00 }),
  });
  const property = fc.asyncProperty(fc.array(event, { minLength: 3, maxLength: 8 }), async (events) => {
    const customer = await setting.aCustomer({ limit: { kind: 'unlimited' } });
    const run = uniqueId('run');
    const ordered = new Map<string, number>();
    const billed = new Map<string, number>();
    for (const { order, kind, cents } of events) {
      if (kind === 'submit' && !ordered.has(order)) {
        await submit(customer, cents, `${run}-${order}`);
        ordered.set(order, cents);
      }
      if (kind === 'title') {
        await setting.book(titleOf(customer, `${run}-${order}`, cents));
        billed.set(order, (billed.get(order) ?? 0) + cents);
      }
      if (kind === 'refresh') await refresh(customer);
    }
    await refresh(customer);
    const open = [...billed.values()].reduce((sum, cents) => sum + cents, 0);
    const left = [...ordered].reduce((sum, [order, cents]) => sum + Math.max(0, cents - (billed.get(order) ?? 0)), 0);
    expect(await taken(customer)).toBe(open + left);
  });
  await fc.assert(property, { numRuns: 40, seed: 20_261_122 });
});
