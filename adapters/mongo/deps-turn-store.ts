/** Owns the turns in which an account of Deps is asked: one document an account, which every process takes its next turn from. */
import type { Database } from './database';

/** Instants in milliseconds, by the clock of who asks. */
export interface TurnAsked {
  readonly atMs: number;
  /** What lies between this turn and the next one at least. */
  readonly everyMs: number;
  /** `null` for any wait. */
  readonly mostWaitMs: number | null;
}

export interface DepsTurnStore {
  /** When the turn is that was taken, `atMs` or later; `null`, with none taken, where it would be too late. */
  take(accountKey: string, asked: TurnAsked): Promise<number | null>;
}

interface StoredTurns {
  readonly _id: string;
  /** Of the turn taken last. */
  readonly turnMs: number;
  /** From when on the next one is free. */
  readonly freeMs: number;
}

/** More waiting for one account than there are branches on it; a turn further ahead is that of a clock gone wrong. */
const MOST_WAITING = 50;
const MOST_SKEW_MS = 60_000;

export function depsTurnStore(database: Database): DepsTurnStore {
  const turns = database.collection<StoredTurns>('depsTurns');
  const next = async (_id: string, { atMs, everyMs, mostWaitMs }: TurnAsked): Promise<number | null> => {
    const free = { $min: ['$freeMs', atMs + MOST_WAITING * everyMs + MOST_SKEW_MS] };
    const taken = await turns.findOneAndUpdate(
      { _id, ...(mostWaitMs !== null && { freeMs: { $lte: atMs + mostWaitMs } }) },
      [{ $set: { turnMs: { $max: [atMs, free] } } }, { $set: { freeMs: { $add: ['$turnMs', everyMs] } } }],
      { returnDocument: 'after' },
    );
    return taken?.turnMs ?? null;
  };
  return {
    take: async (accountKey, asked) => {
      const { atMs, everyMs } = asked;
      const turnMs = await next(accountKey, asked);
      if (turnMs !== null) return turnMs;
      const first = { _id: accountKey, turnMs: atMs, freeMs: atMs + everyMs };
      const known = await database.insertNew('depsTurns', [first]);
      return known.length === 0 ? atMs : next(accountKey, asked);
    },
  };
}
