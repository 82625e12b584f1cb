/** Owns work that is done again and again for as long as somebody wants it, more seldom while it fails. */
import { setTimeout as wait } from 'node:timers/promises';

export interface Repetition {
  readonly everyMs: number;
  /** Ends it: at once where it rests, after the work where it is at it. */
  readonly over: AbortSignal;
  /** It has failed, and is done again after so long. */
  readonly onFailed: (error: unknown, pauseMs: number) => void;
}

const LONGEST_PAUSE_MS = 10_000;

/** Begins with a rest; never at work twice at once. */
export async function repeatWhile(work: () => Promise<void>, { everyMs, over, onFailed }: Repetition): Promise<void> {
  let pauseMs = everyMs;
  while (await hasRested(pauseMs, over)) {
    try {
      await work();
      pauseMs = everyMs;
    } catch (error) {
      pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(everyMs, pauseMs * 2));
      onFailed(error, pauseMs);
    }
  }
}

async function hasRested(pauseMs: number, signal: AbortSignal): Promise<boolean> {
  return wait(pauseMs, true, { signal }).catch(() => false);
}
