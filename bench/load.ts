/** Owns the two ways of asking for something often: at a fixed rate whatever happens, or so many at a time. */
import { setTimeout as wait } from 'node:timers/promises';

export interface Load {
  /** Milliseconds of each call, in no particular order. */
  readonly latenciesMs: readonly number[];
  /** From the first call to the last answer. */
  readonly seconds: number;
}

/** One call; `index` counts from 0. A rejection ends the load: a measurement with failures measures nothing. */
export type Call = (index: number) => Promise<unknown>;

/**
 * Open loop: a call starts every 1/`perSecond` s, answered or not, and its latency counts from when it should have
 * started, so that a stall of the caller is not left out.
 */
export async function openLoop(count: number, perSecond: number, call: Call): Promise<Load> {
  const startedAt = performance.now();
  const calls: Promise<number>[] = [];
  for (let index = 0; index < count; index += 1) {
    const dueAt = startedAt + (index * 1_000) / perSecond;
    const early = dueAt - performance.now();
    if (early > 0) await wait(early);
    const began = early > 0 ? performance.now() : dueAt;
    const measured = call(index).then(() => performance.now() - began);
    // Awaited with the others below; a failure in between must not count as unhandled.
    measured.catch(() => undefined);
    calls.push(measured);
  }
  const latenciesMs = await Promise.all(calls);
  return { latenciesMs, seconds: (performance.now() - startedAt) / 1_000 };
}

/** Closed loop: `inFlight` callers, each starting its next call when the last one is answered. */
export async function closedLoop(count: number, inFlight: number, call: Call): Promise<Load> {
  const startedAt = performance.now();
  const latenciesMs: number[] = [];
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      const began = performance.now();
      await call(index);
      latenciesMs.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: Math.min(inFlight, count) }, caller));
  return { latenciesMs, seconds: (performance.now() - startedAt) / 1_000 };
}
