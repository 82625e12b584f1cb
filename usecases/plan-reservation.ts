/** Owns what an order holds of the limit after it was judged, and under which condition it may take it. Pure. */
import { DefaultCheck } from '../domain/checks';
import type { Reservation } from '../domain/exposure';
import { OrderStatus, type OrderState } from '../domain/order';
import { CheckResult, Mode } from '../domain/outcome';
import type { Judgement } from '../contracts/judgement';

export interface ReservationInputs {
  readonly customerKey: string;
  readonly state: OrderState;
  readonly judgement: Judgement;
  /** The order's share that counts in the limit: all of it, and what titles haven't billed yet. Cents. */
  readonly exposedCents: number;
  readonly openShareCents: number;
  readonly before: Reservation | null;
  /** What the customer has taken as it was judged, this order's own reservation included. */
  readonly takenCents: number;
  readonly limitCents: number | null;
}

export interface ReservationPlan {
  readonly after: Reservation | null;
  /** Taken cents must be at most this when the update happens; `null` where the limit doesn't block. */
  readonly takenAtMostCents: number | null;
}

/**
 * `save` reserves when it lets the order go on. A later hold keeps what is reserved, lowered if the order was lowered,
 * never raised before the order goes on again. The end of the order, and an order still held at `save`, hold nothing.
 */
export function planReservation(inputs: ReservationInputs): ReservationPlan {
  const { state, before, exposedCents, openShareCents, customerKey } = inputs;
  const goesOn = state.status === OrderStatus.waiting;
  const heldLater = state.status === OrderStatus.held && state.stage !== 'save';
  const nothing = { after: null, takenAtMostCents: null };
  if (!goesOn && !heldLater) return nothing;
  if (heldLater && before === null) return nothing;
  const reservedCents = heldLater && before ? Math.min(before.reservedCents, exposedCents) : exposedCents;
  if (reservedCents === 0 && before === null) return nothing;
  const remainingCents = Math.min(openShareCents, reservedCents);
  const overLimit = heldLater ? (before?.overLimit ?? false) : exceedsLimit(inputs);
  const after = { customerKey, reservedCents, remainingCents, overLimit };
  return { after, takenAtMostCents: condition(inputs, remainingCents - (before?.remainingCents ?? 0)) };
}

/**
 * Where the limit check blocks and found room, the reservation is conditional: what is taken meanwhile must leave room
 * for this order, or be no more than what was judged.
 */
function condition({ judgement, takenCents, limitCents }: ReservationInputs, deltaCents: number): number | null {
  const check = judgement.checks.find((one) => one.check === DefaultCheck.limitExceeded);
  if (limitCents === null || deltaCents <= 0) return null;
  if (check?.mode !== Mode.block || check.result !== CheckResult.noHit) return null;
  return Math.max(limitCents - deltaCents, takenCents);
}

function exceedsLimit({ judgement }: ReservationInputs): boolean {
  return judgement.checks.some((one) => one.check === DefaultCheck.limitExceeded && one.result !== CheckResult.noHit);
}
