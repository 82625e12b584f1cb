/** Owns the activities of the nightly sync. */
import { activityInfo, heartbeat } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { SyncPlan, SyncProgress, SyncStatus } from '../contracts/receivables-sync';
import { DepsError } from '../domain/deps-error';
import { closeSync, openSync, type CloseSyncInput, type OpenSyncInput } from '../usecases/open-sync';
import type { SyncDeps } from '../usecases/sync-deps';
import { syncSlice, type SyncSliceInput, type SyncSliceResult } from '../usecases/sync-receivables';
import { asActivityFailure } from './activity-failure';

/** Spread into the list of all activities. */
export function syncActivities(deps: SyncDeps) {
  return {
    /** Safe to repeat because nothing is sent before. Throws `BranchNotFound`. Takes at most seconds. */
    openSync: (input: OpenSyncInput): Promise<SyncPlan | null> => asActivityFailure(() => openSync(deps, input)),

    /**
     * Safe to repeat because who was sent in a run is not sent again, and what may have been sent is read back. Throws
     * the kinds of `DepsError`; `credential` and `refused` for good. Takes half a minute and the batch under way, and
     * goes on where the heartbeats of the attempt before ended.
     */
    syncSlice: (input: SyncSliceInput): Promise<SyncSliceResult> =>
      asActivityFailure(async () => {
        const beaten = activityInfo().heartbeatDetails as SyncProgress | undefined;
        try {
          return await syncSlice(deps, { ...input, progress: beaten ?? input.progress }, heartbeat);
        } catch (error) {
          throw error instanceof DepsError ? failureOf(error) : error;
        }
      }),

    /** Safe to repeat because a run ends once. Takes at most seconds. */
    closeSync: (input: CloseSyncInput): Promise<{ readonly status: SyncStatus }> =>
      asActivityFailure(() => closeSync(deps, input)),
  };
}

/** What Deps said stays out of it: Temporal keeps failure messages in clear. */
function failureOf({ kind, retryAfterMs }: DepsError): ApplicationFailure {
  return ApplicationFailure.create({
    type: kind,
    message: `Deps: ${kind}`,
    nonRetryable: kind === 'credential' || kind === 'refused',
    ...(retryAfterMs !== null && { nextRetryDelay: retryAfterMs }),
  });
}
