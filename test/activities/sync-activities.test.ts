/** Owns that a slice of the nightly sync is known to be alive while Deps keeps it waiting. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { syncActivities } from '../../activities/sync-activities';
import type { SyncPlan, SyncProgress } from '../../contracts/receivables-sync';
import type { SyncDeps } from '../../usecases/sync-deps';

const SILENT_MS = 90_000;
const plan = { branch: '02', accountKey: 'dep_x', run: 'syn_x', by: 'person' } as SyncPlan;
const progress: SyncProgress = { cursor: { phase: 'left', changedAt: '', customerKey: 'cus_a' }, unchanged: 7 };

afterEach(() => jest.useRealTimers());

/** A slice that waits for the first thing it asks for, until it is let go on to find that its account is gone. */
function waitingSlice(given: SyncProgress | null) {
  jest.useFakeTimers();
  let goOn: () => void = () => undefined;
  const waiting = new Promise<null>((resolve) => {
    goOn = () => resolve(null);
  });
  const depsAccounts = { find: () => waiting, ofAccount: () => Promise.resolve([]) };
  const activities = syncActivities({ depsAccounts } as Partial<SyncDeps> as SyncDeps);
  const environment = new MockActivityEnvironment();
  const beats: unknown[] = [];
  environment.on('heartbeat', (details: unknown) => beats.push(details));
  const ended = environment.run(activities.syncSlice, { plan, progress: given });
  return { beats, ended, goOn };
}

test('it beats several times within the time after which its worker is thought to be dead, with how far it is', async () => {
  const { beats, ended, goOn } = waitingSlice(progress);
  await jest.advanceTimersByTimeAsync(SILENT_MS);
  expect(beats.length).toBeGreaterThanOrEqual(3);
  expect(new Set(beats)).toEqual(new Set([progress]));
  goOn();
  expect(await ended).toEqual({ kind: 'accountChanged' });
});

test('it beats no longer once it has ended', async () => {
  const { beats, ended, goOn } = waitingSlice(null);
  goOn();
  await ended;
  const before = beats.length;
  await jest.advanceTimersByTimeAsync(2 * SILENT_MS);
  expect(beats).toHaveLength(before);
});
