/** Owns the guarantee that recording a sale can die at any call to a store and be sent again, as if it had never died. */
import type { CustomerRecord } from '../../contracts/customer';
import type { SaleContent } from '../../contracts/sale';
import { contentHash } from '../../usecases/content-hash';
import { saleKey } from '../../usecases/decide-sale';
import { cancelSale, currentSale, recordSale, reevaluateSale } from '../../usecases/record-sale';
import type { SaleStores } from '../../usecases/stores';
import { aCustomerRecord, aRelease } from '../support/builders';
import { Crash, crashing } from '../support/crashing';
import { gated } from '../support/gated';
import { anIssue } from '../support/movements';
import { uniqueId } from '../support/orders';
import { openSetting, type Setting } from './setting';

jest.setTimeout(300_000);

let setting: Setting;
let branch: string;
let plain: SaleStores;
beforeAll(async () => {
  setting = await openSetting('record-sale-crash');
  plain = { ...setting.credit, sales: setting.stores.sales };
  branch = await setting.branchWith({ 'no-history': { receipt: 'off' }, 'overdue-titles': { receipt: 'off' } });
});
afterAll(() => setting.stop());

interface Stage {
  readonly customer: CustomerRecord;
  readonly at: { readonly branch: string; readonly sale: string };
}
const aStage = (limitCents = 1_000_00): Stage => {
  const limit = { kind: 'amount', amountCents: limitCents, validUntil: null } as const;
  return { customer: aCustomerRecord({ limit }), at: { branch, sale: uniqueId('sale') } };
};

function sending({ customer, at }: Stage, amountCents = 500_00, modality = 'bankSlip') {
  const payments = [{ modality, amountCents, dueOn: ['2026-12-20'] }];
  const rest = { seller: null, note: null, totalCents: amountCents };
  const content: SaleContent = { customerKey: customer.customerKey, payments, ...rest };
  return { ...at, content, contentHash: contentHash(content), customer, subject: 'test' };
}
const record = (amountCents?: number, modality?: string) => (stores: SaleStores, stage: Stage) =>
  recordSale(stores, sending(stage, amountCents, modality));

/** Everything that must be the same whether or not something died on the way; names of this one sale left out. */
async function resultOf({ customer, at }: Stage): Promise<unknown> {
  const decisions = await setting.stores.decisions.ofSale(branch, at.sale, 10);
  const stored = await setting.stores.sales.find(branch, at.sale);
  const { members, reservations } = await setting.exposureOf(customer);
  const { customerKey } = customer;
  const releases = await setting.stores.releases.page({ branches: '*', customerKey, limit: 5 });
  const { reservedCents, openCents } = members[customer.customerKey] ?? {};
  return JSON.parse(
    JSON.stringify({
      status: stored?.status,
      sale: [stored?.evaluation, stored?.content.totalCents, stored?.cancelledBy, stored?.contentHash.length],
      told: (await setting.stores.sales.withOutbox(500)).filter(({ id }) => id === `${branch}/${at.sale}`).length,
      standsByTheLast: stored?.decision === decisions.at(-1)?.decision,
      decisions: decisions.map(({ evaluation, judgement, payments, allowed, reservation }) => ({
        ...{ evaluation, judgement, payments, allowed },
        reservation: reservation && [reservation.reservedCents, reservation.remainingCents],
      })),
      releases: releases.map(({ status, usedCents, claimCount }) => [status, usedCents, claimCount]),
      member: { reservedCents, openCents },
      held: [reservations[saleKey(at)]?.remainingCents, Object.keys(reservations).length],
    }).replaceAll(/rls_[a-z0-9_]+/g, 'rls'),
  ) as unknown;
}

interface Step {
  readonly name: string;
  readonly prepare: () => Promise<Stage>;
  readonly run: (stores: SaleStores, stage: Stage) => Promise<unknown>;
  readonly status: string;
}
const fresh = (limitCents?: number) => () => Promise.resolve(aStage(limitCents));
const after =
  (before: Step['run'], limitCents?: number): Step['prepare'] =>
  async () => {
    const stage = aStage(limitCents);
    await before(plain, stage);
    return stage;
  };

async function released(): Promise<Stage> {
  const stage = aStage(100_00);
  const [scope, { customerKey }] = [{ kind: 'sale', sale: stage.at.sale } as const, stage.customer];
  await setting.stores.releases.insert(aRelease({ customerKey, branch, scope, singleUse: true }), []);
  return stage;
}

