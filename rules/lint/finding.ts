/** Owns what lint says of one place in a policy. */
import { pointerOf } from '../../contracts/json-pointer';
import type { Finding } from '../../domain/errors';

/** What lint can say. A code is for ever: screens and pipelines go by it. */
export const LINT_CODES = [
  'shape',
  'otherPolicy',
  'neverFires',
  'neverHolds',
  'alwaysFires',
  'alwaysHolds',
  'deadAlternative',
  'comparedWithItself',
  'ruleSwallowed',
  'tableGap',
  'tableOverlap',
  'notAllLookedInto',
  'figureMissing',
  'offEverywhere',
  'blocksInVain',
  'overrideChangesNothing',
  'noSuchBranch',
  'sameName',
  'blankText',
  'documentInText',
  'releasedByNobody',
  'bandHeldByNobody',
  'bandSwallowed',
  'bandsOverlap',
  'bandsEnd',
  'spcTableNotFalling',
  'toleranceTooWide',
] as const;
export type LintCode = (typeof LINT_CODES)[number];

/** An `error` keeps a policy from being published; a `warning` is for its author to judge. */
export type Severity = 'error' | 'warning';

/** `at` is a JSON pointer into the policy, empty for the whole of it. */
export interface LintFinding extends Finding {
  readonly severity: Severity;
  readonly code: LintCode;
  /** In Portuguese: what is wrong and what to do, for a screen. */
  readonly text: string;
}

/** What is told of a place, in both languages. */
export type Told = Pick<LintFinding, 'message' | 'fix' | 'text'>;

/** A finding that keeps the policy from being published. */
export function lintError(code: LintCode, path: readonly PropertyKey[], told: Told): LintFinding {
  return { severity: 'error', code, at: pointerOf(path), ...told };
}

/** A finding that its author judges. */
export function lintWarning(code: LintCode, path: readonly PropertyKey[], told: Told): LintFinding {
  return { severity: 'warning', code, at: pointerOf(path), ...told };
}
