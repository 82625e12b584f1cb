/** Owns the orchestration of the nightly sync: a run from its plan to its end, slice by slice. */
import {
  continueAsNew,
  ParentClosePolicy,
  startChild,
  workflowInfo,
  WorkflowIdReusePolicy,
} from '@temporalio/workflow';
import {
  ActivityFailure,
  ApplicationFailure,
  TimeoutFailure,
  WorkflowExecutionAlreadyStartedError,
} from '@temporalio/common';
import type { CloseSyncInput } from '../activities';
import type { SyncFailure } from '../contracts/receivables-sync';
import { closeSync, openSync, syncSlice } from './activity-proxies';
import type { NightStart, SyncEnd, SyncStart } from './messages';

/** What a failed slice may be told as; anything else is ours. */
const FAILURES: readonly string[] = [
  'credential',
  'rateLimited',
  'unavailable',
  'refused',
  'unreadable',
] satisfies SyncFailure[];

/**
 * The story of a night at a branch: the schedule starts this, and it starts the run under the one id that runs of the
 * branch have. Where a run is under way, asked for by a person or left from yesterday, that one is the night's.
 */
export async function receivablesNight({ branch }: NightStart): Promise<void> {
  try {
    const run = await startChild<typeof receivablesSync>('receivablesSync', {
      workflowId: `receivables-sync/${branch}`,
      args: [{ branch, by: 'schedule' }],
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
      parentClosePolicy: ParentClosePolicy.ABANDON,
    });
    await run.result();
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/**
 * The story of a run:
 * 1. What it covers is fixed: from the last watermark until now. Without an account, or switched off, that is nothing.
 * 2. Slices of half a minute send what has changed. Each goes on where the one before ended, in another worker too.
 * 3. A login that is refused ends it at once; a Deps that is away after hours of trying.
 * 4. Its end is noted; only one that came through moves the watermark, so that the next run catches up.
 */
export async function receivablesSync(start: SyncStart): Promise<SyncEnd> {
  const { branch, by, everything = false, plan: carried, progress: reached } = start;
  // 1.
  const run = `syn_${workflowInfo().firstExecutionRunId.replaceAll('-', '')}`;
  const plan = carried ?? (await openSync({ branch, run, by, everything }));
  if (plan === null) return { status: 'nothingToDo' };
  let progress = reached ?? null;
  const close = (failure: CloseSyncInput['failure']) =>
    closeSync({ plan, unchanged: progress?.unchanged ?? 0, failure });
  try {
    do {
      // 2.
      const result = await syncSlice({ plan, progress });
      if (!('progress' in result)) return await close(result.kind);
      progress = result.progress;
    } while (progress.cursor !== null && !workflowInfo().continueAsNewSuggested);
  } catch (error) {
    // 3.
    if (!(error instanceof ActivityFailure)) throw error;
    return close(failureOf(error));
  }
  if (progress.cursor !== null) return continueAsNew<typeof receivablesSync>({ branch, by, plan, progress });
  // 4.
  return close(null);
}

/** A slice that ran out of time carries beneath it why its last attempt failed. */
function failureOf(failure: ActivityFailure): SyncFailure {
  let cause: Error | undefined = failure.cause;
  while (cause instanceof TimeoutFailure) cause = cause.cause;
  const type = cause instanceof ApplicationFailure ? cause.type : null;
  return (FAILURES.find((known) => known === type) as SyncFailure | undefined) ?? 'internal';
}
