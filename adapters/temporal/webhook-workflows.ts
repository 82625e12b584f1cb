/** Owns every start of a webhook delivery's workflow. */
import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import type { webhookDelivery } from '../../workflows';
import type { WebhookStart } from '../../workflows/messages';
import { toCallError } from './call-error';

/** Errors of every call: `Unavailable` when nothing answered within the deadline. */
export interface WebhookWorkflows {
  /** Starts the delivery. One that was started before, running or ended, stays as it is. */
  start(input: WebhookStart): Promise<void>;
  /** Starts another round. `replaces`: what may still run is of an earlier round, which has ended in the log. */
  restart(input: WebhookStart, replaces: boolean): Promise<void>;
}

export interface WebhookWorkflowOptions {
  readonly taskQueue: string;
  readonly deadlineMs: number;
}

/** The id of a delivery's workflow. */
export function webhookWorkflowId({ entry, endpoint }: Pick<WebhookStart, 'entry' | 'endpoint'>): string {
  return `webhook/${entry.id}/${endpoint}`;
}

export function webhookWorkflows(client: Client, { taskQueue, deadlineMs }: WebhookWorkflowOptions): WebhookWorkflows {
  const start = async (
    input: WebhookStart,
    policies: {
      workflowIdReusePolicy: WorkflowIdReusePolicy;
      workflowIdConflictPolicy: WorkflowIdConflictPolicy;
    },
  ): Promise<void> => {
    try {
      await client.withDeadline(Date.now() + deadlineMs, () =>
        client.workflow.start<typeof webhookDelivery>('webhookDelivery', {
          workflowId: webhookWorkflowId(input),
          taskQueue,
          args: [input],
          ...policies,
        }),
      );
    } catch (thrown) {
      if (thrown instanceof WorkflowExecutionAlreadyStartedError) return;
      throw toCallError(thrown);
    }
  };
  const { USE_EXISTING, TERMINATE_EXISTING } = WorkflowIdConflictPolicy;
  const { REJECT_DUPLICATE, ALLOW_DUPLICATE } = WorkflowIdReusePolicy;
  return {
    start: (input) => start(input, { workflowIdReusePolicy: REJECT_DUPLICATE, workflowIdConflictPolicy: USE_EXISTING }),
    restart: (input, replaces) =>
      start(input, {
        workflowIdReusePolicy: ALLOW_DUPLICATE,
        workflowIdConflictPolicy: replaces ? TERMINATE_EXISTING : USE_EXISTING,
      }),
  };
}
