/** Owns what an order or sale holds of the limit after it was judged, and under which condition it may take it. Pure. */
import { DefaultCheck } from '../domain/checks';
import { remainingAfterBilling, type Reservation } from '../domain/exposure';
import { isOpen, OrderStatus, type OrderState } from '../domain/order';
import { CheckResult, Mode } from '../domain/outcome';
import type { Judgement } from '../contracts/judgement';

/** What an order or sale that goes on may take. */
export interface TakingInputs {
  readonly customerKey: string;
  readonly judgement: Judgement;
  /** Its share that counts in the limit: all of it, and what titles haven't billed yet. Cents. */
  readonly exposedCents: number;
  readonly openShareCents: number;
  readonly before: Reservation | null;
  /** What the customer has taken as it was judged, this its own reservation included. */
  readonly takenCents: number;
  readonly limitCents: number | null;
  /** The same of its group; `null` for a group without a limit. */
  readonly groupTakenCents: number;
  readonly groupLimitCents: number | null;
}

export interface ReservationInputs extends TakingInputs {
  readonly state: OrderState;
}

export interface ReservationPlan {
  readonly after: Reservation | null;
  /** Taken cents must be at most this when the update happens; `null` where the limit doesn't block. */
  readonly takenAtMostCents: number | null;
  /** The same for what the whole group has taken. */
  readonly groupTakenAtMostCents: number | null;
}

/**
 * `save` reserves when it lets the order go on. A later hold keeps what is reserved, lowered if the order was lowered,
 * never raised before the order goes on again. The end of the order, and an order still held at `save`, hold nothing.
 */
export function planReservation(inputs: ReservationInputs): ReservationPlan {
  const { state, before, exposedCents, openShareCents } = inputs;
  // By its checks: an order that only a person holds has what it takes, and goes on without being judged again.
  const goesOn = isOpen(state) && state.status !== OrderStatus.new && state.hold === null;
  if (goesOn) return planTaking(inputs);
  const heldLater = state.status === OrderStatus.held && state.stage !== 'save';
  if (!heldLater || before === null) return NOTHING;
  const reservedCents = Math.min(before.reservedCents, exposedCents);
  // Of an order that was raised, what is billed comes off what it holds, not off what it would like to hold.
  const remainingCents = remainingAfterBilling(reservedCents, exposedCents - openShareCents);
  return planned(inputs, { ...before, reservedCents, remainingCents });
}

/** What goes on takes its whole share, and keeps of it what titles haven't billed yet. */
export function planTaking(inputs: TakingInputs): ReservationPlan {
  const { before, exposedCents: reservedCents, openShareCents, customerKey } = inputs;
  if (reservedCents === 0 && before === null) return NOTHING;
  const remainingCents = Math.min(openShareCents, reservedCents);
  return planned(inputs, { customerKey, reservedCents, remainingCents, overLimit: exceedsLimit(inputs) });
}

const NOTHING: ReservationPlan = { after: null, takenAtMostCents: null, groupTakenAtMostCents: null };

function planned(inputs: TakingInputs, after: Reservation): ReservationPlan {
  const deltaCents = after.remainingCents - (inputs.before?.remainingCents ?? 0);
  if (!isConditional(inputs) || deltaCents <= 0) return { ...NOTHING, after };
  const { takenCents, limitCents, groupTakenCents, groupLimitCents } = inputs;
  return {
    after,
    takenAtMostCents: room(limitCents, deltaCents, takenCents),
    groupTakenAtMostCents: room(groupLimitCents, deltaCents, groupTakenCents),
  };
}

/** Where the limit check blocks and found room, for the customer and for its group. */
function isConditional({ judgement }: TakingInputs): boolean {
  const check = judgement.checks.find((one) => one.check === DefaultCheck.limitExceeded);
  return check?.mode === Mode.block && check.result === CheckResult.noHit;
}

/** What is taken meanwhile must leave room for this order, or be no more than what was judged. */
function room(limitCents: number | null, deltaCents: number, takenCents: number): number | null {
  return limitCents === null ? null : Math.max(limitCents - deltaCents, takenCents);
}

function exceedsLimit({ judgement }: TakingInputs): boolean {
  return judgement.checks.some((one) => one.check === DefaultCheck.limitExceeded && one.result !== CheckResult.noHit);
}
