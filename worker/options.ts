/** Owns the worker's tuning, each knob with what it was measured to do. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { WorkerOptions } from '@temporalio/worker';
import type { PayloadCodec } from '@temporalio/common';
import type { Activities } from '../activities';

export interface WorkerInputs {
  readonly taskQueue: string;
  readonly namespace: string;
  readonly codec: PayloadCodec;
  readonly activities: Activities;
  readonly workflowBundle: { readonly codePath: string } | { readonly code: string };
  readonly maxCachedWorkflows: number;
  /** What is told of activities and by workflows, such as traces. */
  readonly observers?: Pick<WorkerOptions, 'interceptors' | 'sinks'> | undefined;
  /** Which version of the workflows' code this is. Without it every worker takes every workflow. */
  readonly deployment?: { readonly name: string; readonly buildId: string } | undefined;
}

/** What a worker on our queue is run with. */
export function workerOptions(inputs: WorkerInputs): Omit<WorkerOptions, 'connection'> {
  return {
    ...workerTuning(inputs.maxCachedWorkflows),
    taskQueue: inputs.taskQueue,
    namespace: inputs.namespace,
    workflowBundle: inputs.workflowBundle,
    activities: inputs.activities,
    ...(inputs.deployment
      ? { workerDeploymentOptions: pinned(inputs.deployment) }
      : { buildId: buildIdOf(inputs.workflowBundle) }),
    ...inputs.observers,
    dataConverter: { payloadCodecs: [inputs.codec] },
  };
}

/** A workflow ends on the version it began with: code may change without regard to what is on its way. */
function pinned({ name, buildId }: { readonly name: string; readonly buildId: string }) {
  return {
    version: { deploymentName: name, buildId },
    useWorkerVersioning: true,
    defaultVersioningBehavior: 'PINNED',
  } as const;
}

/**
 * Names the workflow code in histories. Twice a workflow task: the SDK's own name for it, 90 characters, would be a
 * seventh of an order's history.
 */
function buildIdOf(bundle: WorkerInputs['workflowBundle']): string {
  const code = 'code' in bundle ? bundle.code : readFileSync(bundle.codePath);
  return createHash('sha256').update(code).digest('hex').slice(0, 12);
}

/** The knobs alone, so that what we are measured against is turned the same way. */
export function workerTuning(maxCachedWorkflows: number) {
  return {
    /** Above the orders in flight: below it each task replays its history. About 1 MB each. */
    maxCachedWorkflows,
    /** New orders arrive on the non-sticky queue and starve at the default 0.2: 61 against 108 orders/s. */
    nonStickyToStickyPollRatio: 0.6,
    maxConcurrentWorkflowTaskPolls: 10,
    maxConcurrentWorkflowTaskExecutions: 100,
    maxConcurrentLocalActivityExecutions: 100,
    /** How long an order waits for a worker that died before another one may take it. */
    stickyQueueScheduleToStartTimeout: '1 s',
    /** Above the longest ordinary attempt of an activity. */
    shutdownGraceTime: '12 s',
    shutdownForceTime: '20 s',
  } as const satisfies Partial<WorkerOptions>;
}
