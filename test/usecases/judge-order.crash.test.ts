/** Owns the guarantee that judging an order can die at any call to a store and be repeated, as if it had never died. */
import type { CustomerRecord } from '../../contracts/customer';
import { reservationKey } from '../../domain/exposure';
import type { OrderState } from '../../domain/order';
import { judgeOrder } from '../../usecases/judge-order';
import { moveOrder, type OrderMove } from '../../usecases/move-order';
import { decisionId } from '../../usecases/order-subject';
import type { CreditStores } from '../../usecases/stores';
import { aRelease } from '../support/builders';
import { Crash, crashing, type CrashPoint } from '../support/crashing';
import { anIssue } from '../support/movements';
import { uniqueId } from '../support/orders';
import { aContent, again, amending, openSetting, submitting, type Setting } from './setting';

jest.setTimeout(300_000);

let setting: Setting;
let branch: string;
beforeAll(async () => {
  setting = await openSetting('judge-order-crash');
  branch = await setting.branchWith({ 'limit-exceeded': blocking, 'situation-blocked': blocking });
});
afterAll(() => setting.stop());

const blocking = { save: 'block', commercialApproval: 'block', financialApproval: 'block' } as const;

/** One order of one customer, brought to where the step under test begins. */
interface Stage {
  readonly customer: CustomerRecord;
  readonly at: { readonly branch: string; readonly order: string };
  readonly state: OrderState;
  readonly revision: number;
}
interface Step {
  readonly name: string;
  readonly prepare: () => Promise<Stage>;
  readonly run: (stores: CreditStores, stage: Stage) => Promise<unknown>;
  readonly status: OrderState['status'];
}

async function begin(customer: Partial<CustomerRecord> = {}): Promise<Stage> {
  const stored = await setting.aCustomer(customer);
  const state = { status: 'new', stage: 'save', hold: null, awaits: 'nothing' } as const;
  return { customer: stored, at: { branch, order: uniqueId('ord') }, state, revision: 0 };
}
async function submitted(totalCents: number, customer: Partial<CustomerRecord> = {}): Promise<Stage> {
  const stage = await begin(customer);
  const content = aContent(stage.customer, { totalCents });
  await judgeOrder(setting.credit, submitting(stage.at, stage.customer, content));
  return atPresent(stage);
}
async function atPresent(stage: Stage): Promise<Stage> {
  const stored = await setting.stores.orders.find(branch, stage.at.order);
  if (stored === null) throw new Error('the order is not stored');
  return { ...stage, state: stored.state, revision: stored.revision };
}
async function releasing(given: Partial<Parameters<typeof aRelease>[0]> = {}): Promise<Stage> {
  const stage = await begin({ situation: 'blocked' });
  const { customerKey } = stage.customer;
  await setting.stores.releases.insert(aRelease({ customerKey, branch, ...given }), []);
  return stage;
}
const lift = async (stage: Stage, limitCents: number): Promise<Stage> => {
  const stored = await setting.stores.customers.find(stage.customer.customerKey);
  if (stored === null) throw new Error('the customer is not stored');
  const limit = { kind: 'amount', amountCents: limitCents, validUntil: null } as const;
  const changed = { ...stored, limit, updatedAt: new Date(Date.parse(stored.updatedAt) + 1).toISOString() };
  await setting.stores.customers.replace(changed, stored.updatedAt, null);
  return stage;
};
const billing = (stage: Stage, amountCents: number) =>
  setting.book(
    anIssue({
      branch,
      order: stage.at.order,
      customerKey: stage.customer.customerKey,
      movement: uniqueId('mv'),
      amountCents,
    }),
  );

const submit: Step['run'] = (stores, { at, customer }) => judgeOrder(stores, submitting(at, customer));
const amend =
  (totalCents: number): Step['run'] =>
  (stores, { at, customer, state, revision }) =>
    judgeOrder(stores, amending(at, aContent(customer, { totalCents }), state, revision + 1));
const ask: Step['run'] = (stores, { at, state, revision }) => judgeOrder(stores, again(at, 'ask', state, revision + 1));
const reevaluate: Step['run'] = (stores, { at, state, revision }) =>
  judgeOrder(stores, again(at, 'reevaluate', state, revision + 1));
