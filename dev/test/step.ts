/** Owns one step of the test run: what it counts, how long it took, and the words for a person. */

/** What a step adds to the closing line. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** A tool that says yes or no counts as one. */
export const ONE_PASSED: Tally = { passed: 1, failed: 0 };
export const ONE_FAILED: Tally = { passed: 0, failed: 1 };
/** A step that prepares counts only when it fails. */
export const NOTHING: Tally = { passed: 0, failed: 0 };

export interface StepResult extends Tally {
  readonly name: string;
  readonly seconds: number;
}

/** Runs one step. What it throws is printed and counts as one failure, so that the run always reaches its last line. */
export async function runStep(name: string, work: () => Promise<Tally>): Promise<StepResult> {
  const started = Date.now();
  const tally = await work().catch((error: unknown) => {
    console.error(`[${name}] ${error instanceof Error ? error.message : String(error)}`);
    return ONE_FAILED;
  });
  const seconds = (Date.now() - started) / 1000;
  console.log(`[${name}] ${tally.failed === 0 ? 'ok' : 'FAILED'} in ${seconds.toFixed(1)} s`);
  return { ...tally, name, seconds };
}

/** The lines that close a run: where the time went, then exactly `N passed, N failed`. */
export function closingLines(results: readonly StepResult[]): string[] {
  const width = Math.max(...results.map(({ name }) => name.length), 0);
  const rows = results.map(
    ({ name, seconds, passed, failed }) =>
      `${name.padEnd(width)}  ${seconds.toFixed(1).padStart(7)} s  ${passed} passed, ${failed} failed`,
  );
  const { passed, failed } = total(results);
  return ['', ...rows, `${passed} passed, ${failed} failed`];
}

export function total(results: readonly Tally[]): Tally {
  const sum = (of: (tally: Tally) => number): number => results.reduce((all, tally) => all + of(tally), 0);
  return { passed: sum((tally) => tally.passed), failed: sum((tally) => tally.failed) };
}
