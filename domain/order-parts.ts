/** Owns the parts in which an order is separated and invoiced: which may be told, and what they add up to. Pure. */
import { sumCents } from './money';
import type { OrderState } from './order';

/** The actions that may be done for a part of an order while its stage stays. */
export const PARTIAL_ACTIONS = ['stockSeparation', 'invoicing'] as const;
export type PartialAction = (typeof PARTIAL_ACTIONS)[number];

/** One part, under the ERP's own id of it (its pick list or invoice), by which a repetition is known. */
export interface OrderPart {
  readonly action: PartialAction;
  readonly id: string;
  readonly amountCents: number;
  /** The decision that let it pass. */
  readonly decision: string;
}

/** More parts than one order plausibly has; each is kept in its state. */
export const MAX_PARTS = 60;

/** What parts of one action add up to, in cents. */
export function partsCents(parts: readonly OrderPart[] | undefined, action: PartialAction): number {
  return sumCents((parts ?? []).filter((part) => part.action === action).map(({ amountCents }) => amountCents));
}

/** The part of this action that passed under this id. */
export function toldPart({ parts = [] }: Pick<OrderState, 'parts'>, action: string, id: string): OrderPart | null {
  return parts.find((part) => part.action === action && part.id === id) ?? null;
}

/**
 * What may still be told of an action, in cents: the order's total less the parts before. While the order waits for its
 * separation, no more is invoiced than was separated. 0 when there are as many parts as an order may have.
 */
export function roomForPart(state: OrderState, action: PartialAction, totalCents: number): number {
  if (hasMostParts(state)) return 0;
  const separated = partsCents(state.parts, 'stockSeparation');
  const most = waitsForSeparation(state, action) ? Math.min(separated, totalCents) : totalCents;
  return Math.max(0, most - partsCents(state.parts, action));
}

function hasMostParts({ parts = [] }: OrderState): boolean {
  return parts.length >= MAX_PARTS;
}

function waitsForSeparation({ stage }: OrderState, action: PartialAction): boolean {
  return action === 'invoicing' && stage === 'stockSeparation';
}

/** What keeps a part from being more than its room: as many parts as there may be, what was separated, or the total. */
export function boundOfPart(
  state: OrderState,
  action: PartialAction,
  totalCents: number,
): 'count' | 'separated' | 'total' {
  if (hasMostParts(state)) return 'count';
  const isLess = partsCents(state.parts, 'stockSeparation') < totalCents;
  return waitsForSeparation(state, action) && isLess ? 'separated' : 'total';
}

/** The state with one more part done. */
export function withPart(state: OrderState, part: OrderPart): OrderState {
  return { ...state, parts: [...(state.parts ?? []), part] };
}
