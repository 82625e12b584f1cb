/** Owns the shapes of a back-test and of a shadow: what is compared over what, how far it has come, what came of it. */
import type { Outcome } from '../domain/outcome';
import type { FlipDirection, FlipTally } from '../domain/policy-flips';

/** Which document is held against the live policy; its text is kept beside, so that later edits don't change the question. */
export interface ComparedDraft {
  readonly policy: string;
  /** `null` for a document or a version that is no draft. */
  readonly draft: string | null;
  readonly revision: number | null;
  readonly version: number | null;
  readonly hash: string;
}

export const BACKTEST_OVER = ['decisions', 'portfolio'] as const;
/** Decisions as they are stored, with the facts of then; or every customer's usual order, with the facts of today. */
export type BacktestOver = (typeof BACKTEST_OVER)[number];

export const BACKTEST_STATUSES = ['running', 'done', 'cancelled', 'failed'] as const;
export type BacktestStatus = (typeof BACKTEST_STATUSES)[number];

/** What is left out of the count, and why. */
export interface LeftOut {
  /** Sales to buyers without document, of whom nothing was read. */
  readonly withoutFacts: number;
  /** Customers of the portfolio who have never ordered: there is no usual order of theirs. */
  readonly withoutOrder: number;
}

/** How far a back-test has come; all of it is written in one write, so that it is exact whatever dies. */
export interface BacktestProgress {
  /** Rises with each write: of two attempts on one piece only one is counted. */
  readonly step: number;
  /** An instant among the decisions, what lies before it is counted; or the last customer of the portfolio that is. */
  readonly at: string;
  /** From 0 to 1: of the time, or of the customers. */
  readonly share: number;
  readonly tally: FlipTally;
  readonly leftOut: LeftOut;
}

export interface BacktestRecord {
  readonly backtest: string;
  readonly compared: ComparedDraft;
  /** The version it is held against: the live one when it was begun. */
  readonly live: { readonly version: number; readonly hash: string };
  /** The draft's JSON as it was then. */
  readonly document: unknown;
  readonly over: BacktestOver;
  /** Instants: from the first on, up to before the second. For the portfolio, when it was begun. */
  readonly from: string;
  readonly to: string;
  readonly branches: readonly string[];
  /**
   * False where the draft would have other facts gathered: its parameters or its modalities differ. Stored decisions are
   * judged on the facts of then all the same; those of the portfolio are gathered for each policy.
   */
  readonly gathersAlike: boolean;
  readonly status: BacktestStatus;
  readonly progress: BacktestProgress;
  readonly startedAt: string;
  readonly startedBy: string;
  readonly endedAt: string | null;
}

/** One thing that the draft decides otherwise. It names no customer: the order or sale does. */
export interface FlipRecord {
  /** Of the back-test or shadow, and of what was judged. */
  readonly run: string;
  readonly flip: string;
  readonly direction: FlipDirection;
  readonly checks: readonly string[];
  readonly branch: string;
  readonly kind: 'order' | 'sale';
  readonly id: string;
  /** `null` in the portfolio. */
  readonly decision: string | null;
  readonly at: string;
  readonly live: Outcome;
  readonly draft: Outcome;
  readonly valueCents: number;
  readonly ending: 'inTime' | 'late' | null;
}

/** So many flips of a check and direction are kept to look into; all of them are counted. */
export const FLIPS_KEPT = 1_000;

/** A draft that is judged beside the live policy, and decides nothing. One a policy. */
export interface ShadowRecord {
  readonly shadow: string;
  readonly compared: ComparedDraft;
  readonly document: unknown;
  readonly branches: readonly string[];
  readonly startedAt: string;
  readonly startedBy: string;
  /** Decisions made until then are counted. */
  readonly until: string;
  /** Those made before this instant are. */
  readonly countedUntil: string;
  /** Those made before this instant were looked for once more: none that was stored late is missing. */
  readonly lookedTwiceUntil: string;
  readonly step: number;
  readonly tally: FlipTally;
  readonly status: 'running' | 'done' | 'stopped';
  readonly endedAt: string | null;
}
