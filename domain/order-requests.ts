/** Owns what may be asked of an order in each of its states, and which actions an evaluation then covers. Pure. */
import { isBefore, stagesBefore, type AskableAction, type OrderAction } from './actions';
import { isOpen, OrderStatus, type OrderState } from './order';
import { toldPart } from './order-parts';

/** What a caller may ask of an order; `submit` on an open order is a repetition, not a change. */
export type OrderRequest =
  | { readonly type: 'amend' | 'cancel' | 'close' | 'reevaluate' | 'unhold' }
  | { readonly type: 'hold'; readonly by: string; readonly reason: string }
  | { readonly type: 'ask'; readonly action: AskableAction; readonly part?: string };

/** Why an evaluation takes place, as far as it says what is judged. */
export type JudgingCause = 'submit' | 'ask' | 'amend' | 'reevaluate' | 'currentPolicy' | 'reopen';

/** Why a request can't be met in this state, or `null` when it can. Read-only: update validators call it. */
export function refusalOf(
  state: OrderState,
  request: OrderRequest,
): 'OrderClosed' | 'OrderOnHold' | 'ActionNotDue' | 'PartConflict' | null {
  if (!isOpen(state)) return 'OrderClosed';
  const { forced } = state;
  if (request.type === 'hold') {
    const isRepeated = forced?.by === request.by && forced.reason === request.reason;
    return forced === undefined || isRepeated ? null : 'OrderOnHold';
  }
  if (request.type !== 'ask') return null;
  if (request.part !== undefined && toldPart(state, request.action, request.part) !== null) return 'PartConflict';
  if (forced !== undefined) return 'OrderOnHold';
  if (dueAction(state) === request.action) return null;
  return request.part !== undefined && mayInvoicePart(state, request.action) ? null : 'ActionNotDue';
}

/** True when the order has passed `action` already: asking again answers with the decision that let it pass. */
export function hasPassed(state: OrderState, action: OrderAction): boolean {
  return state.status === OrderStatus.done || (state.status !== OrderStatus.new && isBefore(action, state.stage));
}

/** The action that may be asked for now: the stage, unless an earlier action or a person holds the order. */
export function dueAction(state: OrderState): OrderAction | null {
  if (!isOpen(state) || state.forced !== undefined) return null;
  return state.hold === null || state.hold.action === state.stage ? state.stage : null;
}

/** What was separated in part may be invoiced before the rest is separated. */
function mayInvoicePart({ stage, hold, parts = [] }: OrderState, action: AskableAction): boolean {
  const isFree = hold === null || hold.action === 'invoicing';
  return action === 'invoicing' && stage === 'stockSeparation' && isFree && parts.length > 0;
}

/**
 * Which actions an evaluation covers. A new order is judged at `save`, an asked stage by itself unless it
 * holds the order, which then answers for all that holds it; an amended, reopened
 * or re-evaluated order by every action it has passed, and by the one that holds it.
 */
export function actionsToJudge(state: OrderState, cause: JudgingCause, asked?: AskableAction): OrderAction[] {
  if (cause === 'submit') return [state.stage];
  if (cause === 'ask') {
    const action = asked ?? state.stage;
    return state.hold?.action === action ? [...state.hold.actions] : [action];
  }
  if (cause === 'reevaluate' && state.hold !== null) return [...state.hold.actions];
  const passed = stagesBefore(state.stage);
  if (cause === 'reopen' && passed.length === 0) return [state.stage];
  if (cause === 'currentPolicy' && state.hold !== null) {
    return [...passed, ...state.hold.actions.filter((action) => !passed.includes(action))];
  }
  return state.hold?.action === state.stage ? [...passed, state.stage] : [...passed];
}
