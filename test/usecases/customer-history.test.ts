/** Owns the guarantees of a customer's history: an entry when restrictions become others, never twice, none otherwise. */
import type { CustomerRecord } from '../../contracts/customer';
import type { RestrictionsEntry } from '../../contracts/customer-history';
import { judgeOrder } from '../../usecases/judge-order';
import { noteRestrictions } from '../../usecases/note-restrictions';
import { aDecision, aReport } from '../support/builders';
import { Crash, crashing } from '../support/crashing';
import { uniqueId } from '../support/orders';
import { aContent, again, openSetting, submitting, type Setting } from './setting';

jest.setTimeout(120_000);

let setting: Setting;
let branch: string;
beforeAll(async () => {
  setting = await openSetting('customer-history');
  branch = await setting.branchWith({ 'situation-blocked': { save: 'block' } });
});
afterAll(() => setting.stop());

/** A customer against whom nothing stands but the lack of a payment history. */
async function aKnownCustomer(given: Partial<CustomerRecord> = {}): Promise<CustomerRecord> {
  const customer = await setting.aCustomer(given);
  for (const bureau of ['deps', 'spc'] as const) {
    await setting.stores.reports.insert(aReport({ customerKey: customer.customerKey, bureau }));
  }
  return customer;
}
const submit = async (customer: CustomerRecord, totalCents = 500_00, order = uniqueId('ord')) => {
  const input = submitting({ branch, order }, customer, aContent(customer, { totalCents }));
  return { order, ...(await judgeOrder(setting.credit, input)) };
};
const entriesOf = async ({ customerKey }: CustomerRecord) => {
  const page = await setting.stores.history.page({ customerKey, limit: 100 });
  return page.filter((entry): entry is RestrictionsEntry => entry.kind === 'restrictions');
};
const checksOf = async (customer: CustomerRecord) =>
  (await entriesOf(customer)).map(({ restrictions }) => restrictions.map(({ check }) => check));

test('the first restrictions enter with order, decision, person and both texts', async () => {
  const customer = await aKnownCustomer();
  const { order, decision } = await submit(customer);
  const [entry, ...others] = await entriesOf(customer);
  expect(others).toEqual([]);
  expect(entry).toMatchObject({ seq: 1, branch, order, sale: null, decision, subject: 'test' });
  expect(entry?.restrictions).toEqual([
    {
      check: 'no-history',
      result: 'hit',
      seller: expect.stringContaining('histórico') as string,
      analyst: expect.stringContaining('Nenhum título') as string,
    },
  ]);
});

test('the same restrictions again enter nothing and write nothing, other figures of them neither', async () => {
  const customer = await aKnownCustomer();
  const { order } = await submit(customer);
  const { stores, calls } = crashing(setting.credit, null);
  const content = aContent(customer, { totalCents: 200_00 });
  await judgeOrder(stores, submitting({ branch, order: uniqueId('ord') }, customer, content));
  const stored = await setting.stores.orders.find(branch, order);
  if (stored === null) throw new Error('the order is not stored');
  await judgeOrder(stores, again({ branch, order }, 'reevaluate', stored.state, 2));
  expect(calls.filter((call) => call.startsWith('history'))).toEqual(['history.last', 'history.last']);
  expect(await checksOf(customer)).toEqual([['no-history']]);
});

test('others enter, and their end enters too: an empty set is told after a full one, and not before any', async () => {
  const customer = await aKnownCustomer();
  const clear = { checks: [], outcome: 'clear', indicator: 'clear', restrictions: [] } as const;
  const { customerKey } = customer;
  const nothing = () =>
    aDecision({ customerKey, judgement: { ...clear, checks: [], restrictions: [] }, at: '2026-11-20T15:00:00.000Z' });
  await noteRestrictions(setting.credit, nothing(), null);
  expect(await checksOf(customer)).toEqual([]);
  await submit(customer);
  await submit(customer, 2_000_00);
  await noteRestrictions(setting.credit, nothing(), await setting.stores.history.last(customerKey));
  expect(await checksOf(customer)).toEqual([[], ['limit-exceeded', 'no-history'], ['no-history']]);
  expect((await entriesOf(customer)).map(({ seq }) => seq)).toEqual([3, 2, 1]);
});

test('an evaluation that dies anywhere and is repeated enters once', async () => {
  const { stores: probe, calls } = crashing(setting.credit, null);
  const first = await aKnownCustomer();
  await judgeOrder(probe, submitting({ branch, order: uniqueId('ord') }, first));
  expect(calls).toContain('history.append');
  for (let call = 1; call <= calls.length; call += 1) {
    for (const when of ['before', 'after'] as const) {
      const customer = await aKnownCustomer();
      const input = submitting({ branch, order: uniqueId('ord') }, customer);
      await expect(judgeOrder(crashing(setting.credit, { call, when }).stores, input)).rejects.toThrow(Crash);
      await judgeOrder(setting.credit, input);
      expect([calls[call - 1], when, await checksOf(customer)]).toEqual([calls[call - 1], when, [['no-history']]]);
    }
  }
});

test('a repetition enters nothing anew after others have gone on', async () => {
  const customer = await aKnownCustomer();
  const one = await submit(customer);
  await submit(customer, 2_000_00);
  const decision = await setting.stores.decisions.find(one.decision);
  if (decision === null) throw new Error('no decision was stored');
  await noteRestrictions(setting.credit, decision, null);
  await noteRestrictions(setting.credit, decision, await setting.stores.history.last(customer.customerKey));
  expect(await checksOf(customer)).toEqual([['limit-exceeded', 'no-history'], ['no-history']]);
});

test('of many at once with the same news one enters', async () => {
  const customer = await aKnownCustomer();
  await Promise.all(Array.from({ length: 12 }, () => submit(customer, 10_00)));
  expect(await checksOf(customer)).toEqual([['no-history']]);
});

test('of many at once with different news no two neighbours are alike, and no place is left out', async () => {
  const customer = await aKnownCustomer();
  const { customerKey } = customer;
  const decisions = Array.from({ length: 30 }, (_none, n) => {
    const told = { check: n % 2 === 0 ? 'a' : 'b', result: 'hit', mode: 'indicate', action: 'save' } as const;
    const restriction = { ...told, unverified: false, seller: 's', analyst: 'a', values: {} };
    const judgement = {
      outcome: 'indicated',
      indicator: 'restricted',
      checks: [],
      restrictions: [restriction],
    } as const;
    return aDecision({ customerKey, judgement: { ...judgement, checks: [], restrictions: [restriction] } });
  });
  await Promise.all(decisions.map((decision) => noteRestrictions(setting.credit, decision, null)));
  const checks = (await checksOf(customer)).map(([check]) => check);
  expect(checks.length).toBeGreaterThan(0);
  for (const [index, check] of checks.entries()) if (index > 0) expect(check).not.toBe(checks[index - 1]);
  const seqs = (await entriesOf(customer)).map(({ seq }) => seq);
  expect(seqs).toEqual(Array.from({ length: checks.length }, (_none, index) => checks.length - index));
});
