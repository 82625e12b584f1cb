/** Owns where the code is that makes spans inside of workflows; it becomes part of a bundle and is never run here. */

/** A path for the bundler. */
export function workflowTracingModule(): string {
  return require.resolve('@temporalio/interceptors-opentelemetry/lib/workflow-interceptors');
}