const move =
  (way: OrderMove): Step['run'] =>
  (stores, { at, state, revision }) =>
    moveOrder(stores, {
      ...at,
      generation: 0,
      revision: revision + 1,
      move: way,
      subject: 'test',
      state,
      at: '2026-11-20T16:00:00.000Z',
    });
const cancel = move({ type: 'cancel' });

const STEPS: readonly Step[] = [
  { name: 'a submit that goes on', prepare: () => begin(), run: submit, status: 'waiting' },
  { name: 'a submit that is held', prepare: () => begin({ situation: 'blocked' }), run: submit, status: 'held' },
  {
    name: 'a submit of a customer whose ledger was not taken in yet',
    prepare: async () => {
      const stage = await begin();
      await billing({ ...stage, at: { branch, order: 'another' } }, 100_00);
      return stage;
    },
    run: submit,
    status: 'waiting',
  },
  {
    name: 'a submit that a release for a single use lets go on',
    prepare: () => releasing({ singleUse: true }),
    run: submit,
    status: 'waiting',
  },
  {
    name: 'a submit, another check released',
    prepare: () => releasing({ checks: ['no-history'] }),
    run: submit,
    status: 'held',
  },
  {
    name: 'an amend that raises what it has of a release',
    prepare: async () => {
      const stage = await releasing();
      await judgeOrder(setting.credit, submitting(stage.at, stage.customer));
      return atPresent(stage);
    },
    run: amend(700_00),
    status: 'waiting',
  },
  { name: 'an amend that raises', prepare: () => submitted(500_00), run: amend(700_00), status: 'waiting' },
  { name: 'an amend that lowers', prepare: () => submitted(500_00), run: amend(300_00), status: 'waiting' },
  { name: 'an amend beyond the limit', prepare: () => submitted(500_00), run: amend(1_300_00), status: 'held' },
  { name: 'an action', prepare: () => submitted(500_00), run: ask, status: 'waiting' },
  {
    name: 'the end of a hold at save',
    prepare: async () => lift(await submitted(1_500_00), 9_000_00),
    run: reevaluate,
    status: 'waiting',
  },
  {
    name: 'a re-evaluation after a part was billed',
    prepare: async () => {
      const stage = await submitted(500_00);
      await billing(stage, 200_00);
      return stage;
    },
    run: reevaluate,
    status: 'waiting',
  },
  { name: 'a cancellation', prepare: () => submitted(500_00), run: cancel, status: 'cancelled' },
  { name: 'a cancellation of a held order', prepare: () => submitted(1_500_00), run: cancel, status: 'cancelled' },
  {
    name: 'a closing after a part was billed',
    prepare: async () => {
      const stage = await submitted(500_00);
      await billing(stage, 200_00);
      return stage;
    },
    run: move({ type: 'close' }),
    status: 'done',
  },
  {
    name: 'a hold by hand',
    prepare: () => submitted(500_00),
    run: move({ type: 'hold', reason: 'Aguardar contrato' }),
    status: 'held',
  },
  {
    name: "a hold's call for attention",
    prepare: () => submitted(1_500_00),
    run: move({ type: 'escalate' }),
    status: 'held',
  },
];

async function announcedOf(order: string): Promise<string[]> {
  const orders = setting.stores.database.collection<{ _id: string; outbox?: { event: string }[] }>('orders');
  return (await orders.findOne({ _id: `${branch}/${order}` }))?.outbox?.map(({ event }) => event) ?? [];
}

/** Everything that must be the same whether or not something died on the way; names of this one order left out. */
async function resultOf({ at, customer, revision }: Stage): Promise<unknown> {
  const key = reservationKey({ kind: 'order', branch, id: at.order });
  const [order, decisions, exposure, releases, announced] = await Promise.all([
    setting.stores.orders.find(branch, at.order),
    setting.stores.decisions.ofOrder(branch, at.order, 100),
    setting.exposureOf(customer),
    setting.stores.releases.page({ branches: '*', customerKey: customer.customerKey, limit: 5 }),
    announcedOf(at.order),
  ]);
  const { ledgerCount, openCents, reservedCents } = exposure.members[customer.customerKey] ?? {};
  const named = {
    state: order?.state,
    revision: order?.revision,
    content: { ...order?.content, customerKey: '' },
    passed: Object.keys(order?.passedBy ?? {}),
    decisions: decisions.map(({ evaluation, judgement, state, reservation }) => ({
      evaluation,
      judgement,
      state,
      reservation: reservation && { ...reservation, customerKey: '' },
    })),
    member: { ledgerCount, openCents, reservedCents },
    reserved: exposure.reservations[key]?.remainingCents,
    held: exposure.held[key]?.heldCents,
    others: Object.keys(exposure.reservations).length,
    releases: releases.map(({ status, usedCents, claims }) => [
      status,
      usedCents,
      Object.values(claims).map(({ amountCents, before }) => [amountCents, before?.amountCents]),
    ]),
    announced,
    lastIsOurs: order?.lastDecision === decisionId({ ...at, generation: 0, revision: revision + 1 }),
  };
  return JSON.parse(JSON.stringify(named).replaceAll(/rls_[a-z0-9_]+/g, 'rls')) as unknown;
}

