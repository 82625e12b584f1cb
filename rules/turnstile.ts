/** Owns letting pieces of work through one at a time, in the order they came. */
import { CrivoError } from '../domain/errors';

export interface TurnstileBounds {
  /** With so many waiting already, one more is told to come back later (`Unavailable`). */
  readonly waiting: number;
  /** After so many in a row, whatever else the process has to do gets its turn first. */
  readonly inARow: number;
}

/** Through which work of any kind goes; the promise is that of the work itself. */
export type Turnstile = <T>(work: () => Promise<T>) => Promise<T>;

/** Dropped slots are given back this many at a time: shifting a long array by one is slow. */
const CHUNK = 256;

/** Work that comes while none is being done begins at once. A failure is its own: the next piece follows as usual. */
export function turnstile(bounds: TurnstileBounds): Turnstile {
  let queue: ((() => void) | undefined)[] = [];
  let served = 0;
  let inARow = 0;
  let isBusy = false;

  const leave = (): void => {
    const begin = queue[served];
    if (begin === undefined) {
      [queue, served, inARow, isBusy] = [[], 0, 0, false];
      return;
    }
    queue[served] = undefined;
    served += 1;
    inARow += 1;
    if (served === CHUNK) {
      queue = queue.slice(served);
      served = 0;
    }
    if (inARow % bounds.inARow === 0) setImmediate(begin);
    else begin();
  };

  return <T>(work: () => Promise<T>): Promise<T> => {
    if (queue.length - served >= bounds.waiting) {
      return Promise.reject(new CrivoError('Unavailable', { retryAfterSeconds: 1 }));
    }
    if (!isBusy) {
      isBusy = true;
      const done = begun(work);
      done.then(leave, leave);
      return done;
    }
    return new Promise((resolve, reject) => {
      queue.push(() => {
        const done = begun(work);
        done.then(resolve, reject);
        done.then(leave, leave);
      });
    });
  };
}

/** Work that throws before its promise must not leave the turnstile locked behind it. */
function begun<T>(work: () => Promise<T>): Promise<T> {
  try {
    return work();
  } catch (error) {
    return Promise.reject(error instanceof Error ? error : new Error(String(error)));
  }
}
