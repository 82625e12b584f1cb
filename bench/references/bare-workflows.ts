/** Owns the reference workflows: the least that Temporal can be asked for, and that with one local activity. */
import { condition, defineUpdate, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import type { bareActivities } from './bare-worker';

const { nothing } = proxyLocalActivities<typeof bareActivities>({ startToCloseTimeout: '10 s' });
const decide = defineUpdate<void>('decide');

/** Takes one update, does nothing and stays open, as an order waits for its next stage. */
export async function bareOrder(): Promise<void> {
  setHandler(decide, () => undefined);
  await condition(() => false);
}

/** The same with one local activity that does nothing. */
export async function bareDecision(): Promise<void> {
  setHandler(decide, () => nothing());
  await condition(() => false);
}
