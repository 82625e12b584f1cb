/** Owns the shapes of the nightly sync: a run, where it stands, and what is kept of each picture. */
import type { CalendarDate } from '../domain/calendar';
import type { DepsPicture } from '../domain/receivables-picture';

/** The figures of a picture; whose they are is told by the record they stand in. */
export type PictureFigures = Omit<DepsPicture, 'document'>;

/**
 * `sending`: asked of Deps, and nobody knows yet what came of it. `failed`: Deps doesn't take it, or keeps nothing.
 * `deferred`: movements of the customer were just being taken in. All but `sent` are tried again by the next run.
 */
export type PictureStatus = 'sent' | 'sending' | 'failed' | 'deferred';

/** What is known of one customer's picture at one account. */
export interface PictureRecord {
  readonly accountKey: string;
  readonly customerKey: string;
  readonly status: PictureStatus;
  /** The run that came to this status. */
  readonly run: string;
  /** Why it failed, in our word or Deps' own ones. */
  readonly reason: string | null;
  /** Of the last figures that were sent, without their day; `null` where nothing is known to be at Deps. */
  readonly hash: string | null;
  readonly figures: PictureFigures | null;
  readonly titles: number;
  readonly sentAt: string | null;
  /** What is at Deps are zeros. */
  readonly isEmpty: boolean;
  /** The day on which the figures change though nothing moves. */
  readonly nextChangeOn: CalendarDate | null;
  /** When the ledger it was made from had last changed. */
  readonly ledgerChangedAt: string | null;
}

/** How a run is, or how it ended: `incomplete` when single customers failed. */
export type SyncStatus = 'running' | 'done' | 'incomplete' | 'failed' | 'stopped';

/** Why a run as a whole failed. */
export type SyncFailure =
  'credential' | 'rateLimited' | 'unavailable' | 'refused' | 'unreadable' | 'accountChanged' | 'internal';

export interface SyncRun {
  readonly run: string;
  readonly by: 'schedule' | 'person';
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** The branch's date when it began, which is that of all its pictures. */
  readonly positionOn: CalendarDate;
  readonly status: SyncStatus;
  /** Why it failed, or, while it is running, why Deps can't be sent anything at the moment. */
  readonly reason: SyncFailure | null;
  readonly customersSent: number;
  readonly titlesSent: number;
  readonly unchanged: number;
  readonly failed: number;
  /** Wait for the next run: they were just being taken in, or Deps has a later day's picture of them. */
  readonly deferred: number;
}

/** Where the sync of a branch with one account stands. */
export interface SyncState {
  readonly branch: string;
  readonly accountKey: string;
  /** All that was known by then is at Deps; `null` before the first run that came to its end. */
  readonly watermark: string | null;
  /** The branches whose titles the pictures had then. */
  readonly branches: readonly string[];
  /** What the account wanted then; another wish later is one for everybody, not only for who moves. */
  readonly includePersons: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly lastRun: SyncRun | null;
  /** Those that have ended, newest first, at most {@link MOST_RUNS}. */
  readonly runs: readonly SyncRun[];
}

/** A month of nights. */
export const MOST_RUNS = 30;

/** All that a run has to know from beginning to end, as plain JSON. */
export interface SyncPlan {
  readonly branch: string;
  readonly accountKey: string;
  /** Whose titles the pictures have: every branch of the account when the run began. */
  readonly branches: readonly string[];
  /** Whether persons are sent, and under which labels ages go; what is changed meanwhile is the next run's. */
  readonly includePersons: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly run: string;
  readonly by: SyncRun['by'];
  readonly positionOn: CalendarDate;
  /** The watermark of the run before; `null` from the beginning. */
  readonly since: string | null;
  /** Ledgers that change later are the next run's. */
  readonly until: string;
  /** Pictures that say nothing new are sent too: what Deps holds is not believed. */
  readonly everything?: boolean;
}

/** Whose turn it is: everybody who moved, then who was left over by runs before, then whose titles have aged. */
export interface SyncCursor {
  readonly phase: 'moved' | 'left' | 'aged';
  readonly changedAt: string;
  readonly customerKey: string;
}

/** How far a run has come; `cursor` is `null` at the end. */
export interface SyncProgress {
  readonly cursor: SyncCursor | null;
  readonly unchanged: number;
}
