/** Owns the proof of deadlines, retries and turns of an order's workflow, on skipped time. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { ApplicationFailure } from '@temporalio/common';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Activities, JudgeOrderInput } from '../../activities';
import { orderWorkflows, type OrderWorkflows } from '../../adapters/temporal/order-workflows';
import { next, type Judged } from '../../domain/order';
import type { Outcome } from '../../domain/outcome';
import { quietTemporal, until } from '../support/crivo';
import { uniqueId } from '../support/orders';
import { uniqueTaskQueue } from '../support/servers';
import { noBacktestActivities } from '../support/backtests';
import { noPurchaseActivities } from '../support/purchases';
import { noSyncActivities } from '../support/sync';
import { startTimeSkipping } from '../support/time-skipping';

const HOUR_MS = 3_600_000;
const PERSON = { by: 'person', demandsClear: false } as const;
const STAGES = { commercialApproval: PERSON, financialApproval: PERSON, stockSeparation: PERSON, invoicing: PERSON };

let environment: TestWorkflowEnvironment;
let worker: Worker;
let finished: Promise<void>;
let orders: OrderWorkflows;

/** What the fakes were called with, by order, and what they answer: typed by the real activities. */
const judgements = new Map<string, JudgeOrderInput[]>();
const closed = new Map<string, string>();
const outcomes = new Map<string, (call: number) => Outcome | ApplicationFailure>();

const activities: Activities = {
  ...noSyncActivities,
  ...noBacktestActivities,
  ...noPurchaseActivities,
  judgeOrder: async (input) => {
    const calls = judgements.get(input.order) ?? [];
    judgements.set(input.order, [...calls, input]);
    const outcome = outcomes.get(input.order)?.(calls.length) ?? 'clear';
    if (outcome instanceof ApplicationFailure) throw outcome;
    const now = await environment.currentTimeMs();
    const event: Judged = {
      type: 'judged',
      actions: input.actions,
      by: input.by,
      outcome,
      lowersExposure: false,
      at: new Date(now).toISOString(),
      holdUntil: new Date(now + 72 * HOUR_MS).toISOString(),
      stages: STAGES,
    };
    return { event, decision: `dec_${calls.length}`, submittedHash: 'hash', restrictions: [] };
  },
  deliverWebhook: () => Promise.reject(new Error('no order delivers anything itself')),
  moveOrder: ({ order, generation, revision, state, move }) => {
    const type = move.type === 'cancel' ? 'cancelled' : 'expired';
    closed.set(order, type);
    return Promise.resolve({ generation, revision, state: next(state, { type }) });
  },
  reevaluateGroup: () => Promise.resolve({ orders: 0, wakeAt: null }),
  nextLimitChange: () => Promise.resolve({ wakeAt: null }),
};

beforeAll(async () => {
  quietTemporal();
  environment = await startTimeSkipping();
  const taskQueue = uniqueTaskQueue('order-approval');
  const code = readFileSync(join(__dirname, '../../dist/workflow-bundle.js'), 'utf8');
  worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue,
    workflowBundle: { code },
    activities,
  });
  finished = worker.run();
  orders = orderWorkflows(environment.client, { taskQueue, deadlineMs: 30_000 });
});
afterAll(async () => {
  worker.shutdown();
  await finished;
  await environment.teardown();
});

const submission = { content: {}, contentHash: 'hash', customer: {} } as never;

async function submitted(...answers: (Outcome | ApplicationFailure)[]) {
  const at = { branch: '02', order: uniqueId('wf') };
  outcomes.set(at.order, (call) => answers[Math.min(call, answers.length - 1)] ?? 'clear');
  const answer = await orders.submit(at, 0, { submission, subject: 'erp' });
  return { at, answer, handle: environment.client.workflow.getHandle(`order/${at.branch}/${at.order}`) };
}

