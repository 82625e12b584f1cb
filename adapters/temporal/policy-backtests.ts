/** Owns the start of back-tests: the only place that starts one's workflow. */
import { WorkflowIdReusePolicy } from '@temporalio/common';
import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import type { policyBacktest } from '../../workflows';
import { toCallError } from './call-error';

export interface PolicyBacktests {
  /** Errors: `Unavailable`. */
  start(backtest: string): Promise<void>;
  /** Starts it unless it is at work; false where it is. Where it had ended, it goes on from what is written. Errors: `Unavailable`. */
  carry(backtest: string): Promise<boolean>;
}

export function policyBacktests(client: Client, options: { taskQueue: string; deadlineMs: number }): PolicyBacktests {
  const { taskQueue, deadlineMs } = options;
  const start = (backtest: string, workflowIdReusePolicy: WorkflowIdReusePolicy) =>
    client.withDeadline(Date.now() + deadlineMs, () =>
      client.workflow.start<typeof policyBacktest>('policyBacktest', {
        workflowId: `backtest/${backtest}`,
        taskQueue,
        args: [{ backtest }],
        workflowIdReusePolicy,
      }),
    );
  return {
    start: async (backtest) => {
      try {
        await start(backtest, WorkflowIdReusePolicy.REJECT_DUPLICATE);
      } catch (thrown) {
        throw toCallError(thrown);
      }
    },
    carry: async (backtest) => {
      try {
        await start(backtest, WorkflowIdReusePolicy.ALLOW_DUPLICATE);
        return true;
      } catch (thrown) {
        if (thrown instanceof WorkflowExecutionAlreadyStartedError) return false;
        throw toCallError(thrown);
      }
    },
  };
}