const STEPS: readonly Step[] = [
  { name: 'a sale that is allowed', prepare: fresh(), run: record(), status: 'allowed' },
  { name: 'a sale that is refused', prepare: fresh(100_00), run: record(), status: 'refused' },
  { name: 'a sale in cash', prepare: fresh(100_00), run: record(500_00, 'cash'), status: 'allowed' },
  {
    name: 'a sale of a customer whose ledger was not taken in yet',
    prepare: async () => {
      const stage = aStage();
      const { customerKey } = stage.customer;
      await setting.book(anIssue({ branch, customerKey, movement: uniqueId('mv'), amountCents: 100_00 }));
      return stage;
    },
    run: record(),
    status: 'allowed',
  },
  {
    name: 'a refused sale that is corrected',
    prepare: after(record(), 400_00),
    run: record(300_00),
    status: 'allowed',
  },
  {
    name: 'a refused sale that is judged again',
    prepare: async () => {
      const stage = await after(record(), 400_00)();
      const stored = await setting.stores.customers.find(stage.customer.customerKey);
      if (stored === null) throw new Error('the customer is not stored');
      const limit = { kind: 'amount', amountCents: 900_00, validUntil: null } as const;
      await setting.stores.customers.replace({ ...stored, limit }, stored.updatedAt, null);
      return stage;
    },
    run: (stores, { at }) => reevaluateSale(stores, at, 'test'),
    status: 'allowed',
  },
  { name: 'a sale that a release for a single use lets pass', prepare: released, run: record(), status: 'allowed' },
  {
    name: 'a cancellation',
    prepare: after(record()),
    run: (stores, { at }) => cancelSale(stores, at, 'test'),
    status: 'cancelled',
  },
];

describe.each(STEPS.map((step) => [step.name, step] as const))('%s', (_name, step) => {
  test('dies at each call, before and after its effect, and is repeated to the same end', async () => {
    const undisturbed = await step.prepare();
    const { stores, calls } = crashing(plain, null);
    await step.run(stores, undisturbed);
    const expected = await resultOf(undisturbed);
    expect(expected).toMatchObject({ status: step.status });
    for (let call = 1; call <= calls.length; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const stage = await step.prepare();
        await expect(step.run(crashing(plain, { call, when }).stores, stage)).rejects.toThrow(Crash);
        await step.run(plain, stage);
        expect(await resultOf(stage)).toEqual(expected);
      }
    }
  });
});

test('what died is finished before other content counts: an allowed sale conflicts, a refused one is judged anew', async () => {
  const probe = aStage();
  const { stores, calls } = crashing(plain, null);
  await record()(stores, probe);
  for (let call = 1; call <= calls.length; call += 1) {
    for (const limitCents of [1_000_00, 400_00]) {
      const stage = aStage(limitCents);
      await record()(crashing(plain, { call, when: 'after' }).stores, stage).catch(expectCrash);
      const reached = (await setting.stores.decisions.ofSale(branch, stage.at.sale, 10)).length;
      const second = record(300_00)(plain, stage);
      if (reached === 1 && limitCents === 1_000_00)
        await expect(second).rejects.toMatchObject({ code: 'SaleConflict' });
      else await second;
      const stands = await currentSale(plain, stage.at);
      const exposure = await setting.exposureOf(stage.customer);
      expect(stands?.status).toBe('allowed');
      expect(exposure.members[stage.customer.customerKey]?.reservedCents).toBe(stands?.content.totalCents);
    }
  }
});

test('a cancellation finishes what died first, so that nothing stays reserved', async () => {
  const probe = aStage();
  const { stores, calls } = crashing(plain, null);
  await record()(stores, probe);
  const decided = calls.indexOf('decisions.insertOrFind') + 1;
  for (let call = decided; call <= calls.length; call += 1) {
    const stage = aStage();
    await record()(crashing(plain, { call, when: 'after' }).stores, stage).catch(expectCrash);
    expect((await cancelSale(plain, stage.at, 'test')).status).toBe('cancelled');
    expect((await setting.exposureOf(stage.customer)).reservations).toEqual({});
  }
});

