/** Owns what is said of a policy before it is published: what is wrong with it, and what is probably not meant. */
import { childrenOf, factsReadBy, operandFact, type Condition } from '../contracts/condition';
import { placeOf } from '../contracts/findings';
import { parsePolicy, type Policy, type PolicyCheck, type PolicyRule } from '../contracts/policy';
import { ACTIONS, type Action } from '../domain/actions';
import { defaultMode } from '../domain/checks';
import type { Finding } from '../domain/errors';
import type { FactName } from '../domain/facts';
import { Mode } from '../domain/outcome';
import { factsThatFitNothing } from './contradictions';
import { mayBlock } from './evaluate';

/** An `error` keeps a policy from being published; a `warning` is for its author to judge. */
export interface LintFinding extends Finding {
  readonly severity: 'error' | 'warning';
}

/** A rule and where it stands, so that a finding names check, rule and place. */
interface RulePlace {
  readonly check: PolicyCheck;
  readonly rule: PolicyRule;
  readonly path: readonly PropertyKey[];
}

/** Everything to say of a policy, in its order. JSON that isn't a policy is told by what keeps it from being one. */
export function lintPolicy(json: unknown): readonly LintFinding[] {
  const parsed = parsePolicy(json);
  if (!parsed.ok) return parsed.findings.map((finding) => ({ ...finding, severity: 'error' }));
  const ofChecks = parsed.policy.checks.flatMap((check, index) => [
    ...releasedByNobody(parsed.policy, check, index),
    ...offEverywhere(parsed.policy, check, index),
    ...blocksInVain(parsed.policy, check, index),
    ...withoutFigures(parsed.policy, check, index),
    ...check.rules.flatMap((rule, position) => {
      const path = ['checks', index, 'rules', position, 'when'];
      return lintCondition({ check, rule, path }, rule.when, path);
    }),
  ]);
  return [...ofChecks, ...hollowTolerance(parsed.policy)];
}

/** Beyond these an approval says little about the order or the customer it is used for. */
const MOST_TOLERATED = { growPercent: 20, days: 60 } as const;

/** An order that keeps its approvals for so much more, or for so long, is hardly judged again. */
function hollowTolerance({ tolerance }: Policy): readonly LintFinding[] {
  if (tolerance === undefined) return [];
  const warn = (field: keyof typeof MOST_TOLERATED, message: string, fix: string): LintFinding => ({
    severity: 'warning',
    at: `tolerance.${field}`,
    message,
    fix,
  });
  const { growPercent, days } = tolerance;
  const fixTo = (field: keyof typeof MOST_TOLERATED) => `lower it to ${MOST_TOLERATED[field]} or less`;
  return [
    ...(growPercent > MOST_TOLERATED.growPercent
      ? [warn('growPercent', `an approved order may grow by ${growPercent} % unjudged`, fixTo('growPercent'))]
      : []),
    ...(days > MOST_TOLERATED.days
      ? [warn('days', `what was approved ${days} days ago holds nothing`, fixTo('days'))]
      : []),
    ...(growPercent > 0 && days === 0
      ? [warn('days', 'an approval reaches to the end of its own day only', 'say for how many days, or leave it out')]
      : []),
  ];
}

/** The facts that are unknown without a figure of the policy, and how bad that is. */
const FIGURES: Readonly<
  Partial<Record<FactName, { readonly parameter: keyof Policy['parameters']; severity: LintFinding['severity'] }>>
> = {
  spcReportDue: { parameter: 'spcTable', severity: 'error' },
  spcEveryDays: { parameter: 'spcTable', severity: 'error' },
  maxTermDays: { parameter: 'maxTermDays', severity: 'warning' },
};

/** A check that can't be judged since the policy lacks a figure; a customer's own longest term may stand in for one. */
function withoutFigures(policy: Policy, check: PolicyCheck, index: number): readonly LintFinding[] {
  return check.rules.flatMap((rule, position) =>
    factsReadBy(rule.when).flatMap((fact): readonly LintFinding[] => {
      const figure = FIGURES[fact];
      if (figure === undefined || policy.parameters[figure.parameter] !== undefined) return [];
      const { parameter, severity } = figure;
      const at = `checks[${index}].rules[${position}].when`;
      const message = `check ${check.id}, rule ${rule.id}: ${fact} needs parameters.${parameter}, which is not there`;
      return [{ severity, at, message, fix: `add parameters.${parameter}` }];
    }),
  );
}

