/** Owns how a long wait talks to the person who waits. */

/** Takes one line for a person: no line break at its end. */
export type Say = (line: string) => void;

/** A wait is never silent for longer than this. */
export const PROGRESS_EVERY_MS = 20_000;

/**
 * Awaits `work` and says a line every {@link PROGRESS_EVERY_MS} until it settles. `line` gets the whole seconds passed.
 */
export async function withProgress<T>(
  say: Say,
  line: (seconds: number) => string,
  work: () => Promise<T>,
  everyMs: number = PROGRESS_EVERY_MS,
): Promise<T> {
  const started = Date.now();
  const timer = setInterval(() => say(line(Math.round((Date.now() - started) / 1000))), everyMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
