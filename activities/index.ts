/** Owns the activities: use cases as Temporal sees them. Each is one call, and says why repeating it is safe. */
import { heartbeat } from '@temporalio/activity';
import { closeOrder, type CloseOrderInput } from '../usecases/close-order';
import { judgeOrder, type JudgeOrderResult } from '../usecases/judge-order';
import { reevaluateGroup, type GroupOrders, type GroupReevaluated } from '../usecases/reevaluate-group';
import type { JudgeOrderInput } from '../usecases/order-subject';
import type { CreditStores } from '../usecases/stores';
import { asActivityFailure } from './activity-failure';

export type { CloseOrderInput, GroupReevaluated, JudgeOrderInput, JudgeOrderResult };
export type { Submission } from '../usecases/order-subject';
export type Activities = ReturnType<typeof createActivities>;

/** An object literal of functions, since methods of a class are not registered. */
export function createActivities(stores: CreditStores, group: GroupOrders) {
  return {
    /**
     * Safe to repeat because the decision is keyed by order and revision, the reservation by order, and a stored
     * decision is used instead of a new one. Throws `CrivoError` codes as failure types. Takes at most seconds;
     * a database that is away makes it fail and be repeated.
     */
    judgeOrder: (input: JudgeOrderInput): Promise<JudgeOrderResult> =>
      asActivityFailure(() => judgeOrder(stores, input)),

    /**
     * Safe to repeat because freeing what is free changes nothing and the order is written once per revision.
     * Throws as above. Takes at most seconds.
     */
    closeOrder: (input: CloseOrderInput): Promise<void> => asActivityFailure(() => closeOrder(stores, input)),

    /**
     * Safe to repeat because judging an order again without a change changes nothing. Throws `Unavailable` and other
     * codes when an order could not be reached. Takes a tenth of a second an order.
     */
    reevaluateGroup: (groupKey: string): Promise<GroupReevaluated> =>
      asActivityFailure(() => reevaluateGroup(group, groupKey, heartbeat)),
  };
}
