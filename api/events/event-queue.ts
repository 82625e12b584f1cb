/** Owns what waits to be sent to one listener: a bounded queue that is read as it fills, and ends with whoever leaves. */

export interface EventQueue<T> extends AsyncIterable<T> {
  /** Where there is no room left, all that waits is dropped, and the listener learns that instead. */
  push(event: T): void;
  /** What waits is still read; nothing comes after it. */
  end(): void;
}

export interface QueueOptions<T> {
  readonly most: number;
  /** Told once in place of what was dropped. */
  readonly dropped: T;
  /** The listener has left, or all was read after the end. Called once. */
  readonly onClosed: () => void;
}

/** One reader at a time. */
export function eventQueue<T>({ most, dropped, onClosed }: QueueOptions<T>): EventQueue<T> {
  let waiting: T[] = [];
  let wake: (() => void) | null = null;
  let [isEnded, isClosed] = [false, false];
  const close = () => {
    if (!isClosed) onClosed();
    [isEnded, isClosed, waiting] = [true, true, []];
  };
  const rouse = () => {
    wake?.();
    wake = null;
  };
  const next = async (): Promise<IteratorResult<T, undefined>> => {
    while (waiting.length === 0 && !isEnded) await new Promise<void>((resolve) => (wake = resolve));
    const [event, ...rest] = waiting;
    if (event === undefined) {
      close();
      return { done: true, value: undefined };
    }
    waiting = rest;
    return { done: false, value: event };
  };
  const leave = async (): Promise<IteratorResult<T, undefined>> => {
    close();
    rouse();
    return { done: true, value: undefined };
  };
  return {
    push: (event) => {
      if (isEnded) return;
      waiting = waiting.length >= most ? [dropped] : [...waiting, event];
      rouse();
    },
    end: () => {
      isEnded = true;
      rouse();
    },
    [Symbol.asyncIterator]: () => ({ next, return: leave }),
  };
}
