/** Owns the decision record: the unchangeable account of one evaluation that had an effect. */
import type { Reservation } from '../domain/exposure';
import type { FactReadings } from '../domain/facts';
import type { Judged, OrderState } from '../domain/order';
import type { Judgement } from './judgement';

/** Why an evaluation took place. */
export type Cause = 'submit' | 'amend' | 'ask' | 'automatic' | 'reevaluate' | 'retry';

export interface DecisionRecord {
  /** `dec_` + a hash of branch, order, generation and evaluation number: repeating an evaluation finds it. */
  readonly decision: string;
  readonly kind: 'order';
  readonly branch: string;
  readonly order: string;
  readonly generation: number;
  readonly evaluation: number;
  readonly customerKey: string;
  readonly cause: Cause;
  readonly subject: string;
  readonly contentHash: string;
  /** False without a term part: no check holds such an order. */
  readonly holdable: boolean;
  readonly policy: { readonly id: string; readonly version: number; readonly hash: string };
  readonly facts: FactReadings;
  readonly judgement: Judgement;
  /** What the order holds of the limit after this decision. */
  readonly reservation: Reservation | null;
  /** `next(before, event)` is `state`: the order's way is replayed from its decisions. */
  readonly before: OrderState;
  readonly event: Judged;
  readonly state: OrderState;
  readonly at: string;
}
