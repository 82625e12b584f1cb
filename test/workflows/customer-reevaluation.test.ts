/** Owns the proof of how a group's re-evaluation folds news and waits for dates, on skipped time. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Activities } from '../../activities';
import { creditSignals, type CreditSignals } from '../../adapters/temporal/credit-signals';
import { quietTemporal, until } from '../support/crivo';
import { uniqueId } from '../support/orders';
import { uniqueTaskQueue } from '../support/servers';
import { noBacktestActivities } from '../support/backtests';
import { noPurchaseActivities } from '../support/purchases';
import { noSyncActivities } from '../support/sync';
import { startTimeSkipping } from '../support/time-skipping';

let environment: TestWorkflowEnvironment;
let worker: Worker;
let finished: Promise<void>;
let signals: CreditSignals;

/** When each group was judged, in the environment's time, and the date it is told to wait for after each round. */
const rounds = new Map<string, number[]>();
const waits = new Map<string, (number | null)[]>();
/** The date ahead where nobody is judged. */
const dates = new Map<string, number>();

const never = () => Promise.reject(new Error('not part of this suite'));
const activities: Activities = {
  ...noSyncActivities,
  ...noBacktestActivities,
  ...noPurchaseActivities,
  judgeOrder: never,
  moveOrder: never,
  deliverWebhook: never,
  nextLimitChange: async (groupKey) => {
    const afterMs = dates.get(groupKey) ?? null;
    const now = await environment.currentTimeMs();
    return { wakeAt: afterMs === null ? null : new Date(now + afterMs).toISOString() };
  },
  reevaluateGroup: async (groupKey) => {
    const made = rounds.get(groupKey) ?? [];
    const now = await environment.currentTimeMs();
    rounds.set(groupKey, [...made, now]);
    const afterMs = waits.get(groupKey)?.[made.length] ?? null;
    return { orders: 1, wakeAt: afterMs === null ? null : new Date(now + afterMs).toISOString() };
  },
};

beforeAll(async () => {
  quietTemporal();
  environment = await startTimeSkipping();
  const taskQueue = uniqueTaskQueue('customer-reevaluation');
  const code = readFileSync(join(__dirname, '../../dist/workflow-bundle.js'), 'utf8');
  const { nativeConnection: connection } = environment;
  worker = await Worker.create({ connection, taskQueue, workflowBundle: { code }, activities });
  finished = worker.run();
  signals = creditSignals(environment.client, { taskQueue, deadlineMs: 30_000 });
});
afterAll(async () => {
  worker.shutdown();
  await finished;
  await environment.teardown();
});

const ended = (group: string) => environment.client.workflow.getHandle(`reevaluate/${group}`).result();
const HOUR_MS = 3_600_000;

it('a hundred pieces of news at once are few rounds, and then it ends', async () => {
  const group = uniqueId('group');
  await signals.creditChanged(group);
  await Promise.all(Array.from({ length: 99 }, () => signals.creditChanged(group)));
  await ended(group);
  expect(rounds.get(group)?.length).toBeGreaterThanOrEqual(1);
  expect(rounds.get(group)?.length).toBeLessThanOrEqual(3);
});

it('news after its end starts it anew', async () => {
  const group = uniqueId('group');
  await signals.creditChanged(group);
  await ended(group);
  await signals.creditChanged(group);
  await until(() => Promise.resolve(rounds.get(group)?.length === 2), 'a second round');
  await ended(group);
});

it('where only dates are told nobody is judged before the date', async () => {
  const group = uniqueId('group');
  dates.set(group, 5 * HOUR_MS);
  const begun = await environment.currentTimeMs();
  await signals.hasLimitDates(group);
  await ended(group);
  const [first = 0, ...others] = rounds.get(group) ?? [];
  expect(others).toEqual([]);
  expect(first - begun).toBeGreaterThanOrEqual(5 * HOUR_MS - 1_000);
});

it('a date on which a limit ends is waited for, and judged at that time', async () => {
  const group = uniqueId('group');
  waits.set(group, [5 * HOUR_MS, null]);
  await signals.creditChanged(group);
  await ended(group);
  const [first = 0, second = 0] = rounds.get(group) ?? [];
  expect(second - first).toBeGreaterThanOrEqual(5 * HOUR_MS);
  expect(second - first).toBeLessThan(6 * HOUR_MS);
});

it('a date far away is looked at again every day, since it may have changed', async () => {
  const group = uniqueId('group');
  waits.set(group, [72 * HOUR_MS, 48 * HOUR_MS, 24 * HOUR_MS, null]);
  await signals.creditChanged(group);
  await ended(group);
  expect(rounds.get(group)).toHaveLength(4);
});
