/** Owns the news to a group's re-evaluation that its credit has changed: the only place that starts or signals one. */
import { WorkflowIdReusePolicy, type SignalDefinition } from '@temporalio/common';
import type { Client } from '@temporalio/client';
import type { customerReevaluation } from '../../workflows';
import * as messages from '../../workflows/messages';
import { toCallError } from './call-error';

export interface CreditSignals {
  /** Safe to repeat: signals that come together are one round. Errors: `Unavailable`. */
  creditChanged(groupKey: string): Promise<void>;
  /** Has the next date on which a limit becomes another waited for; nobody is judged before. Errors: `Unavailable`. */
  hasLimitDates(groupKey: string): Promise<void>;
}

export function creditSignals(client: Client, options: { taskQueue: string; deadlineMs: number }): CreditSignals {
  const { taskQueue, deadlineMs } = options;
  const tell = async (groupKey: string, signal: SignalDefinition): Promise<void> => {
    try {
      await client.withDeadline(Date.now() + deadlineMs, () =>
        client.workflow.signalWithStart<typeof customerReevaluation, []>('customerReevaluation', {
          workflowId: `reevaluate/${groupKey}`,
          taskQueue,
          args: [{ groupKey, changed: false }],
          signal,
          workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
        }),
      );
    } catch (thrown) {
      throw toCallError(thrown);
    }
  };
  return {
    creditChanged: (groupKey) => tell(groupKey, messages.creditChangedSignal),
    hasLimitDates: (groupKey) => tell(groupKey, messages.limitDatesSignal),
  };
}
