/** Owns the proof of a hold's times on skipped days: it calls for attention, then ends as its branch says. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createActivities } from '../../activities';
import { orderWorkflows, type OrderWorkflows } from '../../adapters/temporal/order-workflows';
import type { BranchParameters } from '../../contracts/branch';
import { takenCents } from '../../domain/exposure';
import { ORDER_LIFE_MS, type OrderState } from '../../domain/order';
import { contentHash } from '../../usecases/content-hash';
import { quietTemporal, until } from '../support/crivo';
import { memoryCrivo, type MemoryCrivo } from '../support/memory-crivo';
import { uniqueId } from '../support/orders';
import { uniqueTaskQueue } from '../support/servers';
import { startTimeSkipping } from '../support/time-skipping';
import { aContent } from '../usecases/setting';

const HOUR_MS = 3_600_000;

let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  quietTemporal();
  environment = await startTimeSkipping();
});
afterAll(() => environment.teardown());

interface Running {
  readonly crivo: MemoryCrivo;
  readonly orders: OrderWorkflows;
  stop(): Promise<void>;
}

/** A worker whose activities are the product's own, on stores in memory, with the server's skipped clock. */
async function running(parameters: Partial<BranchParameters>): Promise<Running> {
  const crivo = memoryCrivo({ 'situation-blocked': { save: 'block', commercialApproval: 'block' } }, parameters);
  const real = createActivities(crivo.stores, {} as never, {} as never, {} as never, {} as never, {} as never);
  const inTime =
    <A, R>(activity: (input: A) => Promise<R>) =>
    async (input: A): Promise<R> => {
      crivo.clock.nowMs = Math.max(crivo.clock.nowMs, await environment.currentTimeMs());
      return activity(input);
    };
  const taskQueue = uniqueTaskQueue('hold-times');
  const code = readFileSync(join(__dirname, '../../dist/workflow-bundle.js'), 'utf8');
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue,
    workflowBundle: { code },
    activities: { judgeOrder: inTime(real.judgeOrder), moveOrder: inTime(real.moveOrder) },
  });
  const finished = worker.run();
  const stop = async () => {
    worker.shutdown();
    await finished;
  };
  return { crivo, orders: orderWorkflows(environment.client, { taskQueue, deadlineMs: 30_000 }), stop };
}

async function held({ crivo, orders }: Running) {
  crivo.clock.nowMs = await environment.currentTimeMs();
  const customer = await crivo.aCustomer({ situation: 'blocked' });
  const content = aContent(customer);
  const at = { branch: crivo.branch, order: uniqueId('hold') };
  const submission = { content, contentHash: contentHash(content), customer };
  const { state } = await orders.submit(at, 0, { submission, subject: 'erp' });
  expect(state.status).toBe('held');
  const handle = environment.client.workflow.getHandle(`order/${at.branch}/${at.order}`);
  const stored = async () => (await crivo.stores.orders.find(at.branch, at.order))?.state as OrderState;
  return { at, handle, state, stored, customer, since: Date.parse(state.hold?.since ?? '') };
}

const taken = ({ crivo }: Running, { groupKey, customerKey }: { groupKey: string; customerKey: string }) =>
  crivo.stores.exposures.peek(groupKey, customerKey).then((exposure) => takenCents(exposure, customerKey));

it('calls for attention at the share of its time, stays held, and expires the order at its deadline', async () => {
  const now = await running({ holdDeadlineHours: 72, holdEscalation: { atPercent: 50 } });
  const { handle, state, stored, since, customer } = await held(now);
  expect(Date.parse(state.hold?.escalateAt ?? '') - since).toBe(36 * HOUR_MS);
  await environment.sleep('37 h');
  await until(async () => (await stored()).hold?.escalations === 1, 'the call for attention');
  expect(await stored()).toMatchObject({ status: 'held', hold: { deadline: state.hold?.deadline } });
  expect((await stored()).hold?.escalateAt).toBeUndefined();
  expect(await handle.result()).toEqual({ status: 'expired' });
  expect((await stored()).status).toBe('expired');
  expect(await taken(now, customer)).toBe(0);
  await now.stop();
});

