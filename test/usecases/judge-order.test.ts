/** Owns what judging an order guarantees: what is held and what never is, what is reserved, which policy judges. */
import type { CustomerRecord } from '../../contracts/customer';
import type { OrderContent } from '../../contracts/order';
import { CrivoError } from '../../domain/errors';
import { reservationKey, takenCents } from '../../domain/exposure';
import { judgeOrder } from '../../usecases/judge-order';
import { publishPolicy } from '../../usecases/publish-policy';
import { replayDecision } from '../../usecases/replay-decision';
import { aCustomerRecord } from '../support/builders';
import { anIssue } from '../support/movements';
import { uniqueId } from '../support/orders';
import { aContent, again, amending, openSetting, submitting, type Setting } from './setting';

const blocking = { save: 'block', commercialApproval: 'block', financialApproval: 'block' } as const;

let setting: Setting;
let branch: string;
beforeAll(async () => {
  setting = await openSetting('judge-order');
  branch = await setting.branchWith({
    'limit-exceeded': blocking,
    'situation-blocked': blocking,
    'no-limit': blocking,
  });
});
afterAll(() => setting.stop());

const amount = (amountCents: number) => ({ kind: 'amount', amountCents, validUntil: null }) as const;
const stateOf = async (order: string, at = branch) => {
  const stored = await setting.stores.orders.find(at, order);
  if (stored === null) throw new Error('the order is not stored');
  return stored;
};
const reservationOf = async (customer: CustomerRecord, order: string) =>
  (await setting.exposureOf(customer)).reservations[reservationKey({ kind: 'order', branch, id: order })] ?? null;

async function submitted(customer: CustomerRecord, given: Partial<OrderContent> = {}, order = uniqueId('ord')) {
  await judgeOrder(setting.credit, submitting({ branch, order }, customer, aContent(customer, given)));
  return order;
}
async function amended(customer: CustomerRecord, order: string, given: Partial<OrderContent>) {
  const { state, revision } = await stateOf(order);
  const input = amending({ branch, order }, aContent(customer, given), state, revision + 1);
  return (await judgeOrder(setting.credit, input), stateOf(order));
}
async function asked(order: string, cause: 'ask' | 'reevaluate') {
  const { state, revision } = await stateOf(order);
  return (await judgeOrder(setting.credit, again({ branch, order }, cause, state, revision + 1)), stateOf(order));
}
async function change(customer: CustomerRecord, given: Partial<CustomerRecord>) {
  const stored = await setting.stores.customers.find(customer.customerKey);
  if (stored === null) throw new Error('the customer is not stored');
  const updatedAt = new Date(Date.parse(stored.updatedAt) + 1).toISOString();
  expect(await setting.stores.customers.replace({ ...stored, ...given, updatedAt }, stored.updatedAt, null)).toBe(true);
}

describe('what is held', () => {
  test('an order over the limit is held at save, reserves nothing, and is noted as waiting for it', async () => {
    const customer = await setting.aCustomer({ limit: amount(499_99) });
    const order = await submitted(customer);
    expect((await stateOf(order)).state).toMatchObject({ status: 'held', stage: 'save', hold: { outcome: 'blocked' } });
    const exposure = await setting.exposureOf(customer);
    expect(takenCents(exposure, customer.customerKey)).toBe(0);
    expect(Object.values(exposure.held)).toEqual([{ customerKey: customer.customerKey, heldCents: 500_00 }]);
  });

  test('exactly the limit goes on', async () => {
    const customer = await setting.aCustomer({ limit: amount(500_00) });
    expect((await stateOf(await submitted(customer))).state.status).toBe('waiting');
  });

  test.each([
    ['cash', [{ modality: 'cash', amountCents: 500_00, dueOn: [] }]],
    [
      'an instant transfer and customer credit',
      [
        { modality: 'pix', amountCents: 400_00, dueOn: [] },
        { modality: 'customerCredit', amountCents: 100_00, dueOn: [] },
      ],
    ],
  ])(
    'an order paid by %s is never held, whoever the customer is, and takes nothing of a limit',
    async (_what, payments) => {
      const customer = await setting.aCustomer({ situation: 'blocked', limit: { kind: 'none' } });
      const order = await submitted(customer, { payments });
      expect((await stateOf(order)).state).toMatchObject({ status: 'waiting', stage: 'commercialApproval' });
      expect((await stateOf(order)).outcome).not.toBe('blocked');
      expect((await asked(order, 'ask')).state).toMatchObject({ status: 'waiting', stage: 'financialApproval' });
      expect(await reservationOf(customer, order)).toBeNull();
    },
  );

  test('a card is judged as term but takes nothing of the limit', async () => {
    const customer = await setting.aCustomer({ limit: amount(1) });
    const order = await submitted(customer, { payments: [{ modality: 'creditCard', amountCents: 500_00, dueOn: [] }] });
    expect((await stateOf(order)).state.status).toBe('waiting');
    const blocked = await setting.aCustomer({ situation: 'blocked' });
    const held = await submitted(blocked, { payments: [{ modality: 'creditCard', amountCents: 500_00, dueOn: [] }] });
    expect((await stateOf(held)).state.status).toBe('held');
  });

  test('a later hold keeps what the order reserved', async () => {
    const customer = await setting.aCustomer();
    const order = await submitted(customer);
    await change(customer, { situation: 'blocked' });
    expect((await asked(order, 'ask')).state).toMatchObject({ status: 'held', stage: 'commercialApproval' });
    expect(await reservationOf(customer, order)).toMatchObject({ reservedCents: 500_00, remainingCents: 500_00 });
    await change(customer, { situation: 'cleared' });
    expect((await asked(order, 'reevaluate')).state).toMatchObject({ status: 'waiting', stage: 'financialApproval' });
    expect(await reservationOf(customer, order)).toMatchObject({ reservedCents: 500_00 });
  });
});

