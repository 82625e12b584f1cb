/** Owns the beginning and the end of a run of the nightly sync: what it covers, and what is kept of it. */
import type { SyncFailure, SyncPlan, SyncRun, SyncStatus } from '../contracts/receivables-sync';
import type { Announcement } from '../contracts/webhook';
import { dateInZone } from '../domain/calendar';
import { CrivoError } from '../domain/errors';
import { contentHash } from './content-hash';
import { labelsInForce } from './labels-in-force';
import type { SyncDeps } from './sync-deps';

export interface OpenSyncInput {
  readonly branch: string;
  readonly run: string;
  readonly by: SyncRun['by'];
  readonly everything?: boolean;
}

/**
 * What a run covers: all that became known since the last one that came to its end, or everything, for an account that
 * is new to the branch, where branches have joined or left it since, and where a person wants everything sent. `null` where there is nothing to do: no account,
 * or switched off and nobody asked. Safe to repeat, since nothing is sent before. Errors:
 * `BranchNotFound`.
 */
export async function openSync(
  deps: Pick<SyncDeps, 'branches' | 'depsAccounts' | 'syncStates' | 'now'>,
  { branch, run, by, everything = false }: OpenSyncInput,
): Promise<SyncPlan | null> {
  const account = await deps.depsAccounts.find(branch);
  if (account === null || (by === 'schedule' && !account.sync.enabled)) return null;
  const record = await deps.branches.find(branch);
  if (record === null) throw new CrivoError('BranchNotFound');
  const { accountKey } = account;
  const state = await deps.syncStates.find(branch, accountKey);
  const startedAt = deps.now().toISOString();
  const positionOn = dateInZone(startedAt, record.parameters.zone);
  const shared = await deps.depsAccounts.ofAccount(accountKey);
  const branches = shared.map((one) => one.branch).sort();
  const { periodLabels: labels } = labelsInForce(shared.length > 0 ? shared : [account]);
  const covers = { branches, includePersons: account.sync.includePersons, labels };
  const since = !everything && state !== null && isSameCover(state, covers) ? state.watermark : null;
  await deps.syncStates.begin(branch, accountKey, {
    run,
    by,
    startedAt,
    endedAt: null,
    positionOn,
    status: 'running',
    reason: null,
    customersSent: 0,
    titlesSent: 0,
    unchanged: 0,
    failed: 0,
    deferred: 0,
  });
  const plan = { branch, accountKey, ...covers, run, by, positionOn, since, until: startedAt };
  return everything ? { ...plan, everything } : plan;
}

export interface CloseSyncInput {
  readonly plan: SyncPlan;
  readonly unchanged: number;
  /** `null` for a run that came to its end; `stopped` for one that was switched off on its way. */
  readonly failure: SyncFailure | 'stopped' | null;
}

/** Notes how the run ended; the watermark moves here and nowhere else. Safe to repeat. */
export async function closeSync(
  deps: Pick<SyncDeps, 'syncStates' | 'pictures' | 'now'>,
  { plan, unchanged, failure }: CloseSyncInput,
): Promise<{ readonly status: SyncStatus }> {
  const { branch, accountKey, run, branches, includePersons, labels } = plan;
  const tally = await deps.pictures.tally(accountKey, run);
  const endedAt = deps.now().toISOString();
  const status = statusOf(failure, tally.failed);
  const lastRun: SyncRun = {
    run,
    by: plan.by,
    startedAt: plan.until,
    endedAt,
    positionOn: plan.positionOn,
    status,
    reason: failure === 'stopped' ? null : failure,
    unchanged,
    ...tally,
  };
  await deps.syncStates.end(branch, accountKey, {
    lastRun,
    reached: failure === null ? { watermark: plan.until, branches, includePersons, labels } : null,
    announcement: announcementOf(branch, lastRun, endedAt),
  });
  return { status };
}

function statusOf(failure: CloseSyncInput['failure'], failed: number): SyncStatus {
  if (failure !== null) return failure === 'stopped' ? 'stopped' : 'failed';
  return failed > 0 ? 'incomplete' : 'done';
}

function announcementOf(branch: string, { run, status, reason, failed, startedAt }: SyncRun, at: string) {
  if (status !== 'failed' && status !== 'incomplete') return null;
  const cause = { kind: 'sync', branch, run, status, reason, customersFailed: failed, startedAt } as const;
  return { id: run, event: 'sync.failed', at, decision: null, cause } satisfies Announcement;
}

type Cover = Pick<SyncPlan, 'branches' | 'includePersons' | 'labels'>;

/** Whatever is another now concerns customers who have not moved, too. */
function isSameCover(a: Cover, b: Cover): boolean {
  const of = ({ branches, includePersons, labels }: Cover) => contentHash({ branches, includePersons, labels });
  return of(a) === of(b);
}
