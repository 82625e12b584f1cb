/** Owns how a test waits: for a condition, within a bound, never for a time. */

/** Waits for a condition, asked every few milliseconds, at most `withinMs`. */
export async function until(isTrue: () => Promise<boolean>, what: string, withinMs = 20_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`waited ${withinMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
