/** Owns the activities: use cases as Temporal sees them. Each is one call, and says why repeating it is safe. */
import { heartbeat, log } from '@temporalio/activity';
import {
  deliverWebhook,
  type DeliveryDeps,
  type DeliverWebhookInput,
  type DeliverWebhookResult,
} from '../usecases/deliver-webhook';
import { judgeOrder, type JudgeOrderResult } from '../usecases/judge-order';
import { moveOrder, type MoveOrderInput, type OrderMove, type OrderPosition } from '../usecases/move-order';
import {
  nextLimitChange,
  reevaluateGroup,
  type GroupOrders,
  type GroupReevaluated,
} from '../usecases/reevaluate-group';
import type { JudgeOrderInput } from '../usecases/order-subject';
import type { CreditStores } from '../usecases/stores';
import type { PurchaseDeps } from '../usecases/purchase-deps';
import type { SyncDeps } from '../usecases/sync-deps';
import type { BacktestDeps } from '../usecases/backtest-slice';
import { asActivityFailure } from './activity-failure';
import { backtestActivities } from './backtest-activities';
import { purchaseActivities } from './purchase-activities';
import { syncActivities } from './sync-activities';

export type { GroupReevaluated, JudgeOrderInput, JudgeOrderResult, MoveOrderInput, OrderMove, OrderPosition };
export type { DeliverWebhookInput, DeliverWebhookResult };
export type { CloseSyncInput } from '../usecases/open-sync';
export type { PurchaseProgress } from '../usecases/purchase-progress';
export type { WebhookStart } from '../usecases/deliver-webhook';
export type { Submission } from '../usecases/order-subject';
export type Activities = ReturnType<typeof createActivities>;

/** An object literal of functions, since methods of a class are not registered. */
export function createActivities(
  stores: CreditStores,
  group: GroupOrders,
  webhooks: DeliveryDeps,
  sync: SyncDeps,
  purchase: PurchaseDeps,
  backtest: BacktestDeps,
) {
  return {
    ...backtestActivities(backtest),
    ...purchaseActivities(purchase),
    ...syncActivities(sync),

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
    moveOrder: (input: MoveOrderInput): Promise<OrderPosition> => asActivityFailure(() => moveOrder(stores, input)),

    /**
     * Safe to repeat because judging an order again without a change changes nothing. Throws `Unavailable` and other
     * codes when an order could not be reached. Takes a tenth of a second an order.
     */
    reevaluateGroup: (groupKey: string): Promise<GroupReevaluated> =>
      asActivityFailure(() => reevaluateGroup(group, groupKey, heartbeat)),

    /** Safe to repeat because it only reads. Takes a few milliseconds. */
    nextLimitChange: (groupKey: string): Promise<Pick<GroupReevaluated, 'wakeAt'>> =>
      asActivityFailure(() => nextLimitChange(group, groupKey)),

    /**
     * Safe to repeat because a recorded attempt is answered from the log, and one that was not recorded is sent again
     * under the same `webhook-id`, as receivers are told to expect. What a receiver does is a result. Takes at most ten
     * seconds.
     */
    deliverWebhook: (input: DeliverWebhookInput): Promise<DeliverWebhookResult> =>
      asActivityFailure(async () => {
        const result = await deliverWebhook(webhooks, input);
        if (result.kind === 'ended' && result.failure === 'gone') {
          log.warn('an endpoint answered 410 and is disabled', { endpoint: input.endpoint });
        }
        return result;
      }),
  };
}
