/** Owns the decision record: the unchangeable account of one evaluation that had an effect, of an order or of a sale. */
import type { AlwaysHeld } from '../domain/exceptions';
import type { Reservation } from '../domain/exposure';
import type { FactReadings } from '../domain/facts';
import type { Judged, OrderState } from '../domain/order';
import type { SinceApproval } from '../domain/tolerance';
import type { WaivedCheck } from '../domain/waivers';
import type { Judgement, LineVerdict } from './judgement';
import type { SaleContent } from './sale';
import type { WantedReport } from './purchase';

/** Why an evaluation took place. `currentPolicy`: somebody asked to judge by the version the branch has now. */
export type Cause = 'submit' | 'amend' | 'ask' | 'automatic' | 'reevaluate' | 'retry' | 'currentPolicy' | 'reopen';

interface DecisionBase {
  /** `dec_` + a hash of what was evaluated and of its evaluation number: repeating an evaluation finds it. */
  readonly decision: string;
  readonly branch: string;
  readonly evaluation: number;
  readonly subject: string;
  readonly contentHash: string;
  readonly policy: { readonly id: string; readonly version: number; readonly hash: string };
  readonly judgement: Judgement;
  /** The checks that a release, an exception or a tolerance let pass. Absent where there are none. */
  readonly waived?: readonly WaivedCheck[];
  /** The exception by which the check `always-hold` fired. Absent where there is none. */
  readonly alwaysHeld?: AlwaysHeld;
  /** Modalities that neither the table nor the policy has: they count as on term. Absent where there are none. */
  readonly unknownModalities?: readonly string[];
  /** What the order or sale holds of the limit after this decision. */
  readonly reservation: Reservation | null;
  readonly at: string;
}

/** Of an order. */
export interface OrderDecision extends DecisionBase {
  readonly kind: 'order';
  readonly order: string;
  readonly generation: number;
  readonly customerKey: string;
  readonly cause: Cause;
  /** False without a term part: no check holds such an order. */
  readonly holdable: boolean;
  /** The order waits for this report, which its branch buys by itself; until then nothing is decided. */
  readonly wantsReport?: WantedReport;
  /** Which restrictions are new since the order was approved, and which are tolerated. Absent where there are none. */
  readonly sinceApproval?: readonly SinceApproval[];
  readonly facts: FactReadings;
  /** `next(before, event)` is `state`: the order's way is replayed from its decisions. */
  readonly before: OrderState;
  readonly event: Judged;
  readonly state: OrderState;
}

/** Of a sale with receipt. It carries the content, so that whoever finds it alone can finish the sale it was made for. */
export interface SaleDecision extends DecisionBase {
  readonly kind: 'sale';
  readonly sale: string;
  /** `null` for a buyer without document, of whom nothing is read. */
  readonly customerKey: string | null;
  readonly facts: FactReadings | null;
  readonly content: SaleContent;
  /** Who had sent it by then; absent in decisions from before. */
  readonly enteredBy?: readonly string[];
  readonly payments: readonly LineVerdict[];
  /** True when no line was refused. */
  readonly allowed: boolean;
}

export type DecisionRecord = OrderDecision | SaleDecision;

/** The record where it is of this kind, else `null`: another kind's id is nobody's here. */
export function ofKind<K extends DecisionRecord['kind']>(
  kind: K,
  record: DecisionRecord | null,
): Extract<DecisionRecord, { kind: K }> | null {
  return record?.kind === kind ? (record as Extract<DecisionRecord, { kind: K }>) : null;
}
