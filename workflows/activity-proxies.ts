/** Owns the timeouts and retries of activities, by group. */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';

/**
 * Judging and moving run in the worker that holds the workflow: one marker in history instead of three events, and a
 * third more orders a second. An attempt that takes longer than 10 s was lost with its connection. A database that is
 * away is waited for, for a day, so that an outage delays orders and fails none.
 */
export const { judgeOrder, moveOrder } = proxyLocalActivities<Activities>({
  startToCloseTimeout: '10 s',
  scheduleToCloseTimeout: '24 h',
  localRetryThreshold: '30 s',
  retry: { initialInterval: '100 ms', backoffCoefficient: 2, maximumInterval: '10 s' },
});

/**
 * Minutes of work for a group with many orders: any worker takes it, it beats every few orders, and what fails is tried
 * again, for a day at most.
 */
export const { reevaluateGroup, nextLimitChange } = proxyActivities<Activities>({
  startToCloseTimeout: '15 min',
  scheduleToCloseTimeout: '24 h',
  heartbeatTimeout: '60 s',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '5 min' },
});

/**
 * Sending takes ten seconds at most, and its own failures are results, not errors: what is repeated here is an attempt
 * that was lost with its worker, or could not be recorded. Not local: it may wait for a receiver.
 */
export const { deliverWebhook } = proxyActivities<Activities>({
  startToCloseTimeout: '15 s',
  scheduleToCloseTimeout: '72 h',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '1 min' },
});

/**
 * Some seconds of judging; twenty of them without a beat means that the worker has died, since every few hundred give one. A
 * database that is away is waited for, for four hours.
 */
export const { backtestSlice } = proxyActivities<Activities>({
  startToCloseTimeout: '30 min',
  heartbeatTimeout: '20 s',
  scheduleToCloseTimeout: '4 h',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '1 min' },
});

/** A few reads and writes; a database that is away is waited for, for a day. */
export const { openSync, closeSync, failBacktest } = proxyActivities<Activities>({
  startToCloseTimeout: '30 s',
  scheduleToCloseTimeout: '24 h',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '1 min' },
});

/**
 * Half a minute of work, hours where Deps takes few requests a minute and a batch is asked for one by one; it beats by
 * the clock, so that a worker that died is noticed. A
 * Deps that is away is tried for four hours; then the night is given up, and the next one catches up.
 */
export const { syncSlice } = proxyActivities<Activities>({
  startToCloseTimeout: '4 h',
  heartbeatTimeout: '90 s',
  scheduleToCloseTimeout: '4 h',
  retry: { initialInterval: '2 s', backoffCoefficient: 2, maximumInterval: '5 min' },
});

/** A few reads and a write; the database is waited for, for a day. In the worker that holds the workflow. */
export const { lookAtPurchase } = proxyLocalActivities<Activities>({
  startToCloseTimeout: '10 s',
  scheduleToCloseTimeout: '24 h',
  localRetryThreshold: '30 s',
  retry: { initialInterval: '200 ms', backoffCoefficient: 2, maximumInterval: '10 s' },
});

/** Before a charge: tried again for a day. Sending a picture may take three time-outs of a bureau, so it beats. */
export const { preparePurchase } = proxyActivities<Activities>({
  startToCloseTimeout: '10 min',
  heartbeatTimeout: '20 s',
  scheduleToCloseTimeout: '24 h',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '1 min' },
});

/** After a charge: a few writes, tried again for a day. */
export const { closePurchase } = proxyActivities<Activities>({
  startToCloseTimeout: '20 s',
  scheduleToCloseTimeout: '24 h',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '1 min' },
});

/** Never repeated. It beats every two seconds, so that a worker that died is noticed long before the time-out. */
export const { chargePurchase, reconcilePurchase } = proxyActivities<Activities>({
  startToCloseTimeout: '15 min',
  heartbeatTimeout: '20 s',
  retry: { maximumAttempts: 1 },
});
