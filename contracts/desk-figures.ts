/** Owns what is read for the figures of the desk, before it is made into rates and typical times. */
import type { AgeBand } from '../domain/desk-figures';
import type { HoldEnding } from '../domain/hold-account';

export interface HeldSum {
  readonly age: AgeBand;
  readonly count: number;
  readonly valueCents: number;
}

export interface DayCount {
  readonly day: string;
  readonly count: number;
  readonly valueCents: number;
}

/** Counts of holds; a check's id, or `forced-hold`, is the reason. */
export interface HoldFigures {
  /** Each order once, by the hold that began first. */
  readonly orders: readonly HeldSum[];
  /** An order counts in each of its reasons. */
  readonly reasons: readonly (HeldSum & { readonly reason: string })[];
  readonly took: readonly { readonly how: HoldEnding; readonly minutes: number; readonly count: number }[];
  /** Of holds that a person let go on, by whom. */
  readonly people: readonly { readonly subject: string; readonly minutes: number; readonly count: number }[];
  /** By day of the zone: how many began, and how many ended. */
  readonly begun: readonly DayCount[];
  readonly ended: readonly DayCount[];
  readonly endings: readonly { readonly check: string; readonly how: HoldEnding; readonly count: number }[];
  readonly seconds: readonly { readonly check: string; readonly isRepeated: boolean; readonly count: number }[];
}

/** The first of a list by their day, and how many there are. */
export interface Expiring<T> {
  readonly total: number;
  readonly first: readonly T[];
}

export interface ExpiringLimit {
  readonly customerKey: string;
  readonly kind: 'limit' | 'temporaryLimit';
  readonly until: string;
  readonly amountCents: number;
}

export interface ExpiringRelease {
  readonly release: string;
  readonly branch: string;
  readonly customerKey: string;
  readonly until: string;
  readonly remainingCents: number;
}

export interface ExpiringException {
  readonly exception: string;
  readonly branch: string | null;
  readonly check: string;
  readonly until: string;
}
