/** Owns what is said of a policy before it is published: what is wrong with it, and what is probably not meant. */
import { parsePolicy, type Policy } from '../contracts/policy';
import { lintBands } from './lint/bands';
import { lintConditions } from './lint/conditions';
import { lintFigures } from './lint/figures';
import { lintWarning, type LintFinding } from './lint/finding';
import { lintModes } from './lint/modes';
import { lintRulesTogether } from './lint/rules-together';
import { shapeFinding } from './lint/shape';
import { lintTexts } from './lint/texts';
import type { Steps } from './satisfiable';

export type { LintCode, LintFinding, Severity } from './lint/finding';

/** What is known of where the policy is to be used. What is left out isn't looked at. */
export interface KnownPlaces {
  /** The codes of all branches there are. */
  readonly branches?: readonly string[] | undefined;
  /** The user groups that somebody is in. */
  readonly userGroups?: readonly string[] | undefined;
}

/** How many findings are told of one policy, errors before warnings. */
export const MAX_LINT_FINDINGS = 200;
/** Steps of looking into conditions: 200 rules of five comparisons each, 50 to a check, take 40,000 of them. */
const STEPS = 50_000;

/** What there is to say of a policy. JSON that isn't a policy is told by what keeps it from being one. Never throws. */
export function lintPolicy(json: unknown, known: KnownPlaces = {}): readonly LintFinding[] {
  const parsed = parsePolicy(json);
  const found = parsed.ok ? findingsOf(parsed.policy, known) : parsed.findings.map(shapeFinding);
  if (found.length <= MAX_LINT_FINDINGS) return found;
  const errors = found.filter(({ severity }) => severity === 'error');
  return [...errors, ...found.filter(({ severity }) => severity === 'warning')].slice(0, MAX_LINT_FINDINGS);
}

function findingsOf(policy: Policy, { branches, userGroups }: KnownPlaces): readonly LintFinding[] {
  const steps: Steps = { left: STEPS };
  const ofRules = [...lintConditions(policy, steps), ...lintRulesTogether(policy, steps)];
  return [
    ...ofRules,
    ...(steps.left > 0 ? [] : [notAllLookedInto()]),
    ...lintModes(policy, branches),
    ...lintFigures(policy),
    ...lintBands(policy, userGroups),
    ...lintTexts(policy),
  ];
}

/** Silence would pass for consent. */
function notAllLookedInto(): LintFinding {
  return lintWarning('notAllLookedInto', ['checks'], {
    message: 'the conditions are too entangled to look into all of them',
    fix: 'split the rules with many nested alternatives',
    text: 'As condições são intrincadas demais para uma análise completa. Divida as regras com muitas alternativas aninhadas.',
  });
}
