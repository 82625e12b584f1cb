/** Owns how findings of several blocks become one: of a kind, in the bounds in which a report is stored. */
import type { BlockFinding } from '../../domain/bureau-report';
import { MAX_CENTS } from './decimal';

export type Found = Extract<BlockFinding, { state: 'found' }>;

/** As many as a stored report takes. */
export const MOST_RECORDS = 1_000;
export const MOST_COUNTED = 1_000_000;

/**
 * Several blocks of one kind: what any of them found is found, and their sum; one that failed leaves the kind unknown where
 * nothing was found; those that weren't contracted don't count beside one that was.
 */
export function combined(findings: readonly BlockFinding[]): BlockFinding {
  const found = findings.filter((finding): finding is Found => finding.state === 'found');
  if (found.length > 0) {
    return {
      state: 'found',
      count: Math.min(
        MOST_COUNTED,
        found.reduce((sum, { count }) => sum + count, 0),
      ),
      valueCents: sumOrNull(found.map(({ valueCents }) => valueCents)),
      latestOn: latestOrNull(found.map(({ latestOn }) => latestOn)),
      records: found.flatMap(({ records }) => records).slice(0, MOST_RECORDS),
    };
  }
  if (findings.some(({ state }) => state === 'failed')) return { state: 'failed' };
  return { state: findings.some(({ state }) => state === 'clean') ? 'clean' : 'notContracted' };
}

export function sumOrNull(values: readonly (number | null)[]): number | null {
  const known = values.flatMap((value) => value ?? []);
  const sum = known.reduce((total, value) => total + value, 0);
  return known.length < values.length || sum > MAX_CENTS ? null : sum;
}

export function latestOrNull(days: readonly (string | null)[]): string | null {
  const known = days.flatMap((day) => day ?? []);
  return known.length < days.length ? null : (known.sort().at(-1) ?? null);
}
