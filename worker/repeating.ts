/** Owns work that a worker does again and again beside its task queue, until it is told to stop. */
import { setTimeout as wait } from 'node:timers/promises';

/** Answers when the round under way is over; no other one begins. */
export interface Repeating {
  stop(): Promise<void>;
}

/** Waking up costs a quiet worker more than what it then asks: whatever waits, wakes up together. */
const BEAT_MS = 500;

/** A pause that ends with a beat of the clock: half a beat longer or shorter than asked for at most. */
function untilBeat(pauseMs: number): number {
  if (pauseMs < BEAT_MS) return pauseMs;
  const now = Date.now();
  return Math.max(1, Math.round((now + pauseMs) / BEAT_MS) * BEAT_MS - now);
}

/**
 * Begins a round at once, and the next one so many milliseconds after it as it answers, to the nearest half second. A round must not throw: what
 * fails is told by itself. `isStopping` tells a long round to end early.
 */
export function repeating(round: (isStopping: () => boolean) => Promise<number>): Repeating {
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const pauseMs = await round(() => signal.aborted);
      await wait(untilBeat(pauseMs), undefined, { signal }).catch(() => undefined);
    }
  };
  const finished = run();
  return {
    stop: async () => {
      stopping.abort();
      await finished;
    },
  };
}
