/** Owns long computing that lets others be served in between. */

/** How long others wait at most, if no single step takes longer. */
const SLICE_MS = 5;

/** `work` of each, in order, with a pause whenever it has computed for a while. */
export async function inSlices<T, R>(items: readonly T[], work: (item: T) => R | Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let since = performance.now();
  for (const item of items) {
    const result = work(item);
    results.push(result instanceof Promise ? await result : result);
    if (performance.now() - since < SLICE_MS) continue;
    await new Promise((resume) => setImmediate(resume));
    since = performance.now();
  }
  return results;
}
