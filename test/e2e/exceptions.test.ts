/** Owns the proof that exceptions and releases which begin and end have the open orders they concern judged again. */
import { ALWAYS_HOLD } from '../../domain/checks';
import type { ExceptionScope } from '../../domain/exceptions';
import { creditChange } from '../../usecases/release-news';
import { newsOfCreation } from '../../usecases/exception-news';
import { sweepExceptions } from '../../usecases/sweep-exceptions';
import { startSweep } from '../../worker/sweeps';
import { anException, aRelease } from '../support/builders';
import { BRANCH, quietTemporal, startCrivo, until, type Crivo } from '../support/crivo';
import { aCustomer, anOrder, uniqueId } from '../support/orders';

let crivo: Crivo;
let sweep: { stop(): Promise<void> };
const WITHIN_MS = 15_000;
const SOON_MS = 5_000;

beforeAll(async () => {
  quietTemporal();
  crivo = await startCrivo({ name: 'exceptions', relays: true });
  await crivo.publish({
    'no-limit': { save: 'block' },
    'situation-blocked': { save: 'block', commercialApproval: 'block' },
  });
  const { exceptions, orders } = crivo.stores;
  const { reevaluate } = crivo.group;
  const log = { info: () => undefined, warn: () => undefined };
  const missed = () => undefined;
  const work = () => sweepExceptions({ exceptions, orders, reevaluate, now: () => new Date(), missed });
  sweep = startSweep({ name: 'exceptions', sweep: work, log, everyMs: 300 });
});
afterAll(async () => {
  await sweep.stop();
  await crivo.stop();
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
async function submitted(given: object = { situation: 'blocked', limit: { kind: 'unlimited' } }) {
  const { document } = aCustomer(0);
  await crivo.call('PUT', `/branches/${BRANCH}/customers`, { document, ...given });
  const order = anOrder({ document });
  const { body, status } = await crivo.call('POST', `/branches/${BRANCH}/orders`, order);
  expect(status).toBe(200);
  return { id: order.id, document, status: body['status'], customerKey: String(body['customerKey']) };
}
const read = async (id: string) => (await crivo.call('GET', `/branches/${BRANCH}/orders/${id}`)).body;
const becomes = (id: string, status: string) =>
  until(async () => (await read(id))['status'] === status, `order ${id} to be ${status}`, WITHIN_MS);
const ask = async (id: string) =>
  (await crivo.call('POST', `/branches/${BRANCH}/orders/${id}/actions/commercialApproval`)).body;
const evaluationsOf = (id: string) =>
  crivo.database.collection<{ _id: string; order: string }>('decisions').countDocuments({ order: id });
async function make(scope: ExceptionScope, given: object = {}) {
  const usual = { branch: BRANCH, check: 'situation-blocked', to: inDays(10), reasonCode: 'GOOD_HISTORY' };
  const { body, status } = await crivo.call('POST', '/exceptions', { ...usual, scope, ...given });
  expect([status, body['code']]).toEqual([200, undefined]);
  return String(body['exception']);
}
async function end(exception: string) {
  const body = { revision: 1, note: 'acordo encerrado' };
  expect(await crivo.call('POST', `/exceptions/${exception}/end`, body)).toMatchObject({ status: 200 });
}

it('a held order goes on by itself when its customer is excepted, and is held at its next stage once that has ended', async () => {
  const order = await submitted();
  expect(order.status).toBe('held');
  const exception = await make({ kind: 'customer', customerKey: order.customerKey });
  await becomes(order.id, 'waiting');
  await end(exception);
  await becomes(order.id, 'held');
  expect(await ask(order.id)).not.toMatchObject({ outcome: 'clear' });
  expect(await read(order.id)).toMatchObject({ status: 'held' });
});

it('an exception that begins and one that ends by its day are waited for, and the order is judged at that moment', async () => {
  const order = await submitted();
  const scope = { kind: 'customer', customerKey: order.customerKey } as const;
  const days = { startsAt: inMs(SOON_MS), endsAt: inMs(3 * SOON_MS), dueAt: inMs(3 * SOON_MS) };
  const made = anException({ scope, branch: BRANCH, check: 'situation-blocked', createdAt: inMs(0), ...days });
  const audit = { id: uniqueId('aud'), at: made.createdAt, subject: 'carla', kind: 'exception' } as const;
  const entry = { ...audit, target: made.exception, branch: BRANCH, before: null, after: made };
  await crivo.stores.exceptions.insert(made, made.createdAt, newsOfCreation(made), entry);
  expect((await read(order.id))['status']).toBe('held');
  await becomes(order.id, 'waiting');
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(made.startsAt));
  await becomes(order.id, 'held');
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(made.endsAt));
  const isEnded = async () => (await crivo.stores.exceptions.find(made.exception))?.ended?.by === 'crivo';
  await until(isEnded, 'its end to be written', WITHIN_MS);
});

