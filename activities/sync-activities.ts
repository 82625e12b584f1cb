/** Owns the activities of the nightly sync. */
import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { SyncPlan, SyncProgress, SyncStatus } from '../contracts/receivables-sync';
import { DepsError } from '../domain/deps-error';
import { closeSync, openSync, type CloseSyncInput, type OpenSyncInput } from '../usecases/open-sync';
import type { SyncDeps } from '../usecases/sync-deps';
import { syncSlice, type SyncSliceInput, type SyncSliceResult } from '../usecases/sync-receivables';
import { asActivityFailure } from './activity-failure';

/** A few of them in the time after which a worker is thought to be dead (`activity-proxies.ts`). */
const BEAT_MS = 20_000;

/** Spread into the list of all activities. */
export function syncActivities(deps: SyncDeps) {
  return {
    /** Safe to repeat because nothing is sent before. Throws `BranchNotFound`. Takes at most seconds. */
    openSync: (input: OpenSyncInput): Promise<SyncPlan | null> => asActivityFailure(() => openSync(deps, input)),

    /**
     * Safe to repeat because who was sent in a run is not sent again, and what may have been sent is read back. Throws
     * the kinds of `DepsError`; `credential` and `refused` for good. Takes half a minute and the batch under way, beats
     * by the clock, since a single request may wait longer for its turn, its login and its answer than a beat may be
     * late, and goes on where the heartbeats of the attempt before ended.
     */
    syncSlice: (input: SyncSliceInput): Promise<SyncSliceResult> =>
      asActivityFailure(async () => {
        const context = Context.current();
        const beaten = context.info.heartbeatDetails as SyncProgress | undefined;
        let progress = beaten ?? input.progress;
        const beat = (reached: SyncProgress | null) => {
          progress = reached;
          context.heartbeat(reached ?? undefined);
        };
        const clock = setInterval(() => beat(progress), BEAT_MS);
        try {
          return await syncSlice(deps, { ...input, progress }, beat);
        } catch (error) {
          throw error instanceof DepsError ? failureOf(error) : error;
        } finally {
          clearInterval(clock);
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
