/** Owns the proof that a worker killed at any point leaves every order as if it had not been. */
import { BRANCH, quietTemporal, startCrivo, startWorker, until, type Crivo } from '../support/crivo';
import { startKillable } from '../support/kill';
import { aCustomer, anOrder } from '../support/orders';

let crivo: Crivo;
beforeAll(async () => {
  quietTemporal();
  crivo = await startCrivo({ name: 'killed-worker', worker: false });
  await crivo.publish({ 'limit-exceeded': { save: 'block' } });
});
afterAll(() => crivo.stop());

/** Every write of an evaluation, before and after; `noteHeld` and `free` only happen to some orders. */
const POINTS = ['exposures.reserve', 'decisions.insertOrFind', 'orders.write'].flatMap((call) => [
  `${call}:before`,
  `${call}:after`,
]);
const HELD_POINTS = ['exposures.noteHeld:after', 'decisions.insertOrFind:after'];
const CANCEL_POINTS = ['exposures.free:before', 'exposures.free:after', 'orders.write:before', 'orders.write:after'];

interface Ending {
  readonly [part: string]: unknown;
}

/** What must not depend on whether somebody was killed. */
async function endingOf(customerKey: string, groupKey: string, orderId: string): Promise<Ending> {
  const order = await crivo.stores.orders.find(BRANCH, orderId);
  const decisions = await crivo.stores.decisions.ofOrder(BRANCH, orderId, 10);
  const exposure = await crivo.stores.exposures.peek(groupKey, customerKey);
  const [announced] = (await crivo.stores.orders.withOutbox(500)).filter(({ id }) => id.endsWith(`/${orderId}`));
  return {
    status: order?.state.status,
    stage: order?.state.stage,
    restrictions: order?.restrictions.map(({ check }) => check),
    decisions: decisions.map(({ judgement, reservation, cause }) => [
      cause,
      judgement.outcome,
      reservation?.reservedCents,
    ]),
    taken: exposure.members[customerKey],
    reservations: Object.values(exposure.reservations).map(({ reservedCents, remainingCents }) => [
      reservedCents,
      remainingCents,
    ]),
    held: Object.values(exposure.held).map(({ heldCents }) => heldCents),
    // That an order was stored late is news inside: what may have come meanwhile is looked for. Nobody outside is told.
    announced: announced?.entries.map(({ event }) => event).filter((event) => event !== 'creditChanged'),
  };
}

async function customer(limitCents: number) {
  const body = aCustomer(limitCents);
  const answer = await crivo.call('PUT', `/branches/${BRANCH}/customers`, body);
  return {
    document: body.document,
    customerKey: String(answer.body['customerKey']),
    groupKey: String(answer.body['groupKey']),
  };
}

async function submitWith(point: string | null, limitCents: number): Promise<Ending> {
  const who = await customer(limitCents);
  const order = anOrder({ document: who.document, amountCents: 90_000 });
  const answered = await whileKilling(point, () => crivo.call('POST', `/branches/${BRANCH}/orders`, order));
  expect(answered).toMatchObject({ status: 200 });
  return endingOf(who.customerKey, who.groupKey, order.id);
}

async function cancelWith(point: string | null): Promise<Ending> {
  const who = await customer(500_000);
  const order = anOrder({ document: who.document, amountCents: 90_000 });
  const worker = await startWorker(crivo);
  await crivo.call('POST', `/branches/${BRANCH}/orders`, order);
  await worker.stop();
  const cancel = () => crivo.call('POST', `/branches/${BRANCH}/orders/${order.id}/cancel`);
  await whileKilling(point, cancel);
  await until(
    async () => (await crivo.stores.orders.find(BRANCH, order.id))?.state.status === 'cancelled',
    'the order to be cancelled',
  );
  return endingOf(who.customerKey, who.groupKey, order.id);
}

/** Asks a worker that stops at `point`, kills it there, and lets another one answer. */
async function whileKilling<T>(point: string | null, ask: () => Promise<T>): Promise<T> {
  const { databaseName: database, taskQueue } = crivo;
  const first = point === null ? null : await startKillable('worker', { database, taskQueue, point });
  const asked = ask();
  await first?.reached();
  await first?.kill();
  if (first) console.info(`killed worker ${first.pid} at ${point}`);
  const second = await startWorker(crivo);
  try {
    return await asked;
  } finally {
    await second.stop();
  }
}

describe('R4: a worker killed while it', () => {
  let clear: Ending;
  let held: Ending;
  let cancelled: Ending;
  beforeAll(async () => {
    clear = await submitWith(null, 500_000);
    held = await submitWith(null, 10_000);
    cancelled = await cancelWith(null);
  });

  it('endings differ where they should, so that comparing them says something', () => {
    expect(clear).toMatchObject({ status: 'waiting', announced: ['order.advanced'], taken: { takenCents: 90_000 } });
    expect(held).toMatchObject({
      status: 'held',
      announced: ['order.held', 'holdNoted'],
      taken: { takenCents: 0 },
      held: [90_000],
    });
    expect(cancelled).toMatchObject({ status: 'cancelled', taken: { takenCents: 0 }, reservations: [] });
  });

  it.each(POINTS)('lets an order go on ends as if nothing had happened: %s', async (point) => {
    expect(await submitWith(point, 500_000)).toEqual(clear);
  });
  it.each(HELD_POINTS)('holds an order ends as if nothing had happened: %s', async (point) => {
    expect(await submitWith(point, 10_000)).toEqual(held);
  });
  it.each(CANCEL_POINTS)('cancels an order ends as if nothing had happened: %s', async (point) => {
    expect(await cancelWith(point)).toEqual(cancelled);
  });
});
