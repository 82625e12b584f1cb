/** Owns the timeouts and retries of activities, by group. */
import { proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';

/**
 * Judging and closing run in the worker that holds the workflow: one marker in history instead of three events, and a
 * third more orders a second. An attempt that takes longer than 10 s was lost with its connection. A database that is
 * away is waited for, for a day, so that an outage delays orders and fails none.
 */
export const { judgeOrder, closeOrder } = proxyLocalActivities<Activities>({
  startToCloseTimeout: '10 s',
  scheduleToCloseTimeout: '24 h',
  localRetryThreshold: '30 s',
  retry: { initialInterval: '100 ms', backoffCoefficient: 2, maximumInterval: '10 s' },
});
