/** Owns when shadows of policies look at what was decided: every few seconds, beside the task queue. */
import type { Logger } from '../platform/logger';
import { repeating, type Repeating } from './repeating';

/** Decisions are counted half a minute after they were made: a look in between finds little. */
const EVERY_MS = 10_000;

/** Runs until `stop`. A look that fails is made again: what it would have counted is counted then. */
export function startShadows({
  sweep,
  log,
  everyMs = EVERY_MS,
}: {
  readonly sweep: () => Promise<number>;
  readonly log: Pick<Logger, 'warn'>;
  readonly everyMs?: number;
}): Repeating {
  return repeating(async () => {
    try {
      await sweep();
    } catch (error) {
      log.warn({ err: error }, 'drafts beside live policies could not be judged, trying again');
    }
    return everyMs;
  });
}