describe('of two attempts at one evaluation, one slow', () => {
  const slow = (store: 'exposures' | 'decisions', method: 'reserve' | 'insertOrFind') => gated(plain, store, method);
  const setLimit = async (customer: CustomerRecord, amountCents: number) => {
    const stored = await setting.stores.customers.find(customer.customerKey);
    if (stored === null) throw new Error('the customer is not stored');
    const updatedAt = new Date(Date.parse(stored.updatedAt) + 1).toISOString();
    const limit = { kind: 'amount', amountCents, validUntil: null } as const;
    await setting.stores.customers.replace({ ...stored, limit, updatedAt }, stored.updatedAt, null);
  };

  test('the one that reserved late gives back what another decision refused', async () => {
    const stage = aStage();
    const first = slow('exposures', 'reserve');
    const late = record()(first.stores, stage);
    await first.waiting;
    await setLimit(stage.customer, 1_00);
    const decided = await record()(plain, stage);
    expect(decided.allowed).toBe(false);
    first.letThrough();
    expect(await late).toEqual(decided);
    expect((await setting.exposureOf(stage.customer)).reservations).toEqual({});
  });

  test('the one that refuses never frees what the other has reserved and is about to record', async () => {
    const stage = aStage();
    const first = slow('decisions', 'insertOrFind');
    const allowing = record()(first.stores, stage);
    await first.waiting;
    await setLimit(stage.customer, 1_00);
    const refusing = slow('decisions', 'insertOrFind');
    const second = record()(refusing.stores, stage);
    await refusing.waiting;
    expect((await setting.exposureOf(stage.customer)).members[stage.customer.customerKey]?.reservedCents).toBe(500_00);
    first.letThrough();
    expect((await allowing).allowed).toBe(true);
    refusing.letThrough();
    expect((await second).allowed).toBe(true);
    expect((await setting.exposureOf(stage.customer)).members[stage.customer.customerKey]?.reservedCents).toBe(500_00);
  });

  test('a straggler of the refused evaluation never touches what the corrected sale holds', async () => {
    const stage = aStage(400_00);
    const first = slow('decisions', 'insertOrFind');
    const straggler = record()(first.stores, stage);
    await first.waiting;
    expect((await record()(plain, stage)).allowed).toBe(false);
    expect((await record(300_00)(plain, stage)).allowed).toBe(true);
    first.letThrough();
    await expect(straggler).rejects.toMatchObject({ code: 'SaleConflict' });
    expect((await setting.exposureOf(stage.customer)).members[stage.customer.customerKey]?.reservedCents).toBe(300_00);
  });

  test('cancelled while it was judged anew, a sale holds nothing', async () => {
    const stage = aStage(400_00);
    await record()(plain, stage);
    const first = slow('decisions', 'insertOrFind');
    const correcting = record(300_00)(first.stores, stage);
    await first.waiting;
    await cancelSale(plain, stage.at, 'test');
    first.letThrough();
    await expect(correcting).rejects.toMatchObject({ code: 'SaleConflict' });
    expect((await setting.exposureOf(stage.customer)).reservations).toEqual({});
  });

  test('of two contents at once one is the sale, and only that one is reserved', async () => {
    for (const [one, other] of [
      [500_00, 300_00],
      [300_00, 500_00],
    ] as const) {
      const stage = aStage();
      const first = slow('decisions', 'insertOrFind');
      const slower = record(one)(first.stores, stage);
      await first.waiting;
      const [settled] = await Promise.allSettled([record(other)(plain, stage)]);
      first.letThrough();
      await expect(slower).rejects.toMatchObject({ code: 'SaleConflict' });
      expect(settled.status).toBe('fulfilled');
      const exposure = await setting.exposureOf(stage.customer);
      expect(exposure.members[stage.customer.customerKey]?.reservedCents).toBe(other);
    }
  });

  test('and of two customers, the other one keeps nothing', async () => {
    const stage = aStage();
    const elsewhere = { ...aStage(), at: stage.at };
    const first = slow('decisions', 'insertOrFind');
    const slower = record()(first.stores, stage);
    await first.waiting;
    await record()(plain, elsewhere);
    first.letThrough();
    await expect(slower).rejects.toMatchObject({ code: 'SaleConflict' });
    expect((await setting.exposureOf(stage.customer)).reservations).toEqual({});
    expect(Object.keys((await setting.exposureOf(elsewhere.customer)).reservations)).toEqual([saleKey(stage.at)]);
  });

  test('of two establishments of one group the second waits for the first, and takes nothing of its share', async () => {
    const stage = aStage();
    const sister = aCustomerRecord({ groupKey: stage.customer.groupKey });
    const first = slow('decisions', 'insertOrFind');
    const recording = record()(first.stores, stage);
    await first.waiting;
    const second = record(300_00)(plain, { ...stage, customer: sister });
    await expect(second).rejects.toMatchObject({ code: 'SaleConflict', details: { state: { status: 'judging' } } });
    first.letThrough();
    expect((await recording).allowed).toBe(true);
    const { members } = await setting.exposureOf(stage.customer);
    expect(members[stage.customer.customerKey]?.reservedCents).toBe(500_00);
    expect(members[sister.customerKey]?.reservedCents ?? 0).toBe(0);
  });
});

function expectCrash(thrown: unknown): void {
  expect(thrown).toBeInstanceOf(Crash);
}
