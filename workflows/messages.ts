/** Owns the words workflows are spoken to with: updates, queries, and the shapes they carry. Names are for ever. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { SyncPlan, SyncProgress, SyncRun, SyncStatus } from '../contracts/receivables-sync';
import type { AskableAction } from '../domain/actions';
import type { OrderState } from '../domain/order';
import type { DeliverWebhookResult, JudgeOrderInput, JudgeOrderResult, Submission } from '../activities';

/** What starts an order's workflow. */
export interface OrderStart {
  readonly branch: string;
  readonly order: string;
  /** Rises each time a closed order is reopened. */
  readonly generation: number;
  /** State carried over by a workflow that continues as new, or is started again for an order that is stored. */
  readonly carried?: CarriedOrder;
}

/** All an order's workflow knows, as plain JSON. */
export interface CarriedOrder {
  readonly state: OrderState;
  readonly revision: number;
  readonly submitted: OrderAnswer | null;
  readonly expiresAt: number;
}

/** The answer to whoever asked: which decision tells the reasons, and where the order stands now. */
export interface OrderAnswer {
  readonly decision: string;
  readonly outcome: JudgeOrderResult['event']['outcome'];
  readonly restrictions: readonly string[];
  readonly submittedHash: string;
  readonly state: OrderState;
}

export interface OrderEnd {
  readonly status: OrderState['status'];
}

/** What starts a back-test; all that it is about is stored under this id. */
export interface BacktestStart {
  readonly backtest: string;
}

/** What starts a webhook's delivery. */
export type { WebhookStart } from '../activities';
export interface WebhookEnd {
  readonly status: Extract<DeliverWebhookResult, { kind: 'ended' }>['status'];
}

/** Who asks; recorded with what came of it. */
export interface Asked {
  readonly subject: string;
}
export interface SubmitOrder extends Asked {
  readonly submission: Submission;
}
export interface AskAction extends Asked {
  readonly action: AskableAction;
  /** The action is done for a part of the order and its stage stays; told again under the same id it is one part. */
  readonly part?: NonNullable<JudgeOrderInput['part']>;
}
export interface ReevaluateOrder extends Asked {
  /** By the version its branch has now, instead of the one it was judged by so far. */
  readonly byCurrentPolicy?: boolean;
}
export interface HoldOrder extends Asked {
  readonly reason: string;
}
/** The generation is raised in the order's document before: this is the new life's first step. */
export interface ReopenOrder extends Asked {
  readonly generation: number;
  readonly carried: CarriedOrder;
}
export interface AmendOrder extends Asked {
  readonly amendment: NonNullable<JudgeOrderInput['amendment']>;
}

export const submitOrderUpdate = defineUpdate<OrderAnswer, [SubmitOrder]>('submitOrder');
export const askActionUpdate = defineUpdate<OrderAnswer, [AskAction]>('askAction');
export const amendOrderUpdate = defineUpdate<OrderAnswer, [AmendOrder]>('amendOrder');
export const reevaluateOrderUpdate = defineUpdate<OrderAnswer, [ReevaluateOrder]>('reevaluateOrder');
export const reopenOrderUpdate = defineUpdate<OrderAnswer, [ReopenOrder]>('reopenOrder');
export const cancelOrderUpdate = defineUpdate<OrderState, [Asked]>('cancelOrder');
export const closeOrderUpdate = defineUpdate<OrderState, [Asked]>('closeOrder');
export const holdOrderUpdate = defineUpdate<OrderState, [HoldOrder]>('holdOrder');
export const unholdOrderUpdate = defineUpdate<OrderState, [Asked]>('unholdOrder');
export const orderStateQuery = defineQuery<OrderState>('orderState');

/** What starts a group's re-evaluation. `changed` carries news over that came while it continued as new. */
export interface ReevaluationStart {
  readonly groupKey: string;
  readonly changed: boolean;
}
export const creditChangedSignal = defineSignal('creditChanged');
/** Nothing has changed yet: a limit will, on a day to come. */
export const limitDatesSignal = defineSignal('limitDates');

/** What starts a branch's night. */
export interface NightStart {
  readonly branch: string;
}

/** What starts a run of the sync. `plan` and `progress` are carried over by one that continues as new. */
export interface SyncStart {
  readonly branch: string;
  readonly by: SyncRun['by'];
  /** Asked for by a person: what says nothing new is sent too. */
  readonly everything?: boolean;
  readonly plan?: SyncPlan;
  readonly progress?: SyncProgress;
}
export interface SyncEnd {
  readonly status: SyncStatus | 'nothingToDo';
}

/** What starts a need's purchases. `waiting`: those that a run that continues as new has not come to. */
export interface PurchaseStart {
  readonly waiting?: readonly string[];
}
/** There is something to carry on of this purchase; telling it twice is the same. */
export const purchaseWaitsSignal = defineSignal<[{ readonly purchase: string }]>('purchaseWaits');
