/** Owns the reading of jest's own report, so that nothing is counted that did not run. */
import { z } from 'zod';
import type { Tally } from './step';

const reportSchema = z.object({
  numPassedTests: z.number().int(),
  numFailedTests: z.number().int(),
  /** Suites that could not be loaded: their tests are in no other count. */
  numRuntimeErrorTestSuites: z.number().int(),
});

/**
 * What jest counted. A run in which nothing passed is a failure even where nothing failed, and so is a run that ended
 * badly for a reason that no test shows (a failed tear-down, a process that was killed).
 */
export function tallyOfJest(report: unknown, exitCode: number | null): Tally {
  const parsed = reportSchema.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1 };
  const { numPassedTests: passed, numFailedTests, numRuntimeErrorTestSuites } = parsed.data;
  const failed = numFailedTests + numRuntimeErrorTestSuites;
  const endedBadly = passed === 0 || exitCode !== 0;
  return { passed, failed: endedBadly ? Math.max(failed, 1) : failed };
}
