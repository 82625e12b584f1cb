/** Owns the life of an order: its states, the events that move it, and the one function that does. Pure. */
import { stageAfter, type AskableAction, type OrderAction } from './actions';
import type { HoldTimes } from './hold-times';
import { withPart, type OrderPart } from './order-parts';
import { AskedBy, type Outcome, type Verdict, verdict } from './outcome';

export const OrderStatus = {
  /** Nothing has been judged yet; never stored. */
  new: 'new',
  /** Saved, and waiting for its stage to be asked for. */
  waiting: 'waiting',
  /** An action was blocked or couldn't be verified, or a person holds it. */
  held: 'held',
  done: 'done',
  cancelled: 'cancelled',
  expired: 'expired',
} as const;
export type OrderStatus = (typeof OrderStatus)[keyof typeof OrderStatus];

/** How stored orders stand that may still move, and that may not. */
export const OPEN_STATUSES = [OrderStatus.waiting, OrderStatus.held] as const;
export const CLOSED_STATUSES = [OrderStatus.done, OrderStatus.cancelled, OrderStatus.expired] as const;

/** An order that waits because judging `action` didn't let it go on. Instants are UTC. */
export interface Hold {
  readonly action: OrderAction;
  /** Every action that is judged again to end the hold: an amended order answers for all it has passed. */
  readonly actions: readonly OrderAction[];
  readonly outcome: Outcome;
  readonly since: string;
  readonly deadline: string;
  /** When the hold calls for attention before its deadline; absent once it has, or where the branch wants none. */
  readonly escalateAt?: string;
  /** How often it has called for attention. */
  readonly escalations?: number;
  /** What was asked for was this part of the order, so that passing lets only the part pass. */
  readonly part?: OrderPart;
  /** The content was amended after the action was asked for, so that passing doesn't pass the action. */
  readonly amended?: true;
}

/** A hold that a person made and only a person lifts, whatever the checks say. The order's own state goes on beneath. */
export interface ForcedHold {
  readonly by: string;
  readonly reason: string;
  readonly since: string;
  /** Who moves the order next once this is lifted. */
  readonly resumes: OrderState['awaits'];
}

/** Fields that aren't there mean nothing of the kind: orders from before they were known have none. */
export interface OrderState {
  readonly status: OrderStatus;
  /** The next stage to be passed; the last one reached when the order is closed. */
  readonly stage: OrderAction;
  readonly hold: Hold | null;
  /** Who moves the order next. */
  readonly awaits: 'person' | 'automatic' | 'holdEnd' | 'nothing';
  readonly forced?: ForcedHold;
  /** What was separated and invoiced in parts, in the order it happened. */
  readonly parts?: readonly OrderPart[];
}

/** How a stage is passed at a branch. */
export interface StageRule {
  readonly by: AskedBy;
  /** An automatic stage that goes on with `clear` only; otherwise it waits for a person. */
  readonly demandsClear: boolean;
}
export type StageRules = Readonly<Record<AskableAction, StageRule>>;

/** The result of one evaluation, as the order sees it. */
export interface Judged extends HoldTimes {
  readonly type: 'judged';
  /** All actions judged together, in order; the last one gives the evaluation its name. */
  readonly actions: readonly OrderAction[];
  readonly by: AskedBy;
  readonly outcome: Outcome;
  /** The order was amended: whoever asked for its stage asked for other content, so the stage is asked for again. */
  readonly amended?: boolean;
  /** An amend that lowers what the customer owes is always allowed, so it never holds an order that was going on. */
  readonly lowersExposure: boolean;
  /** The action is asked for this part of the order only, and the stage stays. */
  readonly part?: OrderPart;
  readonly at: string;
  readonly stages: StageRules;
}

export type OrderEvent =
  | Judged
  | { readonly type: 'cancelled' }
  /** A hold's deadline, or the longest life of an order, has passed. */
  | { readonly type: 'expired' }
  /** The remainder is given up: the order is done for what was billed of it, and cancelled where nothing was. */
  | { readonly type: 'closed'; readonly billed: boolean }
  | { readonly type: 'forced'; readonly by: string; readonly reason: string; readonly at: string }
  /** The hold beneath, if there is one, has its time again from now on. */
  | ({ readonly type: 'unforced' } & HoldTimes)
  /** The hold calls for attention; `deadline` is the next one where the one before has passed. */
  | { readonly type: 'escalated'; readonly deadline?: string };