describe('amending', () => {
  test.each([
    ['less', { totalCents: 300_00 }, 300_00],
    ['as much', {}, 500_00],
    ['a part in cash', mixed(200_00), 300_00],
    ['all in cash', { payments: [{ modality: 'cash', amountCents: 500_00, dueOn: [] }] }, 0],
  ])(
    'an order that asks for %s than before goes on, though its customer has been blocked',
    async (_what, given, reserved) => {
      const customer = await setting.aCustomer();
      const order = await submitted(customer);
      await change(customer, { situation: 'blocked', limit: { kind: 'none' } });
      expect((await amended(customer, order, given)).state).toMatchObject({
        status: 'waiting',
        stage: 'commercialApproval',
      });
      expect((await reservationOf(customer, order))?.reservedCents ?? 0).toBe(reserved);
    },
  );

  test.each([
    ['more', { totalCents: 501_00 }],
    ['later due dates', { payments: [{ modality: 'bankSlip', amountCents: 500_00, dueOn: ['2027-06-20'] }] }],
    ['no due date any more', { payments: [{ modality: 'bankSlip', amountCents: 500_00, dueOn: [] }] }],
  ])('an order that asks for %s is held by what has come up since', async (_what, given) => {
    const customer = await setting.aCustomer();
    const order = await submitted(customer);
    await change(customer, { situation: 'blocked' });
    expect((await amended(customer, order, given)).state.status).toBe('held');
    expect(await reservationOf(customer, order)).toMatchObject({ reservedCents: 500_00 });
  });

  test('to a smaller amount ends a hold by the limit', async () => {
    const customer = await setting.aCustomer({ limit: amount(400_00) });
    const order = await submitted(customer);
    expect((await amended(customer, order, { totalCents: 400_00 })).state).toMatchObject({ status: 'waiting' });
    expect(await reservationOf(customer, order)).toMatchObject({ reservedCents: 400_00 });
    expect((await setting.exposureOf(customer)).held).toEqual({});
  });
});

describe('the limit', () => {
  test('a hundred orders at once never take more than it, and what fits goes on', async () => {
    const customer = await setting.aCustomer({ limit: amount(2_000_00) });
    const orders = await Promise.all(
      Array.from({ length: 100 }, (_, n) => submitted(customer, { totalCents: 90_00 }, uniqueId(`c${n}`))),
    );
    const states = await Promise.all(orders.map(async (order) => (await stateOf(order)).state.status));
    expect(states.filter((status) => status === 'waiting')).toHaveLength(22);
    const exposure = await setting.exposureOf(customer);
    expect(takenCents(exposure, customer.customerKey)).toBe(22 * 90_00);
    expect(Object.keys(exposure.held)).toHaveLength(78);
  }, 120_000);

  test('where it only indicates, the order goes on, reserves, and says that it is over', async () => {
    const indicating = await setting.branchWith({});
    const customer = await setting.aCustomer({ limit: amount(1_00) });
    const at = { branch: indicating, order: uniqueId('ord') };
    const { event } = await judgeOrder(setting.credit, submitting(at, customer));
    expect(event.outcome).toBe('indicated');
    const { reservations } = await setting.exposureOf(customer);
    expect(Object.values(reservations)).toMatchObject([
      { customerKey: customer.customerKey, reservedCents: 500_00, remainingCents: 500_00, overLimit: true },
    ]);
  });

  test('orders of two branches are judged on what both have taken', async () => {
    const other = await setting.branchWith({ 'limit-exceeded': blocking });
    const customer = await setting.aCustomer();
    await submitted(customer, { totalCents: 900_00 });
    const at = { branch: other, order: uniqueId('ord') };
    const { event } = await judgeOrder(
      setting.credit,
      submitting(at, customer, aContent(customer, { totalCents: 200_00 })),
    );
    expect(event.outcome).toBe('blocked');
  });

  test('a title that bills the order takes the place of its reservation', async () => {
    const customer = await setting.aCustomer();
    const order = await submitted(customer);
    await setting.book(
      anIssue({ branch, order, customerKey: customer.customerKey, movement: uniqueId('mv'), amountCents: 500_00 }),
    );
    await asked(order, 'ask');
    const exposure = await setting.exposureOf(customer);
    expect(takenCents(exposure, customer.customerKey)).toBe(500_00);
    expect(exposure.members[customer.customerKey]).toMatchObject({ openCents: 500_00, reservedCents: 0 });
  });
});

