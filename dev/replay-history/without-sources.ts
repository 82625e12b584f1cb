/** Owns leaving out of a replay what its history can't tell: invoices say nothing of what a bureau had answered. */
import { factsReadBy } from '../../contracts/condition';
import type { Policy } from '../../contracts/policy';
import { ACTIONS } from '../../domain/actions';
import { FACTS } from '../../domain/facts';
import { Mode } from '../../domain/outcome';

export interface ReplayablePolicy {
  readonly policy: Policy;
  /** Ids of the checks that were switched off, in the policy's order. */
  readonly leftOut: readonly string[];
}

/**
 * The policy with every check off that reads a report. Judged, each invoice would meet "no report yet", which was not
 * so, and would drown what the history does tell.
 */
export function withoutReports(policy: Policy): ReplayablePolicy {
  const leftOut = policy.checks
    .filter((check) =>
      check.rules.some((rule) => factsReadBy(rule.when).some((fact) => FACTS[fact].source === 'report')),
    )
    .map((check) => check.id);
  const off = Object.fromEntries(ACTIONS.map((action) => [action, Mode.off]));
  return {
    leftOut,
    policy: {
      ...policy,
      checks: policy.checks.map((check) => (leftOut.includes(check.id) ? { ...check, modes: off } : check)),
      overrides: policy.overrides.filter((override) => !leftOut.includes(override.check)),
    },
  };
}
