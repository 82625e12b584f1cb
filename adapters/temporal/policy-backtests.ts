/** Owns the start of back-tests: the only place that starts one's workflow. */
import { WorkflowIdReusePolicy } from '@temporalio/common';
import type { Client } from '@temporalio/client';
import type { policyBacktest } from '../../workflows';
import { toCallError } from './call-error';

export interface PolicyBacktests {
  /** Errors: `Unavailable`. */
  start(backtest: string): Promise<void>;
}

export function policyBacktests(client: Client, options: { taskQueue: string; deadlineMs: number }): PolicyBacktests {
  const { taskQueue, deadlineMs } = options;
  return {
    start: async (backtest) => {
      try {
        await client.withDeadline(Date.now() + deadlineMs, () =>
          client.workflow.start<typeof policyBacktest>('policyBacktest', {
            workflowId: `backtest/${backtest}`,
            taskQueue,
            args: [{ backtest }],
            workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
          }),
        );
      } catch (thrown) {
        throw toCallError(thrown);
      }
    },
  };
}
