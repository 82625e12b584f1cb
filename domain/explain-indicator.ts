/** Owns why a customer's "I" is what it is: what stands against it, since when, by which evaluation. Pure. */
import { CheckResult, Indicator } from './outcome';

/** What an entry of the history said stood against the customer. */
export interface NotedSet {
  readonly at: string;
  readonly restrictions: readonly { readonly check: string; readonly result: 'hit' | 'unknown' }[];
}

/** One check that stands against the customer now. */
export interface StandingCheck<E extends NotedSet> {
  readonly check: string;
  readonly result: 'hit' | 'unknown';
  /** The entry from which on it has stood without a break. */
  readonly first: E;
  /** False where it stood before the oldest entry that was read too. */
  readonly isKnown: boolean;
}

export interface IndicatorAccount<E extends NotedSet> {
  readonly indicator: Indicator;
  /** The entry that made it what it is; `null` where nothing was ever noted. */
  readonly last: E | null;
  readonly standing: readonly StandingCheck<E>[];
}

/**
 * From the newest entries, newest first; `isWhole` where there are none before them. Yellow where any check found
 * something, grey where checks could only not be verified, or where nothing was ever judged.
 */
export function explainIndicator<E extends NotedSet>(
  entries: readonly E[],
  { isWhole, wasJudged }: { readonly isWhole: boolean; readonly wasJudged: boolean },
): IndicatorAccount<E> {
  const [last] = entries;
  if (last === undefined)
    return { indicator: wasJudged ? Indicator.clear : Indicator.unknown, last: null, standing: [] };
  const standing = last.restrictions.map(({ check, result }) => {
    const broken = entries.findIndex(({ restrictions }) => !restrictions.some((one) => one.check === check));
    const run = broken === -1 ? entries : entries.slice(0, broken);
    return { check, result, first: run.at(-1) ?? last, isKnown: broken !== -1 || isWhole };
  });
  if (standing.length === 0) return { indicator: Indicator.clear, last, standing };
  const isUnknown = standing.every(({ result }) => result === CheckResult.unknown);
  return { indicator: isUnknown ? Indicator.unknown : Indicator.restricted, last, standing };
}