async function crash(step: Step, stage: Stage, point: CrashPoint): Promise<void> {
  const { stores } = crashing(setting.credit, point);
  await expect(step.run(stores, stage)).rejects.toThrow(Crash);
}

describe.each(STEPS.map((step) => [step.name, step] as const))('%s', (_name, step) => {
  test('dies at each call, before and after its effect, and is repeated to the same end', async () => {
    const undisturbed = await step.prepare();
    const { stores, calls } = crashing(setting.credit, null);
    await step.run(stores, undisturbed);
    const expected = await resultOf(undisturbed);
    expect(expected).toMatchObject({ state: { status: step.status } });
    expect(calls.length).toBeGreaterThan(1);
    for (let call = 1; call <= calls.length; call += 1) {
      for (const when of ['before', 'after'] as const) {
        const stage = await step.prepare();
        await crash(step, stage, { call, when });
        await step.run(setting.credit, stage);
        expect([calls[call - 1], when, await resultOf(stage)]).toEqual([calls[call - 1], when, expected]);
        await step.run(setting.credit, stage);
        expect(await resultOf(stage)).toEqual(expected);
      }
    }
  });

  test('dies again while it is repeated, and still comes to the same end', async () => {
    const undisturbed = await step.prepare();
    const { stores, calls } = crashing(setting.credit, null);
    await step.run(stores, undisturbed);
    const expected = await resultOf(undisturbed);
    for (let call = 1; call <= calls.length; call += 1) {
      const stage = await step.prepare();
      await crash(step, stage, { call, when: 'after' });
      await crash(step, stage, { call: 1, when: 'before' });
      // What is done already is not called again, so a later point may not be reached any more.
      await step.run(crashing(setting.credit, { call, when: 'after' }).stores, stage).catch(expectCrash);
      await step.run(setting.credit, stage);
      expect(await resultOf(stage)).toEqual(expected);
    }
  });
});

function expectCrash(thrown: unknown): void {
  expect(thrown).toBeInstanceOf(Crash);
}

test('when the customer changes between a death and its repetition, one decision stands and the exposure is its', async () => {
  const probe = await begin();
  const { stores, calls } = crashing(setting.credit, null);
  await submit(stores, probe);
  for (let call = 1; call <= calls.length; call += 1) {
    for (const when of ['before', 'after'] as const) {
      for (const cents of [100_00, 9_000_00]) {
        const stage = await begin({ limit: { kind: 'amount', amountCents: cents, validUntil: null } });
        await crash({ name: '', prepare: begin, run: submit, status: 'waiting' }, stage, { call, when });
        await lift(stage, cents === 100_00 ? 9_000_00 : 100_00);
        await submit(setting.credit, stage);
        const [decision, ...others] = await setting.stores.decisions.ofOrder(branch, stage.at.order, 10);
        const order = await setting.stores.orders.find(branch, stage.at.order);
        const exposure = await setting.exposureOf(stage.customer);
        const key = reservationKey({ kind: 'order', branch, id: stage.at.order });
        expect(others).toEqual([]);
        expect(order?.state).toEqual(decision?.state);
        const { sequence, at, ...held } = exposure.reservations[key] ?? {};
        expect(sequence === undefined ? null : held).toEqual(decision?.reservation);
        expect(at === undefined).toBe(decision?.reservation === null);
        expect(exposure.held[key]?.heldCents ?? 0).toBe(decision?.state.status === 'held' ? 500_00 : 0);
        expect(exposure.members[stage.customer.customerKey]?.reservedCents).toBe(
          decision?.reservation?.remainingCents ?? 0,
        );
      }
    }
  }
});
