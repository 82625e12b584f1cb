/** Owns how a suite reaches the run's real servers, and the names that keep it apart from the others on them. */
import { randomBytes } from 'node:crypto';

/** Connection string of the MongoDB-compatible server, without a database. */
export function mongodbUri(): string {
  return published('CRIVO_TEST_MONGODB');
}

/** `host:port` of the Temporal server; its namespace is `default`. */
export function temporalAddress(): string {
  return published('CRIVO_TEST_TEMPORAL');
}

/** Path of the time-skipping server's program, for `TestWorkflowEnvironment.createTimeSkipping`. */
export function timeSkippingExecutable(): string {
  return published('CRIVO_TEST_TIME_SKIPPING_EXECUTABLE');
}

/** A database name no other suite and no other run has. At most 63 bytes, as MongoDB asks. */
export function uniqueDatabase(name: string): string {
  return `t-${name.slice(0, 40)}-${randomBytes(6).toString('hex')}`;
}

/** A task queue no other suite and no other run has. */
export function uniqueTaskQueue(name: string): string {
  return `t-${name}-${randomBytes(6).toString('hex')}`;
}

function published(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: run the suite by jest, without CRIVO_TEST_SERVERS=none`);
  return value;
}
