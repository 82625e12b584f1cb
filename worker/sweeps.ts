/** Owns when what is not needed any more is looked for and removed: at the start of a worker, and every hour. */
import type { Logger } from '../platform/logger';
import { repeating, type Repeating } from './repeating';

export interface SweepInputs {
  /** What is removed, as the log tells it. */
  readonly name: string;
  /** Removes what is there to remove; answers how many. */
  readonly sweep: () => Promise<number>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly everyMs?: number;
}

const HOUR_MS = 3_600_000;

/** Runs until `stop`. One that fails is tried again an hour later. */
export function startSweep({ name, sweep, log, everyMs = HOUR_MS }: SweepInputs): Repeating {
  return repeating(async () => {
    try {
      const removed = await sweep();
      if (removed > 0) log.info({ removed }, `removed: ${name}`);
    } catch (error) {
      log.warn({ err: error }, `not removed, trying again in an hour: ${name}`);
    }
    return everyMs;
  });
}