it('where the branch keeps holds, calls again at each deadline, a bounded number of times, until the order is too old', async () => {
  const now = await running({ holdDeadlineHours: 24, holdEscalation: null, holdEnd: 'keep' });
  const { handle, stored, since } = await held(now);
  await environment.sleep('25 h');
  await until(async () => (await stored()).hold?.escalations === 1, 'the first call');
  const second = Date.parse((await stored()).hold?.deadline ?? '');
  expect(second - since).toBeGreaterThanOrEqual(48 * HOUR_MS);
  expect(second - since).toBeLessThan(49 * HOUR_MS);
  await environment.sleep('12 days');
  await until(async () => (await stored()).hold?.escalations === 10, 'the tenth call');
  const life = Date.parse((await stored()).hold?.deadline ?? '') - since;
  expect(Math.abs(life - ORDER_LIFE_MS)).toBeLessThan(HOUR_MS);
  expect(await handle.result()).toEqual({ status: 'expired' });
  expect(((await environment.currentTimeMs()) - since) / ORDER_LIFE_MS).toBeGreaterThan(0.99);
  await now.stop();
});

it('by the business calendar ends with its last business day, and does not call on a closed one', async () => {
  const now = await running({ holdDeadline: { businessDays: 2 }, holdEscalation: { atPercent: 50 } });
  const { state, handle } = await held(now);
  const zone = { timeZone: 'America/Sao_Paulo' };
  const deadline = new Date(state.hold?.deadline ?? '');
  expect(deadline.toLocaleTimeString('pt-BR', zone)).toBe('00:00:00');
  const lastDay = new Date(deadline.getTime() - 1).toLocaleDateString('en-US', { ...zone, weekday: 'short' });
  const calls = new Date(state.hold?.escalateAt ?? '').toLocaleDateString('en-US', { ...zone, weekday: 'short' });
  for (const day of [lastDay, calls]) expect(['Sat', 'Sun']).not.toContain(day);
  expect(await handle.result()).toEqual({ status: 'expired' });
  expect(await environment.currentTimeMs()).toBeGreaterThanOrEqual(deadline.getTime());
  await now.stop();
});

it('does not run while a person holds the order; let go, the hold beneath has its time again', async () => {
  const now = await running({ holdDeadlineHours: 24, holdEscalation: null });
  const { at, handle, stored, since } = await held(now);
  await now.orders.hold(at, { subject: 'ana', reason: 'Aguardar contrato' });
  await environment.sleep('60 days');
  expect(await stored()).toMatchObject({ status: 'held', forced: { by: 'ana' } });
  await now.orders.unhold(at, { subject: 'ana' });
  const deadline = Date.parse((await stored()).hold?.deadline ?? '');
  expect(deadline - since).toBeGreaterThan(60 * 24 * HOUR_MS);
  expect(await stored()).not.toHaveProperty('forced');
  expect(await handle.result()).toEqual({ status: 'expired' });
  await now.stop();
});

it('a reopened order has a life of its own', async () => {
  const now = await running({ holdDeadlineHours: 24, holdEscalation: null });
  const { at, handle, stored, since } = await held(now);
  expect(await handle.result()).toEqual({ status: 'expired' });
  await environment.sleep('170 days');
  const record = await now.crivo.stores.orders.find(at.branch, at.order);
  if (record === null) throw new Error('the order is not stored');
  const expiresAt = (await environment.currentTimeMs()) + ORDER_LIFE_MS;
  const carried = { state: { ...record.state, status: 'new' as const }, revision: 0, submitted: null, expiresAt };
  const answer = await now.orders.reopen(at, { generation: 1, carried, subject: 'ana' });
  expect(answer.state).toMatchObject({ status: 'held', hold: { action: 'save' } });
  expect(Date.parse(answer.state.hold?.deadline ?? '') - since).toBeGreaterThan(170 * 24 * HOUR_MS);
  expect(await stored()).toMatchObject({ status: 'held' });
  const again = environment.client.workflow.getHandle(`order/${at.branch}/${at.order}`);
  expect(await again.result()).toEqual({ status: 'expired' });
  await now.stop();
});
