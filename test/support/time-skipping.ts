/** Owns the starting of a Temporal server whose clock can be skipped forward. */
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { timeSkippingExecutable } from './servers';

/** A JVM that is soon up, and not at its best for hours. */
const QUICK_JVM = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC';
const ATTEMPTS = 6;

/** The SDK gives the server five seconds, which a busy machine may not have for a JVM: bounded tries. */
export async function startTimeSkipping(): Promise<TestWorkflowEnvironment> {
  process.env['JAVA_TOOL_OPTIONS'] ??= QUICK_JVM;
  const server = { executable: { type: 'existing-path', path: timeSkippingExecutable() } } as const;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await TestWorkflowEnvironment.createTimeSkipping({ server });
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}