/** The state before anything was judged. */
export const NEW_ORDER: OrderState = { status: OrderStatus.new, stage: 'save', hold: null, awaits: 'nothing' };

/** The longest life of an order that nobody moves on. */
export const ORDER_LIFE_MS = 180 * 24 * 3_600_000;

/** When an order's life ends if nobody moves it on: counted from its submission, or from its last reopening. */
export function lifeEndsAt(order: { readonly createdAt: string; readonly reopened?: { readonly at: string } }): string {
  return new Date(Date.parse(order.reopened?.at ?? order.createdAt) + ORDER_LIFE_MS).toISOString();
}

/** True until the order is done, cancelled or expired. */
export function isOpen(state: OrderState): boolean {
  return state.status === OrderStatus.new || state.status === OrderStatus.waiting || state.status === OrderStatus.held;
}

/** A closed order as it begins to be judged again: by all it had passed, and it goes on from the stage it had reached. */
export function reopened({ stage, parts }: OrderState): OrderState {
  return { ...NEW_ORDER, stage, ...(parts && { parts }) };
}

/** The state after `event`. Events on a closed order change nothing. */
export function next(state: OrderState, event: OrderEvent): OrderState {
  if (!isOpen(state)) return state;
  switch (event.type) {
    case 'judged':
      return state.forced === undefined ? afterJudged(state, event) : judgedUnderForce(state, state.forced, event);
    case 'forced':
      return state.forced === undefined ? force(state, { by: event.by, reason: event.reason, since: event.at }) : state;
    case 'unforced':
      return state.forced === undefined ? state : freshHold(beneath(state, state.forced), event);
    case 'escalated':
      return escalated(state, event.deadline);
    case 'closed':
      return ended(state, event.billed ? OrderStatus.done : OrderStatus.cancelled);
    default:
      return ended(state, event.type);
  }
}

function afterJudged(state: OrderState, event: Judged): OrderState {
  const action = event.actions.at(-1) ?? state.stage;
  const decided = verdictOn(state, event);
  const asked = askedFor(state, event);
  if (decided === 'wait') return { ...waitAt(state, state.stage, event.stages), awaits: 'person' };
  if (decided === 'hold') {
    const wasGoingOn = state.status === OrderStatus.waiting && action !== state.stage;
    return wasGoingOn && event.lowersExposure ? state : hold(state, event, { action, ...asked });
  }
  if (asked.amended === true && action !== 'save') return waitAt(state, state.stage, event.stages);
  if (asked.part !== undefined) return withPart(waitAt(state, state.stage, event.stages), asked.part);
  return action === state.stage ? advance(state, event.stages) : waitAt(state, state.stage, event.stages);
}

function verdictOn(state: OrderState, event: Judged): Verdict {
  const action = event.actions.at(-1) ?? state.stage;
  const rule = action === 'save' ? null : event.stages[action];
  return verdict(event.outcome, event.by, rule?.by === AskedBy.automatic && rule.demandsClear);
}

/**
 * True where the order passes by this evaluation, or stays passed: not where it waits since its stage demands *clear*,
 * nor where a person holds it above a check.
 */
export function letsPass(state: OrderState, event: Judged): boolean {
  return verdictOn(state, event) === 'pass' && (state.forced === undefined || state.hold === null);
}

/** What passing would mean: as it is asked for now, or as it was when the hold began. */
function askedFor({ hold }: OrderState, { by, part, amended }: Judged): Pick<Hold, 'part' | 'amended'> {
  if (by === AskedBy.person && amended !== true) return part === undefined ? {} : { part };
  return { ...(hold?.part && { part: hold.part }), ...((amended ?? hold?.amended) === true && { amended: true }) };
}

/** Checks may add a reason to hold the order, or take one away; to let it go on is not theirs while a person holds it. */
function judgedUnderForce(state: OrderState, forced: ForcedHold, event: Judged): OrderState {
  const before = beneath(state, forced);
  const after = afterJudged(before, event);
  const wouldGoOn = after.stage !== before.stage || !isOpen(after) || after.parts?.length !== before.parts?.length;
  return force(wouldGoOn ? before : after, forced);
}