describe('the record', () => {
  test('a customer met for the first time is stored with the order, and one who is known stays as known', async () => {
    const met = aCustomerRecord({ limit: { kind: 'unlimited' } });
    await submitted(met);
    expect(await setting.stores.customers.find(met.customerKey)).toEqual(met);
    await change(met, { situation: 'blocked' });
    expect((await stateOf(await submitted(met))).state.status).toBe('held');
  });

  test('fifty evaluations of one revision at once give one decision, one reservation, one announcement', async () => {
    const customer = await setting.aCustomer();
    const at = { branch, order: uniqueId('ord') };
    const input = submitting(at, customer);
    const results = await Promise.all(Array.from({ length: 50 }, () => judgeOrder(setting.credit, input)));
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
    expect(await setting.stores.decisions.ofOrder(branch, at.order, 10)).toHaveLength(1);
    expect(takenCents(await setting.exposureOf(customer), customer.customerKey)).toBe(500_00);
    const outbox = await setting.stores.orders.withOutbox(10_000);
    expect(outbox.find(({ id }) => id === `${branch}/${at.order}`)?.entries).toHaveLength(1);
  });

  test('the policy is pinned at save and changes by an amend; every decision replays to the bit', async () => {
    const id = (await setting.stores.branches.find(branch))?.policy.id ?? '';
    const customer = await setting.aCustomer();
    const order = await submitted(customer);
    const published = await setting.stores.policies.find({ id, version: 1 });
    await publishPolicy(
      { policies: setting.stores.policies, now: () => setting.clock.now },
      'test',
      id,
      1,
      published?.document,
    );
    setting.clock.now = new Date(setting.clock.now.getTime() + 2_000);
    expect((await asked(order, 'reevaluate')).policy.version).toBe(1);
    expect((await asked(order, 'ask')).policy.version).toBe(1);
    expect((await amended(customer, order, { totalCents: 400_00 })).policy.version).toBe(2);
    const decisions = await setting.stores.decisions.ofOrder(branch, order, 10);
    expect(decisions.map(({ policy }) => policy.version)).toEqual([1, 1, 1, 2]);
    for (const decision of decisions) {
      expect((await replayDecision(setting.credit.policies, decision)).identical).toBe(true);
      const forged = {
        ...decision,
        facts: { ...decision.facts, exposureAfterCents: { known: false, why: 'missing' } as const },
      };
      expect((await replayDecision(setting.credit.policies, forged)).identical).toBe(false);
    }
  });

  test.each([
    ['BranchNotFound', 'nowhere', true],
    ['OrderNotFound', null, false],
  ] as const)('without what it is about it is %s, and nothing is written', async (code, at, withSubmission) => {
    const customer = aCustomerRecord();
    const input = submitting({ branch: at ?? branch, order: uniqueId('ord') }, customer);
    const failing = judgeOrder(setting.credit, withSubmission ? input : { ...input, submission: null });
    await expect(failing).rejects.toMatchObject({ code });
    await expect(failing).rejects.toBeInstanceOf(CrivoError);
    expect(await setting.stores.customers.find(customer.customerKey)).toBeNull();
  });
});

function mixed(cashCents: number) {
  return {
    payments: [
      { modality: 'cash', amountCents: cashCents, dueOn: [] },
      { modality: 'bankSlip', amountCents: 500_00 - cashCents, dueOn: ['2026-12-20'] },
    ],
  };
}
