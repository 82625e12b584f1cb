/** Owns the account of one hold of an order: since when, by which checks, and how it ended. */
import type { OrderAction } from '../domain/actions';
import type { HoldEnding, HoldKind } from '../domain/hold-account';

/** How a hold ended, when, and by whose decision. */
export interface HoldEnd {
  readonly at: string;
  readonly how: HoldEnding;
  readonly subject: string;
  /** The decision that let the order go on; `null` where none did. */
  readonly decision: string | null;
  /** What let it pass, where a release, an exception or a tolerance did. */
  readonly waiver: string | null;
}

/** One hold, by a check or by a person. An order may have had several; each begins once. */
export interface HoldAccount {
  /** Branch, order, kind and since when: the same for every write that tells of it. */
  readonly hold: string;
  readonly kind: HoldKind;
  readonly branch: string;
  readonly order: string;
  readonly customerKey: string;
  /** The action that was blocked, or that the order waited for as a person held it. */
  readonly action: OrderAction;
  readonly since: string;
  /** Of the order's total, as it was at the last write that tells of the hold. */
  readonly valueCents: number;
  /** The checks that hold it, as at that write; none where a person does. */
  readonly checks: readonly string[];
  /** Who held it by hand; `null` for a hold by checks. */
  readonly by: string | null;
  /** The decision by which it stands, or stood last; `null` for a hold by hand. */
  readonly decision: string | null;
  /** The order had passed a stage before it was held. */
  readonly isSecond: boolean;
  readonly ended: HoldEnd | null;
  /** Rises with the writes of the order: what a later one tells stands. */
  readonly sequence: number;
}

/** With what is found out of the order's earlier holds when the account is stored. */
export interface StoredHold extends HoldAccount {
  /** Those of `checks` that had held the order in an earlier hold; empty for a first one. */
  readonly repeated: readonly string[];
  /** Whole minutes from its beginning to its end; `null` while it stands. */
  readonly tookMinutes: number | null;
}
