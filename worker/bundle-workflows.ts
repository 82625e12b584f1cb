/** Owns the bundling of workflow code, done once at build time. */
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { join } from 'node:path';
import { workflowTracingModule } from '../platform/workflow-tracing';

/**
 * One script that holds all workflows. Takes seconds. `traced`: with the code that makes spans inside of workflows, which
 * nobody has to load whose traces are off.
 */
export function bundleWorkflows(root = join(__dirname, '..'), traced = false): Promise<{ code: string }> {
  return bundleWorkflowCode({
    workflowsPath: join(root, 'workflows', 'index.ts'),
    ...(traced && { workflowInterceptorModules: [workflowTracingModule()] }),
    logger: new DefaultLogger('WARN'),
  });
}