it('an order sent under an exception is judged again when that ends, though nothing else happens', async () => {
  const { document } = aCustomer(0);
  const customer = { document, situation: 'blocked', limit: { kind: 'unlimited' } };
  const { body } = await crivo.call('PUT', `/branches/${BRANCH}/customers`, customer);
  const scope = { kind: 'customer', customerKey: String(body['customerKey']) } as const;
  const ends = { endsAt: inMs(2 * SOON_MS), dueAt: inMs(2 * SOON_MS) };
  const made = anException({ scope, branch: BRANCH, check: 'situation-blocked', createdAt: inMs(0), ...ends });
  const audit = { id: uniqueId('aud'), at: made.createdAt, subject: 'carla', kind: 'exception' } as const;
  await crivo.stores.exceptions.insert(made, made.createdAt, [], {
    ...audit,
    target: made.exception,
    branch: BRANCH,
    before: null,
    after: made,
  });
  const order = anOrder({ document });
  const sent = await crivo.call('POST', `/branches/${BRANCH}/orders`, order);
  expect(sent.body).toMatchObject({ status: 'waiting' });
  await becomes(order.id, 'held');
});

it('an exception of a group lets the held orders of its members go on', async () => {
  const [first, second] = [await submitted(), await submitted()];
  const { body } = await crivo.call('POST', '/groups', { name: 'Grupo' });
  const groupKey = String(body['groupKey']);
  for (const { customerKey } of [first, second]) {
    const joined = await crivo.call('POST', `/groups/${groupKey}/members`, { customerKey, note: 'mesmo dono' });
    expect(joined.status).toBe(200);
  }
  await make({ kind: 'group', groupKey });
  await becomes(first.id, 'waiting');
  await becomes(second.id, 'waiting');
});

it('an exception of everybody has only those orders judged again that the check holds; its end those it let pass', async () => {
  const order = await submitted();
  const other = await submitted({ limit: { kind: 'none' } });
  expect([order.status, other.status]).toEqual(['held', 'held']);
  const before = await evaluationsOf(other.id);
  const exception = await make({ kind: 'all' });
  await becomes(order.id, 'waiting');
  await end(exception);
  await becomes(order.id, 'held');
  expect(await evaluationsOf(other.id)).toBe(before);
});

it('what holds everybody moves no order back, holds the next operation, and lets the order go on when it ends', async () => {
  const waiting = await submitted({ limit: { kind: 'unlimited' } });
  expect(waiting.status).toBe('waiting');
  const exception = await make({ kind: 'all' }, { check: ALWAYS_HOLD, effect: 'hold' });
  const held = await submitted({ limit: { kind: 'unlimited' } });
  expect([held.status, (await read(waiting.id))['status']]).toEqual(['held', 'waiting']);
  expect(await ask(waiting.id)).toMatchObject({ status: 'held' });
  await end(exception);
  await becomes(held.id, 'waiting');
  await becomes(waiting.id, 'waiting');
});

it('a release that is revoked, and one whose last day ends, have the open orders judged again', async () => {
  const order = await submitted();
  const until10 = { checks: ['situation-blocked'], ceilingCents: 100_000_00, until: inDays(10) };
  const told = { branch: BRANCH, scope: { kind: 'customer' }, document: order.document, reasonCode: 'GOOD_HISTORY' };
  const { body } = await crivo.call('POST', '/releases', { ...told, ...until10 }, { role: 'manager' });
  await becomes(order.id, 'waiting');
  const revoked = await crivo.call('POST', `/releases/${String(body['release'])}/revoke`, { note: 'engano' });
  expect(revoked.status).toBe(200);
  await becomes(order.id, 'held');
  const release = aRelease({ customerKey: order.customerKey, branch: BRANCH, endsAt: inMs(SOON_MS) });
  await crivo.stores.releases.insert(release, [creditChange(release)]);
  await becomes(order.id, 'waiting');
  await becomes(order.id, 'held');
});