function force(state: OrderState, { by, reason, since }: Omit<ForcedHold, 'resumes'>): OrderState {
  const forced = { by, reason, since, resumes: state.awaits };
  return { ...state, status: OrderStatus.held, awaits: 'person', forced };
}

function beneath({ forced: _lifted, ...state }: OrderState, { resumes }: ForcedHold): OrderState {
  return { ...state, status: state.hold === null ? OrderStatus.waiting : OrderStatus.held, awaits: resumes };
}

function freshHold(state: OrderState, { holdUntil, escalateAt }: HoldTimes): OrderState {
  if (state.hold === null) return state;
  const deadline = state.hold.deadline > holdUntil ? state.hold.deadline : holdUntil;
  return { ...state, hold: { ...state.hold, deadline, ...(escalateAt !== undefined && { escalateAt }) } };
}

function escalated(state: OrderState, deadline?: string): OrderState {
  if (state.hold === null) return state;
  const { escalateAt: _called, ...hold } = state.hold;
  const escalations = (hold.escalations ?? 0) + 1;
  return { ...state, hold: { ...hold, deadline: deadline ?? hold.deadline, escalations } };
}

function advance(state: OrderState, stages: StageRules): OrderState {
  const stage = stageAfter(state.stage);
  return stage === null ? ended(state, OrderStatus.done) : waitAt(state, stage, stages);
}

function waitAt({ parts }: OrderState, stage: OrderAction, stages: StageRules): OrderState {
  const awaits = stage === 'save' ? AskedBy.person : stages[stage].by;
  return { status: OrderStatus.waiting, stage, hold: null, awaits, ...(parts && { parts }) };
}

function ended({ stage, parts }: OrderState, status: 'done' | 'cancelled' | 'expired'): OrderState {
  return { status, stage, hold: null, awaits: 'nothing', ...(parts && { parts }) };
}

/** A hold that is confirmed keeps its beginning and its deadline, so that re-evaluating never postpones it. */
function hold(state: OrderState, event: Judged, why: Pick<Hold, 'action' | 'part' | 'amended'>): OrderState {
  const { since, deadline, escalateAt, escalations } = state.hold ?? {
    since: event.at,
    deadline: event.holdUntil,
    escalateAt: event.escalateAt,
    escalations: undefined,
  };
  const { action, ...rest } = why;
  const begun = { action, actions: event.actions, outcome: event.outcome, since, deadline };
  const calls = { ...(escalateAt !== undefined && { escalateAt }), ...(escalations !== undefined && { escalations }) };
  const parts = state.parts && { parts: state.parts };
  const held = { ...begun, ...calls, ...rest };
  return { status: OrderStatus.held, stage: state.stage, hold: held, awaits: 'holdEnd', ...parts };
}

/** Since when the order has been held, by a check or by a person, whichever is the longer; `null` when it isn't. */
export function heldSince({ hold, forced }: OrderState): string | null {
  const since = [hold?.since, forced?.since].filter((instant) => instant !== undefined).sort();
  return since[0] ?? null;
}

/** The public event that a change of state announces, or `null` when nobody outside needs to know. */
export function announcementOf(before: OrderState, after: OrderState): OrderAnnouncement | null {
  if (after.status === OrderStatus.new) return null;
  if ((after.hold?.escalations ?? 0) > (before.hold?.escalations ?? 0)) return 'hold.escalated';
  const isLifted = before.forced !== undefined && after.forced === undefined && after.hold !== null;
  const isSameHold =
    after.hold?.since === before.hold?.since && (isLifted || after.forced?.since === before.forced?.since);
  if (after.status === before.status && after.stage === before.stage && isSameHold) return null;
  if (after.status === OrderStatus.waiting || after.status === OrderStatus.done) return 'order.advanced';
  return `order.${after.status}`;
}
export type OrderAnnouncement =
  'order.held' | 'order.advanced' | 'order.cancelled' | 'order.expired' | 'hold.escalated';
