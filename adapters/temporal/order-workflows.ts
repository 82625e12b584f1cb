/** Owns every call to an order's workflow: the only place that starts or updates one. */
import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from '@temporalio/common';
import type { orderApproval } from '../../workflows';
import * as messages from '../../workflows/messages';
import { toCallError } from './call-error';

/** Which order. */
export interface OrderAddress {
  readonly branch: string;
  readonly order: string;
}

/**
 * Errors of every call: `Unavailable` when nothing answered within the deadline, so that nobody can tell whether the
 * order was reached; `OrderClosed` when its workflow has ended; `ActionNotDue` and the like with the state; final errors of judging.
 */
export interface OrderWorkflows {
  /** Starts the order or finds it running. The same content twice is one update, whose handler runs once. */
  submit(at: OrderAddress, generation: number, input: messages.SubmitOrder): Promise<messages.OrderAnswer>;
  ask(at: OrderAddress, input: messages.AskAction): Promise<messages.OrderAnswer>;
  amend(at: OrderAddress, input: messages.AmendOrder): Promise<messages.OrderAnswer>;
  reevaluate(at: OrderAddress, input: messages.ReevaluateOrder): Promise<messages.OrderAnswer>;
  cancel(at: OrderAddress, input: messages.Asked): Promise<messages.OrderAnswer['state']>;
  close(at: OrderAddress, input: messages.Asked): Promise<messages.OrderAnswer['state']>;
  hold(at: OrderAddress, input: messages.HoldOrder): Promise<messages.OrderAnswer['state']>;
  unhold(at: OrderAddress, input: messages.Asked): Promise<messages.OrderAnswer['state']>;
  /** Starts a closed order's next life, or finds it started. One generation is one update, whose handler runs once. */
  reopen(at: OrderAddress, input: messages.ReopenOrder): Promise<messages.OrderAnswer>;
  /** Starts an open order again from where it is stored, when its workflow was ended from outside. Safe to repeat. */
  revive(at: OrderAddress, generation: number, carried: messages.CarriedOrder): Promise<void>;
}

export interface OrderWorkflowOptions {
  readonly taskQueue: string;
  /** How long one call may take before it is given up as `Unavailable`. */
  readonly deadlineMs: number;
}

/** The id of an order's workflow; `orderOfWorkflow` is its inverse. */
export function orderWorkflowId({ branch, order }: OrderAddress): string {
  return `order/${branch}/${order}`;
}

/** The order a workflow id names, or `null` for another kind of workflow. */
export function orderOfWorkflow(workflowId: string): OrderAddress | null {
  const [kind, branch, order, ...rest] = workflowId.split('/');
  return kind === 'order' && branch && order && rest.length === 0 ? { branch, order } : null;
}

export function orderWorkflows(client: Client, options: OrderWorkflowOptions): OrderWorkflows {
  const { taskQueue, deadlineMs } = options;
  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await client.withDeadline(Date.now() + deadlineMs, work);
    } catch (thrown) {
      throw toCallError(thrown);
    }
  };
  const handle = (at: OrderAddress) => client.workflow.getHandle<typeof orderApproval>(orderWorkflowId(at));

  return {
    submit: (at, generation, input) =>
      call(() =>
        client.workflow.executeUpdateWithStart(messages.submitOrderUpdate, {
          args: [input],
          updateId: `submit/${input.submission.contentHash}`,
          startWorkflowOperation: new WithStartWorkflowOperation<typeof orderApproval>('orderApproval', {
            workflowId: orderWorkflowId(at),
            taskQueue,
            args: [{ ...at, generation }],
            workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
            // An order that was never judged leaves its id free; any other is answered from its document.
            workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
            workflowTaskTimeout: '5 s',
          }),
        }),
      ),
    ask: (at, input) => call(() => handle(at).executeUpdate(messages.askActionUpdate, { args: [input] })),
    amend: (at, input) => call(() => handle(at).executeUpdate(messages.amendOrderUpdate, { args: [input] })),
    reevaluate: (at, input) => call(() => handle(at).executeUpdate(messages.reevaluateOrderUpdate, { args: [input] })),
    cancel: (at, input) => call(() => handle(at).executeUpdate(messages.cancelOrderUpdate, { args: [input] })),
    close: (at, input) => call(() => handle(at).executeUpdate(messages.closeOrderUpdate, { args: [input] })),
    hold: (at, input) => call(() => handle(at).executeUpdate(messages.holdOrderUpdate, { args: [input] })),
    unhold: (at, input) => call(() => handle(at).executeUpdate(messages.unholdOrderUpdate, { args: [input] })),
    reopen: (at, input) =>
      call(() =>
        client.workflow.executeUpdateWithStart(messages.reopenOrderUpdate, {
          args: [input],
          updateId: `reopen/${input.generation}`,
          startWorkflowOperation: new WithStartWorkflowOperation<typeof orderApproval>('orderApproval', {
            workflowId: orderWorkflowId(at),
            taskQueue,
            args: [{ ...at, generation: input.generation, carried: input.carried }],
            workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
            workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
            workflowTaskTimeout: '5 s',
          }),
        }),
      ),
    revive: (at, generation, carried) =>
      call(async () => {
        await client.workflow.start<typeof orderApproval>('orderApproval', {
          workflowId: orderWorkflowId(at),
          taskQueue,
          args: [{ ...at, generation, carried }],
          workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
          workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
          workflowTaskTimeout: '5 s',
        });
      }),
  };
}
