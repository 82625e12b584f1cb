/** Owns the proof of a delivery's spacing over days and of its end, on skipped time, with a real log. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Activities } from '../../activities';
import { webhookWorkflowId, webhookWorkflows, type WebhookWorkflows } from '../../adapters/temporal/webhook-workflows';
import type { SendResult } from '../../adapters/webhooks/sender';
import { MAX_ATTEMPTS } from '../../domain/webhooks';
import { deliverWebhook } from '../../usecases/deliver-webhook';
import { aDecision, anAnnouncement } from '../support/builders';
import { quietTemporal } from '../support/crivo';
import { uniqueTaskQueue } from '../support/servers';
import { openStores, type TestStores } from '../support/stores';
import { noBacktestActivities } from '../support/backtests';
import { noPurchaseActivities } from '../support/purchases';
import { noSyncActivities } from '../support/sync';
import { startTimeSkipping } from '../support/time-skipping';
import { deliveryDeps, registered } from '../support/webhooks';

const HOUR_MS = 3_600_000;

let environment: TestWorkflowEnvironment;
let stores: TestStores;
let worker: Worker;
let finished: Promise<void>;
let workflows: WebhookWorkflows;

/** When each message was sent, by its id, and what the receiver answers to the nth. */
const sentAt = new Map<string, number[]>();
const answers = new Map<string, (nth: number) => SendResult>();
const status = (code: number, retryAfter: string | null = null): SendResult => {
  return { kind: 'answered', status: code, retryAfter };
};

beforeAll(async () => {
  quietTemporal();
  [environment, stores] = await Promise.all([startTimeSkipping(), openStores('webhook-delivery')]);
  const never = () => Promise.reject(new Error('not part of this suite'));
  const activities: Activities = {
    ...noSyncActivities,
    ...noBacktestActivities,
    ...noPurchaseActivities,
    judgeOrder: never,
    moveOrder: never,
    reevaluateGroup: never,
    nextLimitChange: never,
    deliverWebhook: async (input) => {
      const now = await environment.currentTimeMs();
      const sender = {
        send: async ({ id }: { id: string }) => {
          const times = [...(sentAt.get(id) ?? []), now];
          sentAt.set(id, times);
          return answers.get(id)?.(times.length) ?? status(204);
        },
      };
      return deliverWebhook(deliveryDeps(stores, { sender, now: () => new Date(now) }), input);
    },
  };
  const taskQueue = uniqueTaskQueue('webhook-delivery');
  const code = readFileSync(join(__dirname, '../../dist/workflow-bundle.js'), 'utf8');
  const connection = environment.nativeConnection;
  worker = await Worker.create({ connection, taskQueue, workflowBundle: { code }, activities });
  finished = worker.run();
  workflows = webhookWorkflows(environment.client, { taskQueue, deadlineMs: 30_000 });
});
afterAll(async () => {
  worker.shutdown();
  await finished;
  await environment.teardown();
  await stores.stop();
});

/** Delivers one event to a new endpoint and waits for its end. */
async function delivered(how: (nth: number) => SendResult) {
  const { record } = await registered(stores, { url: 'http://127.0.0.1:9/hooks' });
  const decision = await stores.decisions.insertOrFind(aDecision());
  const entry = anAnnouncement({ decision: decision.decision });
  answers.set(entry.id, how);
  const start = { endpoint: record.endpoint, entry, round: 1 };
  await workflows.start(start);
  const ended = () => environment.client.workflow.getHandle(webhookWorkflowId(start)).result() as Promise<unknown>;
  return { start, end: await ended(), ended, log: () => stores.webhookDeliveries.find(record.endpoint, entry.id) };
}
const gaps = (id: string) => (sentAt.get(id) ?? []).map((at, n, all) => at - (all[n - 1] ?? at)).slice(1);

test('500, then 200 is delivered at the second attempt, seconds later', async () => {
  const { start, end, log } = await delivered((nth) => status(nth === 1 ? 500 : 200));
  expect(end).toEqual({ status: 'delivered' });
  const [gap = 0] = gaps(start.entry.id);
  expect([gap >= 5_000, gap < 60_000]).toEqual([true, true]);
  expect(await log()).toMatchObject({
    status: 'delivered',
    nextAttemptAt: null,
    attempts: [
      { status: 500, failure: 'notAcknowledged' },
      { status: 200, failure: null },
    ],
  });
});

test.each([302, 500])(
  'an endpoint that answers %d is tried ever more rarely for three days, then given up',
  async (code) => {
    const { start, end, log } = await delivered(() => status(code));
    expect(end).toEqual({ status: 'failed' });
    const times = sentAt.get(start.entry.id) ?? [];
    expect(times).toHaveLength(MAX_ATTEMPTS);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(48 * HOUR_MS);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(73 * HOUR_MS);
    expect(await log()).toMatchObject({ status: 'failed', nextAttemptAt: null });
    expect((await log())?.attempts).toHaveLength(MAX_ATTEMPTS);
  },
);

test('a Retry-After of an hour is waited for', async () => {
  const { start } = await delivered((nth) => (nth === 1 ? status(429, '3600') : status(204)));
  expect(gaps(start.entry.id)[0]).toBeGreaterThanOrEqual(HOUR_MS);
});

test('an endpoint that is disabled meanwhile ends its deliveries', async () => {
  const { log, start } = await delivered((nth) => {
    if (nth > 1) throw new Error('sent to a disabled endpoint');
    return status(410);
  });
  expect(await log()).toMatchObject({ status: 'failed', attempts: [{ status: 410, failure: 'gone' }] });
  expect(await stores.webhookEndpoints.find(start.endpoint)).toMatchObject({ status: 'disabled', disabledBy: 'gone' });
});

test('starting one twice is the same, also after its end; a replay is another round under the same id', async () => {
  const { start, ended, log } = await delivered(() => status(204));
  await workflows.start(start);
  expect(sentAt.get(start.entry.id)).toHaveLength(1);
  const again = await stores.webhookDeliveries.beginRound(
    start.endpoint,
    start.entry.id,
    'ana',
    new Date().toISOString(),
  );
  await workflows.restart({ ...start, round: again?.round ?? 0 }, true);
  expect(await ended()).toEqual({ status: 'delivered' });
  expect(sentAt.get(start.entry.id)).toHaveLength(2);
  expect(await log()).toMatchObject({ status: 'delivered', round: 2, replayedBy: 'ana' });
});