describe('an order on skipped time', () => {
  it('that is held expires at its deadline, three days later, and frees what it holds', async () => {
    const { at, answer, handle } = await submitted('blocked');
    expect(answer.state).toMatchObject({ status: 'held', stage: 'save' });
    expect(await handle.result()).toEqual({ status: 'expired' });
    expect(closed.get(at.order)).toBe('expired');
    expect(judgements.get(at.order)).toHaveLength(1);
  });

  it("that couldn't be verified is judged again by itself, ever more rarely, until it is known", async () => {
    const { at, answer, handle } = await submitted('undetermined', 'undetermined', 'undetermined', 'clear', 'clear');
    expect(answer.outcome).toBe('undetermined');
    await environment.sleep('10 min');
    await until(() => Promise.resolve(judgements.get(at.order)?.length === 4), 'the order to be judged again');
    expect(judgements.get(at.order)?.map(({ cause }) => cause)).toEqual(['submit', 'retry', 'retry', 'retry']);
    expect(await handle.query('orderState')).toMatchObject({ status: 'waiting', stage: 'commercialApproval' });
    await orders.cancel(at, { subject: 'erp' });
  });

  it('keeps its deadline when it is judged again and stays blocked', async () => {
    const { at, answer } = await submitted('blocked');
    await environment.sleep('24 h');
    const again = await orders.reevaluate(at, { subject: 'analyst' });
    expect(again.state.hold?.deadline).toBe(answer.state.hold?.deadline);
    await orders.cancel(at, { subject: 'erp' });
  });

  it('that nobody moves on ends after its longest life instead of waiting for ever', async () => {
    const { at, handle } = await submitted('clear');
    expect(await handle.result()).toEqual({ status: 'expired' });
    expect(closed.get(at.order)).toBe('expired');
  });

  it('whose first judging fails for good can be sent again under the same id', async () => {
    const at = { branch: '02', order: uniqueId('wf') };
    const failure = ApplicationFailure.nonRetryable('no such policy', 'PolicyNotFound');
    outcomes.set(at.order, (call) => (call === 0 ? failure : 'clear'));
    const submit = () => orders.submit(at, 0, { submission, subject: 'erp' });
    await expect(submit()).rejects.toMatchObject({ code: 'PolicyNotFound' });
    const handle = environment.client.workflow.getHandle(`order/${at.branch}/${at.order}`);
    await expect(handle.result()).rejects.toThrow();
    expect((await submit()).state).toMatchObject({ status: 'waiting' });
    await orders.cancel(at, { subject: 'erp' });
  });

  it('asked, amended and cancelled at once takes one at a time, and every caller gets an answer', async () => {
    const { at, handle } = await submitted('clear');
    const amendment = { content: {}, contentHash: 'other' } as never;
    const calls = await Promise.allSettled([
      orders.ask(at, { action: 'commercialApproval', subject: 'ana' }),
      orders.ask(at, { action: 'commercialApproval', subject: 'bia' }),
      orders.amend(at, { amendment, subject: 'erp' }),
      orders.cancel(at, { subject: 'erp' }),
    ]);
    const refusals = calls.flatMap((call) =>
      call.status === 'rejected' ? [(call.reason as { code: string }).code] : [],
    );
    for (const code of refusals) expect(['ActionNotDue', 'OrderClosed']).toContain(code);
    expect(await handle.result()).toEqual({ status: 'cancelled' });
    // On a busy machine one evaluation may be made twice, under the same revision; two never share one.
    const made = judgements.get(at.order)?.map(({ revision, cause }) => `${revision} ${cause}`) ?? [];
    const revisions = new Set(made.map((one) => one.split(' ')[0]));
    expect(new Set(made).size).toBe(revisions.size);
  });

  it('whose own evaluation fails for good goes on living: it is tried again, and people can still move it', async () => {
    const failure = ApplicationFailure.nonRetryable('this program cannot read the policy', 'PolicyInvalid');
    const { at, handle } = await submitted('undetermined', failure, failure, 'clear');
    await environment.sleep('20 min');
    await until(() => Promise.resolve(judgements.get(at.order)?.length === 4), 'the order to be judged again');
    expect(await handle.query('orderState')).toMatchObject({ status: 'waiting', stage: 'commercialApproval' });
    await orders.cancel(at, { subject: 'erp' });

    const other = await submitted('undetermined', failure);
    await environment.sleep('2 min');
    await until(() => Promise.resolve((judgements.get(other.at.order)?.length ?? 0) > 1), 'the retry to fail');
    expect(await orders.cancel(other.at, { subject: 'erp' })).toMatchObject({ status: 'cancelled' });
    expect(await other.handle.result()).toEqual({ status: 'cancelled' });
  });
});
