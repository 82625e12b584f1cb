/** Owns the figures of the desk that are more than sums: age bands, typical times, and which check asks to be softened. Pure. */
import type { HoldEnding } from './hold-account';

/** Whose clock tells the desk what day it is: that of most branches. */
export const DESK_ZONE = 'America/Sao_Paulo';

/** By calendar days since the hold began: today, 1 to 3, 4 to 7, 8 and more. */
export const AGE_BANDS = ['today', 'days1to3', 'days4to7', 'days8plus'] as const;
export type AgeBand = (typeof AGE_BANDS)[number];
/** The bands that begin so many days before today. */
export const AGE_BAND_DAYS = [0, 3, 7] as const;

/** The reason of a hold by hand, beside the checks' ids. */
export const FORCED_REASON = 'forced-hold';

/** How often holds took so many minutes. */
export interface Took {
  readonly minutes: number;
  readonly count: number;
}

export interface TypicalTime {
  readonly count: number;
  /** Whole minutes: half, and nine of ten, took no longer. `null` for none. */
  readonly medianMinutes: number | null;
  readonly p90Minutes: number | null;
}

/** By nearest rank, so that each figure is a time that a hold did take. */
export function typicalTime(took: readonly Took[]): TypicalTime {
  const sorted = [...took].sort((a, b) => a.minutes - b.minutes);
  const count = sorted.reduce((sum, one) => sum + one.count, 0);
  const at = (share: number): number | null => {
    let left = Math.ceil(count * share);
    return sorted.find((one) => (left -= one.count) <= 0)?.minutes ?? null;
  };
  return { count, medianMinutes: at(0.5), p90Minutes: at(0.9) };
}

/** Fewer say nothing about a check. */
export const ENOUGH_CASES = 10;

export interface ReleaseRate {
  readonly held: number;
  readonly released: number;
  /** Of one; `null` for none. */
  readonly share: number | null;
  /** `indicate`: each of enough holds was released, so the check may as well only indicate. */
  readonly hint: 'indicate' | null;
}

/** Of the holds by a check that have ended, however they did. */
export function releaseRate(endings: Readonly<Partial<Record<HoldEnding, number>>>): ReleaseRate {
  const held = Object.values(endings).reduce((sum, count) => sum + count, 0);
  const released = endings.released ?? 0;
  const isAlways = held >= ENOUGH_CASES && released === held;
  return { held, released, share: held === 0 ? null : released / held, hint: isAlways ? 'indicate' : null };
}
