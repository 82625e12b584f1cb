/** Owns how long an answer of a server that seldom changes is kept, and that a silent one is not asked by everybody at once. */

const KEPT_MS = 3_600_000;
const FAILURE_KEPT_MS = 3_000;

/** One question at a time; its answer serves for an hour, a failure for seconds. */
export function askedOnce<T>(ask: () => Promise<T>, now: () => number): () => Promise<T> {
  let asked: { readonly answer: Promise<T>; until: number } | null = null;
  return () => {
    if (asked !== null && now() < asked.until) return asked.answer;
    const latest = { answer: ask(), until: Number.POSITIVE_INFINITY };
    const keep = (forMs: number) => () => {
      latest.until = now() + forMs;
    };
    latest.answer.then(keep(KEPT_MS), keep(FAILURE_KEPT_MS));
    asked = latest;
    return latest.answer;
  };
}
