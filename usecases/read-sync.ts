/** Owns what is told of a branch's nightly sync, and the run that a person asks for. */
import type { IngestStore } from '../adapters/mongo/ingest-store';
import type { PictureStore } from '../adapters/mongo/picture-store';
import type { ReceivablesSchedules } from '../adapters/temporal/receivables-schedules';
import { SYNC_DEFAULT } from '../contracts/deps-account';
import type { PictureRecord, SyncRun } from '../contracts/receivables-sync';
import { nextInstant } from '../domain/daily-hour';
import { CrivoError } from '../domain/errors';
import { findDepsAccount } from './deps-accounts';
import type { SyncDeps } from './sync-deps';

export interface ReadSyncDeps extends Pick<SyncDeps, 'branches' | 'depsAccounts' | 'syncStates' | 'now'> {
  readonly pictures: Pick<PictureStore, 'tally' | 'failures'>;
  readonly ingests: Pick<IngestStore, 'lastAt'>;
}

export interface SyncReading {
  /** Whether the branch has a Deps account. Where it hasn't, nothing was ever sent. */
  readonly hasAccount: boolean;
  readonly enabled: boolean;
  readonly hour: string;
  readonly zone: string;
  /** When the branch last sent its movements; `null` for never. */
  readonly receivedAt: string | null;
  /** `null` where it is switched off. */
  readonly nextRunAt: string | null;
  readonly watermark: string | null;
  readonly lastRun: SyncRun | null;
  /** The newest that have ended, newest first. */
  readonly runs: readonly SyncRun[];
  /** Customers of the account that Deps doesn't take, each with the reason; the next run tries them again. */
  readonly failures: readonly Pick<PictureRecord, 'customerKey' | 'reason' | 'run'>[];
}

/** More are counted, not listed. */
const MOST_FAILURES = 100;

const NO_ACCOUNT = {
  ...{ hasAccount: false, enabled: false, hour: SYNC_DEFAULT.hour },
  ...{ nextRunAt: null, watermark: null, lastRun: null, runs: [], failures: [] },
} as const;

/** Runs of before that was counted. */
const NONE_DEFERRED = { deferred: 0 };

/** Errors: `BranchNotFound`. */
export async function readSync(deps: ReadSyncDeps, branch: string): Promise<SyncReading> {
  const record = await deps.branches.find(branch);
  if (record === null) throw new CrivoError('BranchNotFound');
  const { zone } = record.parameters;
  const account = await deps.depsAccounts.find(branch);
  if (account === null) return { ...NO_ACCOUNT, zone, receivedAt: await deps.ingests.lastAt(branch) };
  const { accountKey, sync } = account;
  const [state, failures, receivedAt] = await Promise.all([
    deps.syncStates.find(branch, accountKey),
    deps.pictures.failures(accountKey, MOST_FAILURES),
    deps.ingests.lastAt(branch),
  ]);
  const last = state?.lastRun ? { ...NONE_DEFERRED, ...state.lastRun } : null;
  const lastRun = last?.status === 'running' ? { ...last, ...(await deps.pictures.tally(accountKey, last.run)) } : last;
  return {
    hasAccount: true,
    enabled: sync.enabled,
    hour: sync.hour,
    zone,
    receivedAt,
    nextRunAt: sync.enabled ? nextInstant(deps.now().toISOString(), { hour: sync.hour, zone }) : null,
    watermark: state?.watermark ?? null,
    lastRun,
    runs: state?.runs.map((run) => ({ ...NONE_DEFERRED, ...run })) ?? [],
    failures: failures.map(({ customerKey, reason, run }) => ({ customerKey, reason, run })),
  };
}

/**
 * Starts a run, also where nights are switched off, or joins the one under way; never one that has ended and is merely not
 * closed yet. `everything`: what says nothing new is sent too, by a run of its own. Errors: `DepsAccountNotFound`,
 * `SyncUnderWay`, `Unavailable`.
 */
export async function runSyncNow(
  deps: Pick<SyncDeps, 'depsAccounts' | 'syncStates'> & { readonly receivables: Pick<ReceivablesSchedules, 'run'> },
  branch: string,
  { everything }: { readonly everything: boolean },
): Promise<{ readonly run: string; readonly joined: boolean }> {
  const { accountKey } = await findDepsAccount({ accounts: deps.depsAccounts }, branch);
  const before = (await deps.syncStates.find(branch, accountKey))?.lastRun ?? null;
  const over = before !== null && before.endedAt !== null ? before.run : null;
  const run = await deps.receivables.run(branch, { everything, over });
  return { run, joined: before?.run === run };
}
