/** Owns what lint says of where a check is on: off at every action, blocking in vain, overrides that change nothing. */
import type { Policy, PolicyCheck } from '../../contracts/policy';
import { ACTIONS, type Action } from '../../domain/actions';
import { defaultMode } from '../../domain/checks';
import { Mode } from '../../domain/outcome';
import { ACTION_NAMES, MODE_NAMES } from '../../domain/policy-words';
import { mayBlock } from '../evaluate';
import { lintWarning, type LintFinding } from './finding';

/** Of every check, then of the overrides. `branches`: those there are, where that is known. */
export function lintModes(policy: Policy, branches?: readonly string[]): readonly LintFinding[] {
  return [
    ...policy.checks.flatMap((check, index) => [
      ...offEverywhere(policy, check, index),
      ...blocksInVain(policy, check, index),
    ]),
    ...overriddenInVain(policy),
    ...ofNoBranch(policy, branches),
  ];
}

function offEverywhere(policy: Policy, check: PolicyCheck, index: number): readonly LintFinding[] {
  const isOn =
    ACTIONS.some((action) => (check.modes[action] ?? defaultMode(action)) !== Mode.off) ||
    policy.overrides.some((override) => override.check === check.id && override.mode !== Mode.off);
  if (isOn) return [];
  const message = `the check ${check.id} is off at every action and branch`;
  const text = `Verificação "${check.name}": está desligada em todas as ações e filiais. Ligue-a em alguma ou remova-a.`;
  return [
    lintWarning('offEverywhere', ['checks', index, 'modes'], {
      message,
      fix: 'switch it on somewhere or remove it',
      text,
    }),
  ];
}

/** A mode that blocks where the action's switch lets nothing block. */
function blocksInVain(policy: Policy, check: PolicyCheck, index: number): readonly LintFinding[] {
  const warn = (action: Action, path: readonly PropertyKey[], place: string): LintFinding => {
    const message = `the check ${check.id} blocks at ${action}, where the switch ${place} lets nothing block: it only indicates`;
    const fix = `switch ${place} on, or let the check indicate`;
    const text = `Verificação "${check.name}": ${MODE_NAMES.block} em ${ACTION_NAMES[action]}, mas ali "Bloquear ação" é "não": ${MODE_NAMES.indicate}. Responda "sim" ou escolha "${MODE_NAMES.indicate}".`;
    return lintWarning('blocksInVain', path, { message, fix, text });
  };
  const own = ACTIONS.filter((action) => check.modes[action] === Mode.block && !mayBlockAnywhere(policy, action));
  const overridden = policy.overrides.flatMap(({ branch, check: named, action, mode }, position) => {
    if (named !== check.id || mode !== Mode.block || mayBlock(policy, branch, action)) return [];
    const isBranchs = policy.actionOverrides?.some((one) => one.branch === branch && one.action === action);
    const place = isBranchs ? `of branch ${branch} in actionOverrides` : `actions.${action}.block`;
    return [warn(action, ['overrides', position, 'mode'], place)];
  });
  return [
    ...own.map((action) => warn(action, ['checks', index, 'modes', action], `actions.${action}.block`)),
    ...overridden,
  ];
}

/** Some branch's switch may be on where the policy's own is off. */
function mayBlockAnywhere(policy: Policy, action: Action): boolean {
  const isOnSomewhere = policy.actionOverrides?.some((one) => one.action === action && one.block) ?? false;
  return isOnSomewhere || action === 'receipt' || (policy.actions?.[action]?.block ?? true);
}

/** Overrides that say for a branch what holds without them. */
function overriddenInVain({ checks, overrides, actions, actionOverrides = [] }: Policy): readonly LintFinding[] {
  const byId = new Map(checks.map((check) => [check.id, check]));
  const warn = (path: readonly PropertyKey[], branch: string, action: Action): LintFinding => {
    const message = `the override of branch ${branch} at ${action} says what holds without it`;
    const text = `Filial ${branch}, ${ACTION_NAMES[action]}: a exceção da filial repete o que a política já diz. Remova-a.`;
    return lintWarning('overrideChangesNothing', path, { message, fix: 'remove it, or choose another value', text });
  };
  const ofModes = overrides.flatMap(({ branch, check, action, mode }, index) => {
    const own = byId.get(check)?.modes[action] ?? defaultMode(action);
    return own === mode ? [warn(['overrides', index], branch, action)] : [];
  });
  const ofSwitches = actionOverrides.flatMap(({ branch, action, block }, index) => {
    const own = actions?.[action]?.block ?? true;
    return own === block ? [warn(['actionOverrides', index], branch, action)] : [];
  });
  return [...ofModes, ...ofSwitches];
}

/** Overrides and tests of branches there are not (yet). */
function ofNoBranch(
  { overrides, actionOverrides = [], tests = [] }: Policy,
  branches?: readonly string[],
): readonly LintFinding[] {
  if (branches === undefined) return [];
  const there = new Set(branches);
  const named: readonly (readonly [string, string | undefined, number])[] = [
    ...overrides.map(({ branch }, index) => ['overrides', branch, index] as const),
    ...actionOverrides.map(({ branch }, index) => ['actionOverrides', branch, index] as const),
    ...tests.map(({ branch }, index) => ['tests', branch, index] as const),
  ];
  return named.flatMap(([list, branch, index]) => {
    if (branch === undefined || there.has(branch)) return [];
    const message = `there is no branch ${branch}`;
    const text = `Não existe a filial ${branch}. Corrija o código ou remova a linha.`;
    return [
      lintWarning('noSuchBranch', [list, index, 'branch'], { message, fix: 'correct the code or remove it', text }),
    ];
  });
}
