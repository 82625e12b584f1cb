/** Owns the news to a need's workflow that there is a purchase to carry on: the only place that starts or signals one. */
import { WorkflowIdReusePolicy } from '@temporalio/common';
import type { Client } from '@temporalio/client';
import type { NeedKey } from '../../contracts/purchase';
import type { reportPurchase } from '../../workflows';
import * as messages from '../../workflows/messages';
import { toCallError } from './call-error';

export interface ReportWorkflows {
  /** Starts the need's workflow, or finds it running. Safe to repeat. Errors: `Unavailable`. */
  carry(need: NeedKey, purchase: string): Promise<void>;
}

/** The one id that all purchases of a need have. */
export function reportWorkflowId({ accountKey, customerKey, product }: NeedKey): string {
  return `report/${accountKey}/${customerKey}/${product}`;
}

export function reportWorkflows(client: Client, options: { taskQueue: string; deadlineMs: number }): ReportWorkflows {
  const { taskQueue, deadlineMs } = options;
  return {
    carry: async (need, purchase) => {
      try {
        await client.withDeadline(Date.now() + deadlineMs, () =>
          client.workflow.signalWithStart<typeof reportPurchase, [{ readonly purchase: string }]>('reportPurchase', {
            workflowId: reportWorkflowId(need),
            taskQueue,
            args: [{}],
            signal: messages.purchaseWaitsSignal,
            signalArgs: [{ purchase }],
            workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
          }),
        );
      } catch (thrown) {
        throw toCallError(thrown);
      }
    },
  };
}
