/** Owns the counters of sign-in attempts, shared by all processes: an attempt counts before its password is looked at. */
import { insertOnce, type Database } from './database';

/** How often since the window began, and when it ends. */
export interface AttemptCount {
  readonly attempts: number;
  readonly until: Date;
}

export interface SignInAttemptStore {
  /** Counts one more, in the window that is open or in a new one of `windowMs`. */
  take(id: string, windowMs: number, now: Date): Promise<AttemptCount>;
  /** Takes one back: it was no guess. */
  giveBack(id: string): Promise<void>;
  forget(id: string): Promise<void>;
}

interface StoredCount {
  readonly _id: string;
  readonly attempts: number;
  readonly expiresAt: Date;
}

/** Two that open a window at once: one of them finds it open the next time. */
const TRIES = 5;

export function signInAttemptStore(database: Database): SignInAttemptStore {
  const counts = database.collection<StoredCount>('signInAttempts');
  const countOn = (id: string, now: Date) =>
    counts.findOneAndUpdate(
      { _id: id, expiresAt: { $gt: now } },
      { $inc: { attempts: 1 } },
      { returnDocument: 'after' },
    );
  const beginAnew = (id: string, expiresAt: Date, now: Date) =>
    counts.findOneAndUpdate(
      { _id: id, expiresAt: { $lte: now } },
      { $set: { attempts: 1, expiresAt } },
      { returnDocument: 'after' },
    );
  return {
    take: async (id, windowMs, now) => {
      const expiresAt = new Date(now.getTime() + windowMs);
      for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const stored = (await countOn(id, now)) ?? (await beginAnew(id, expiresAt, now));
        if (stored !== null) return { attempts: stored.attempts, until: stored.expiresAt };
        if (await insertOnce(counts, { _id: id, attempts: 1, expiresAt })) return { attempts: 1, until: expiresAt };
      }
      throw new Error('a counter of sign-in attempts could not be kept');
    },
    giveBack: async (id) =>
      void (await counts.updateOne({ _id: id, attempts: { $gt: 0 } }, { $inc: { attempts: -1 } })),
    forget: async (id) => void (await counts.deleteOne({ _id: id })),
  };
}
