/** Owns when old decisions are removed: at the start of a worker, and every hour. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../platform/logger';

export interface RetentionInputs {
  /** Removes what is from before an instant; answers how many. */
  readonly sweep: (before: string) => Promise<number>;
  readonly keepDays: number;
  readonly now: () => Date;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly everyMs?: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Runs until `stop`, which answers when a sweep under way is over. One that fails is tried again an hour later. */
export function startRetention(inputs: RetentionInputs): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const finished = run(inputs, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await finished;
    },
  };
}

async function run(inputs: RetentionInputs, signal: AbortSignal): Promise<void> {
  const { sweep, keepDays, now, log, everyMs = HOUR_MS } = inputs;
  while (!signal.aborted) {
    try {
      const removed = await sweep(new Date(now().getTime() - keepDays * DAY_MS).toISOString());
      if (removed > 0) log.info({ removed, keepDays }, 'old decisions were removed');
    } catch (error) {
      log.warn({ err: error }, 'old decisions could not be removed; trying again in an hour');
    }
    await wait(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
