/** Owns what is told of an order in the queue of held orders to whoever looks at it: what was done last. Pure. */
import { isOpen, OrderStatus, type OrderState } from './order';

/** What was done to an order that is, or was until then, in the queue. */
export const HOLD_NEWS = [
  'held',
  'judged',
  'released',
  'passed',
  'forced',
  'unforced',
  'escalated',
  'cancelled',
  'closed',
  'expired',
  'assigned',
  'putBack',
  'promised',
  'promiseWithdrawn',
] as const;
export type HoldNewsKind = (typeof HOLD_NEWS)[number];

/** Who did what last. */
export interface HoldNews {
  /** A person's subject, or `crivo`. */
  readonly by: string;
  readonly what: HoldNewsKind;
}

/** Of an evaluation, by where it found the order and where it left it. */
export function newsOfDecision(decision: {
  readonly before: OrderState;
  readonly state: OrderState;
  readonly waived?: readonly { readonly kind: string }[];
}): HoldNewsKind {
  const { before, state, waived = [] } = decision;
  if (state.status === OrderStatus.held) return before.status === OrderStatus.held ? 'judged' : 'held';
  return waived.some(({ kind }) => kind === 'release') ? 'released' : 'passed';
}

const OF_MOVES = {
  hold: 'forced',
  unhold: 'unforced',
  escalate: 'escalated',
  cancel: 'cancelled',
  close: 'closed',
  expire: 'expired',
} as const satisfies Record<string, HoldNewsKind>;

/** Of a move that judges nothing. At its deadline a hold ends with the order, or calls for attention once more. */
export function newsOfMove(type: keyof typeof OF_MOVES | 'endHold', state: OrderState): HoldNewsKind {
  if (type === 'endHold') return isOpen(state) ? 'escalated' : 'expired';
  return OF_MOVES[type];
}
