/** Owns the bundling of workflow code, done once at build time. */
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { join } from 'node:path';

/** One script that holds all workflows. Takes seconds. */
export function bundleWorkflows(root = join(__dirname, '..')): Promise<{ code: string }> {
  return bundleWorkflowCode({ workflowsPath: join(root, 'workflows', 'index.ts'), logger: new DefaultLogger('WARN') });
}
