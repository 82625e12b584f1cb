/** Owns an entry of a customer's history: its restrictions when they became others, its credit when it was changed. */
import type { Restriction } from './judgement';

/** A restriction as the evaluation told it; what it says of amounts is the order's, and its branch's to read. */
export type NotedRestriction = Pick<Restriction, 'check' | 'result' | 'seller' | 'analyst'>;

/** The restrictions of an evaluation that differ from those of the entry before. None: nothing stands against it. */
export interface RestrictionsEntry {
  /** The customer's key and `seq`, so that two entries never follow the same one. */
  readonly entry: string;
  readonly kind: 'restrictions';
  readonly customerKey: string;
  /** From 1, without a gap. */
  readonly seq: number;
  readonly at: string;
  readonly subject: string;
  readonly branch: string;
  readonly order: string | null;
  readonly sale: string | null;
  readonly decision: string;
  readonly restrictions: readonly NotedRestriction[];
}

/** A change of situation, limit or longest term: the company's, like the customer. */
export interface CreditEntry {
  readonly entry: string;
  readonly kind: 'credit';
  readonly customerKey: string;
  readonly at: string;
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
}

export type HistoryEntry = RestrictionsEntry | CreditEntry;
