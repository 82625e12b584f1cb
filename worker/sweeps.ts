/** Owns when what is not needed any more is looked for and removed: at the start of a worker, and every hour. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../platform/logger';

export interface SweepInputs {
  /** What is removed, as the log tells it. */
  readonly name: string;
  /** Removes what is there to remove; answers how many. */
  readonly sweep: () => Promise<number>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly everyMs?: number;
}

const HOUR_MS = 3_600_000;

/** Runs until `stop`, which answers when a sweep under way is over. One that fails is tried again an hour later. */
export function startSweep(inputs: SweepInputs): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const finished = run(inputs, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await finished;
    },
  };
}

async function run({ name, sweep, log, everyMs = HOUR_MS }: SweepInputs, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const removed = await sweep();
      if (removed > 0) log.info({ removed }, `removed: ${name}`);
    } catch (error) {
      log.warn({ err: error }, `not removed, trying again in an hour: ${name}`);
    }
    await wait(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
