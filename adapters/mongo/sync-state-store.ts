/** Owns where the nightly sync of each branch stands: its watermark and its last run, one document a branch and account. */
import { MOST_RUNS, type SyncRun, type SyncState } from '../../contracts/receivables-sync';
import type { Announcement } from '../../contracts/webhook';
import type { Database } from './database';
import { outboxOf, type Outbox } from './outbox';

/** What the end of a run changes. */
export interface SyncEnd {
  readonly lastRun: SyncRun;
  /** Of a run that came to its end; what failed before leaves it where it was. */
  readonly reached: (Pick<SyncState, 'branches' | 'includePersons' | 'labels'> & { readonly watermark: string }) | null;
  readonly announcement: Announcement | null;
}

export interface SyncStateStore extends Outbox<Announcement> {
  find(branch: string, accountKey: string): Promise<SyncState | null>;
  /** Notes that a run has begun. Noting it again changes nothing. */
  begin(branch: string, accountKey: string, run: SyncRun): Promise<void>;
  /** Notes why a run that goes on can't send at the moment, or with `null` that it can. */
  note(branch: string, accountKey: string, told: Pick<SyncRun, 'run' | 'reason'>): Promise<void>;
  /** Notes how a run ended, once: a repetition, or another run's end, changes nothing. */
  end(branch: string, accountKey: string, end: SyncEnd): Promise<void>;
}

interface StoredState extends Omit<SyncState, 'runs'> {
  readonly _id: string;
  /** None where it was stored before runs were kept. */
  readonly runs?: SyncRun[];
  readonly outbox?: Announcement[];
}

export function syncStateStore(database: Database): SyncStateStore {
  const states = database.collection<StoredState>('syncStates');
  const idOf = (branch: string, accountKey: string) => `${branch}/${accountKey}`;
  return {
    ...outboxOf<Announcement>(database, 'syncStates'),
    find: async (branch, accountKey) => {
      const stored = await states.findOne({ _id: idOf(branch, accountKey) }, { projection: { outbox: 0 } });
      if (stored === null) return null;
      const { _id, outbox, runs = [], ...state } = stored;
      return { ...state, runs };
    },
    begin: async (branch, accountKey, run) => {
      const _id = idOf(branch, accountKey);
      const blank = {
        branch,
        accountKey,
        watermark: null,
        branches: [],
        includePersons: false,
        labels: {},
        lastRun: null,
      };
      await states.updateOne({ _id }, { $setOnInsert: blank }, { upsert: true });
      await states.updateOne({ _id, 'lastRun.run': { $ne: run.run } }, { $set: { lastRun: run } });
    },
    note: async (branch, accountKey, { run, reason }) => {
      const ofRun = { _id: idOf(branch, accountKey), 'lastRun.run': run, 'lastRun.status': 'running' as const };
      await states.updateOne(ofRun, { $set: { 'lastRun.reason': reason } });
    },
    end: async (branch, accountKey, { lastRun, reached, announcement }) => {
      const ofRun = { _id: idOf(branch, accountKey), 'lastRun.run': lastRun.run, 'lastRun.status': 'running' as const };
      const kept = { runs: { $each: [lastRun], $position: 0, $slice: MOST_RUNS } };
      await states.updateOne(ofRun, {
        $set: { lastRun, ...reached },
        $push: { ...kept, ...(announcement && { outbox: announcement }) },
      });
    },
  };
}
