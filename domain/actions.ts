/** Owns the names of the actions that can be judged, and their order in an order's life. */

/** The stages of an order, in the order they are passed. */
export const ORDER_ACTIONS = [
  'save',
  'commercialApproval',
  'financialApproval',
  'stockSeparation',
  'invoicing',
] as const;
export type OrderAction = (typeof ORDER_ACTIONS)[number];

/** Every action a check can be switched at: the stages of an order, and the receipt of a sale. */
export const ACTIONS = [...ORDER_ACTIONS, 'receipt'] as const;
export type Action = (typeof ACTIONS)[number];

/** The actions a person may ask for; `save` is asked for by submitting or amending the order. */
export const ASKABLE_ACTIONS = ['commercialApproval', 'financialApproval', 'stockSeparation', 'invoicing'] as const;
export type AskableAction = (typeof ASKABLE_ACTIONS)[number];

/** The stage after `action`, or `null` after the last. */
export function stageAfter(action: OrderAction): OrderAction | null {
  return ORDER_ACTIONS[ORDER_ACTIONS.indexOf(action) + 1] ?? null;
}

/** The stages already passed by an order that waits at `stage`. */
export function stagesBefore(stage: OrderAction): readonly OrderAction[] {
  return ORDER_ACTIONS.slice(0, ORDER_ACTIONS.indexOf(stage));
}

/** True when `a` comes before `b` in an order's life. */
export function isBefore(a: OrderAction, b: OrderAction): boolean {
  return ORDER_ACTIONS.indexOf(a) < ORDER_ACTIONS.indexOf(b);
}