/** A mode that blocks where the action's switch lets nothing block. */
function blocksInVain(policy: Policy, check: PolicyCheck, index: number): readonly LintFinding[] {
  const warn = (action: Action, at: string, place: string): LintFinding => ({
    severity: 'warning',
    at,
    message: `the check ${check.id} blocks at ${action}, where the switch ${place} lets nothing block: it only indicates`,
    fix: `switch ${place} on, or let the check indicate`,
  });
  const own = ACTIONS.filter((action) => check.modes[action] === Mode.block && !mayBlockAnywhere(policy, action));
  const overridden = policy.overrides.flatMap(({ branch, check: named, action, mode }, position) => {
    if (named !== check.id || mode !== Mode.block || mayBlock(policy, branch, action)) return [];
    const isBranchs = policy.actionOverrides?.some((one) => one.branch === branch && one.action === action);
    const place = isBranchs ? `of branch ${branch} in actionOverrides` : `actions.${action}.block`;
    return [warn(action, `overrides[${position}].mode`, place)];
  });
  return [
    ...own.map((action) => warn(action, `checks[${index}].modes.${action}`, `actions.${action}.block`)),
    ...overridden,
  ];
}

/** Some branch's switch may be on where the policy's own is off. */
function mayBlockAnywhere(policy: Policy, action: Action): boolean {
  const isOnSomewhere = policy.actionOverrides?.some((one) => one.action === action && one.block) ?? false;
  return isOnSomewhere || action === 'receipt' || (policy.actions?.[action]?.block ?? true);
}

/** A check that blocks, in a policy that lets checks be released, and that no band may release. */
function releasedByNobody({ bands = [] }: Policy, check: PolicyCheck, index: number): readonly LintFinding[] {
  const releasing = bands.filter(({ releaseUpToCents = 0 }) => releaseUpToCents !== 0);
  const isReleased = releasing.some(({ checks = [] }) => checks === 'all' || checks.includes(check.id));
  if (releasing.length === 0 || isReleased || !Object.values(check.modes).includes(Mode.block)) return [];
  const message = `the check ${check.id} blocks, and no band may release it`;
  return [{ severity: 'warning', at: `checks[${index}].modes`, message, fix: 'name it in the checks of a band' }];
}

function offEverywhere(policy: Policy, check: PolicyCheck, index: number): readonly LintFinding[] {
  const isOn =
    ACTIONS.some((action) => (check.modes[action] ?? defaultMode(action)) !== Mode.off) ||
    policy.overrides.some((override) => override.check === check.id && override.mode !== Mode.off);
  if (isOn) return [];
  const message = `the check ${check.id} is off at every action and branch`;
  return [{ severity: 'warning', at: `checks[${index}].modes`, message, fix: 'switch it on somewhere or remove it' }];
}

/**
 * Looks at each group of comparisons that must hold together once: an `all` with the ones directly inside it, or a
 * comparison that stands alone.
 */
function lintCondition(rule: RulePlace, condition: Condition, path: readonly PropertyKey[]): readonly LintFinding[] {
  const together = heldTogether(condition);
  const impossible = factsThatFitNothing(together.flatMap((one) => ('fact' in one ? [one] : [])));
  const findings = impossible.map((fact): LintFinding => {
    const message = `${nameOf(rule)}: no value of ${fact} meets all that is asked of it, so this never holds`;
    return { severity: 'error', at: placeOf(path), message, fix: `correct the comparisons with ${fact}` };
  });
  const selfCompared = 'fact' in condition && operandFact(condition) === condition.fact;
  if (selfCompared) {
    const message = `${nameOf(rule)}: ${condition.fact} is compared with itself`;
    findings.push({ severity: 'error', at: placeOf(path), message, fix: 'compare with another fact or a value' });
  }
  return [...findings, ...innerFindings(rule, condition, path)];
}

function innerFindings(rule: RulePlace, condition: Condition, path: readonly PropertyKey[]): readonly LintFinding[] {
  const key = Object.keys(condition)[0] ?? '';
  return childrenOf(condition).flatMap((child, index) => {
    const place = 'not' in condition ? [...path, key] : [...path, key, index];
    // What an `all` holds together has been looked at with it; only what lies deeper is new.
    const isPartOfThis = 'all' in condition && ('all' in child || ('fact' in child && operandFact(child) === null));
    return isPartOfThis ? innerFindings(rule, child, place) : lintCondition(rule, child, place);
  });
}

/** The conditions that all have to hold for this one to hold, lists within lists flattened. */
function heldTogether(condition: Condition): readonly Condition[] {
  return 'all' in condition ? condition.all.flatMap(heldTogether) : [condition];
}

function nameOf({ check, rule }: RulePlace): string {
  return `check ${check.id}, rule ${rule.id}`;
}
