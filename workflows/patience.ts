/** Owns how long a workflow waits before it tries again by itself: ever more rarely, and never for ever. */
import { isCancellation, sleep, TemporalFailure } from '@temporalio/workflow';

const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 3_600_000;

/** Ever more rarely: a minute, two, four, up to an hour. */
export function retryAfterMs(tries: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** tries, LONGEST_RETRY_MS);
}

/** False when `work` failed for good; what nobody waits for must not end the workflow when it fails. */
export async function succeeded(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (failure) {
    if (!(failure instanceof TemporalFailure) || isCancellation(failure)) throw failure;
    return false;
  }
}

export interface Lifetime {
  /** When it ends, in milliseconds since 1970. */
  readonly endsAt: number;
  readonly isOver: boolean;
  /** Starts the timer, which waits until now: a workflow has its handlers ready first. A new end replaces the old. */
  begin(endsAt?: number): void;
}

/**
 * One timer for a whole life: a condition with a time-out makes 17 promises each time, and the SDK keeps the stack of
 * every one.
 */
export function lifetime(endsAt: number): Lifetime {
  const life = { endsAt, isOver: false, begin };
  let begun: number | null = null;
  return life;

  function begin(until = life.endsAt): void {
    if (begun === until) return;
    begun = life.endsAt = until;
    life.isOver = false;
    sleep(Math.max(1, until - Date.now())).then(
      () => void (life.isOver ||= life.endsAt === until),
      () => undefined,
    );
  }
}
