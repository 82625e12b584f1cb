/** Owns the life of an order: its states, the events that move it, and the one function that does. Pure. */
import { isBefore, stageAfter, stagesBefore, type AskableAction, type OrderAction } from './actions';
import { AskedBy, type Outcome, verdict } from './outcome';

export const OrderStatus = {
  /** Nothing has been judged yet; never stored. */
  new: 'new',
  /** Saved, and waiting for its stage to be asked for. */
  waiting: 'waiting',
  /** An action was blocked or couldn't be verified. */
  held: 'held',
  done: 'done',
  cancelled: 'cancelled',
  expired: 'expired',
} as const;
export type OrderStatus = (typeof OrderStatus)[keyof typeof OrderStatus];

/** An order that waits because judging `action` didn't let it go on. Instants are UTC. */
export interface Hold {
  readonly action: OrderAction;
  /** Every action that is judged again to end the hold: an amended order answers for all it has passed. */
  readonly actions: readonly OrderAction[];
  readonly outcome: Outcome;
  readonly since: string;
  readonly deadline: string;
}

export interface OrderState {
  readonly status: OrderStatus;
  /** The next stage to be passed; the last one reached when the order is closed. */
  readonly stage: OrderAction;
  readonly hold: Hold | null;
  /** Who moves the order next. */
  readonly awaits: 'person' | 'automatic' | 'holdEnd' | 'nothing';
}

/** How a stage is passed at a branch. */
export interface StageRule {
  readonly by: AskedBy;
  /** An automatic stage that goes on with `clear` only; otherwise it waits for a person. */
  readonly demandsClear: boolean;
}
export type StageRules = Readonly<Record<AskableAction, StageRule>>;

/** The result of one evaluation, as the order sees it. */
export interface Judged {
  readonly type: 'judged';
  /** All actions judged together, in order; the last one gives the evaluation its name. */
  readonly actions: readonly OrderAction[];
  readonly by: AskedBy;
  readonly outcome: Outcome;
  /** The order was amended: whoever asked for its stage asked for other content, so the stage is asked for again. */
  readonly amended?: boolean;
  /** An amend that lowers what the customer owes is always allowed, so it never holds an order that was going on. */
  readonly lowersExposure: boolean;
  readonly at: string;
  /** The deadline a hold would get if it begins now. */
  readonly holdUntil: string;
  readonly stages: StageRules;
}

export type OrderEvent =
  | Judged
  | { readonly type: 'cancelled' }
  /** A hold's deadline, or the longest life of an order, has passed. */
  | { readonly type: 'expired' };

/** What a caller may ask of an order; `submit` on an open order is a repetition, not a change. */
export type OrderRequest =
  { readonly type: 'amend' | 'cancel' | 'reevaluate' } | { readonly type: 'ask'; readonly action: AskableAction };

/** The state before anything was judged. */
export const NEW_ORDER: OrderState = { status: OrderStatus.new, stage: 'save', hold: null, awaits: 'nothing' };

/** The longest life of an order that nobody moves on. */
export const ORDER_LIFE_MS = 180 * 24 * 3_600_000;

/** True until the order is done, cancelled or expired. */
export function isOpen(state: OrderState): boolean {
  return state.status === OrderStatus.new || state.status === OrderStatus.waiting || state.status === OrderStatus.held;
}

/** Why a request can't be met in this state, or `null` when it can. Read-only: update validators call it. */
export function refusalOf(state: OrderState, request: OrderRequest): 'OrderClosed' | 'ActionNotDue' | null {
  if (!isOpen(state)) return 'OrderClosed';
  if (request.type === 'ask') return dueAction(state) === request.action ? null : 'ActionNotDue';
  return null;
}

/** True when the order has passed `action` already: asking again answers with the decision that let it pass. */
export function hasPassed(state: OrderState, action: OrderAction): boolean {
  return state.status === OrderStatus.done || (state.status !== OrderStatus.new && isBefore(action, state.stage));
}

/** The action that may be asked for now: the stage, unless an earlier action holds the order. */
export function dueAction(state: OrderState): OrderAction | null {
  if (!isOpen(state)) return null;
  return state.hold === null || state.hold.action === state.stage ? state.stage : null;
}

/**
 * Which actions an evaluation covers. A new order is judged at `save`, an asked stage by itself; an amended or
 * re-evaluated order by every action it has passed, and by the one that holds it.
 */
export function actionsToJudge(state: OrderState, cause: 'submit' | 'ask' | 'amend' | 'reevaluate'): OrderAction[] {
  if (cause === 'submit' || cause === 'ask') return [state.stage];
  if (cause === 'reevaluate' && state.hold !== null) return [...state.hold.actions];
  const passed = stagesBefore(state.stage);
  return state.hold?.action === state.stage ? [...passed, state.stage] : [...passed];
}

/** The state after `event`. Events on a closed order change nothing. */
export function next(state: OrderState, event: OrderEvent): OrderState {
  if (!isOpen(state)) return state;
  if (event.type === 'judged') return afterJudged(state, event);
  return { ...state, status: event.type, hold: null, awaits: 'nothing' };
}

function afterJudged(state: OrderState, event: Judged): OrderState {
  const action = event.actions.at(-1) ?? state.stage;
  const rule = action === 'save' ? null : event.stages[action];
  const decided = verdict(event.outcome, event.by, rule?.by === AskedBy.automatic && rule.demandsClear);
  const advances = action === state.stage && (action === 'save' || event.amended !== true);
  if (decided === 'pass') return advances ? advance(state, event.stages) : waitAt(state.stage, event.stages);
  if (decided === 'wait') return { ...waitAt(state.stage, event.stages), awaits: 'person' };
  const wasGoingOn = state.status === OrderStatus.waiting && action !== state.stage;
  return wasGoingOn && event.lowersExposure ? state : hold(state, event, action);
}

function advance(state: OrderState, stages: StageRules): OrderState {
  const stage = stageAfter(state.stage);
  return stage === null ? { ...state, status: OrderStatus.done, hold: null, awaits: 'nothing' } : waitAt(stage, stages);
}

function waitAt(stage: OrderAction, stages: StageRules): OrderState {
  const awaits = stage === 'save' ? AskedBy.person : stages[stage].by;
  return { status: OrderStatus.waiting, stage, hold: null, awaits };
}

/** A hold that is confirmed keeps its beginning and its deadline, so that re-evaluating never postpones it. */
function hold(state: OrderState, event: Judged, action: OrderAction): OrderState {
  const since = state.hold?.since ?? event.at;
  const deadline = state.hold?.deadline ?? event.holdUntil;
  const held = { action, actions: event.actions, outcome: event.outcome, since, deadline };
  return { status: OrderStatus.held, stage: state.stage, hold: held, awaits: 'holdEnd' };
}

/** The public event that a change of state announces, or `null` when nobody outside needs to know. */
export function announcementOf(before: OrderState, after: OrderState): OrderAnnouncement | null {
  if (after.status === before.status && after.stage === before.stage && after.hold?.since === before.hold?.since)
    return null;
  if (after.status === OrderStatus.new) return null;
  if (after.status === OrderStatus.waiting || after.status === OrderStatus.done) return 'order.advanced';
  return `order.${after.status}`;
}
export type OrderAnnouncement = 'order.held' | 'order.advanced' | 'order.cancelled' | 'order.expired';
