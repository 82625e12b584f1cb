/** Owns the change of a policy's modes, switches and SPC table: for all its branches, or for one alone. Pure. */
import type { Policy, PolicyCheck } from '../../../contracts/policy';
import type { Action, OrderAction } from '../../../domain/actions';
import { defaultMode } from '../../../domain/checks';
import { Mode } from '../../../domain/outcome';

/** A branch alone, or `null` for what the policy says by itself. */
export type Scope = string | null;

/** As it stands in this scope; `isOwn` where the branch has its own word. */
export interface Standing<T> {
  readonly value: T;
  readonly isOwn: boolean;
}

const NEXT: Readonly<Record<Mode, Mode>> = {
  [Mode.off]: Mode.indicate,
  [Mode.indicate]: Mode.block,
  [Mode.block]: Mode.off,
};

/** What a key press or a click makes of a mode. */
export function nextMode(mode: Mode): Mode {
  return NEXT[mode];
}

export function modeAt(policy: Policy, scope: Scope, check: PolicyCheck, action: Action): Standing<Mode> {
  const own = policy.overrides.find((one) => one.branch === scope && one.check === check.id && one.action === action);
  return { value: own?.mode ?? ownMode(check, action), isOwn: own !== undefined };
}

export function withMode(policy: Policy, scope: Scope, check: PolicyCheck, action: Action, mode: Mode): Policy {
  if (scope === null) {
    const modes = { ...check.modes, [action]: mode };
    if (mode === defaultMode(action)) delete modes[action];
    return { ...policy, checks: policy.checks.map((one) => (one.id === check.id ? { ...one, modes } : one)) };
  }
  const others = policy.overrides.filter(
    (one) => one.branch !== scope || one.check !== check.id || one.action !== action,
  );
  const isOwn = mode !== ownMode(check, action);
  return { ...policy, overrides: isOwn ? [...others, { branch: scope, check: check.id, action, mode }] : others };
}

/** *Bloquear ação*: whether anything may block the action. */
export function blocksAt(policy: Policy, scope: Scope, action: OrderAction): Standing<boolean> {
  const own = policy.actionOverrides?.find((one) => one.branch === scope && one.action === action);
  return { value: own?.block ?? policySwitch(policy, action), isOwn: own !== undefined };
}

export function withBlock(policy: Policy, scope: Scope, action: OrderAction, block: boolean): Policy {
  if (scope === null) {
    const { actions: before, ...rest } = policy;
    const actions = { ...before, [action]: { block } };
    if (block) delete actions[action];
    return Object.keys(actions).length === 0 ? rest : { ...rest, actions };
  }
  const { actionOverrides = [], ...rest } = policy;
  const others = actionOverrides.filter((one) => one.branch !== scope || one.action !== action);
  const all = block === policySwitch(policy, action) ? others : [...others, { branch: scope, action, block }];
  return all.length === 0 ? rest : { ...rest, actionOverrides: all };
}

/** Whether what somebody typed as JSON has what is changed here; what else is wrong in it stays as it is. */
export function isEditable(document: unknown): document is Policy {
  if (!isRecord(document) || !isRecord(document['parameters'])) return false;
  const { checks, overrides } = document;
  return (
    Array.isArray(checks) &&
    checks.every((check) => isRecord(check) && typeof check['id'] === 'string' && isRecord(check['modes'])) &&
    Array.isArray(overrides)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function ownMode(check: PolicyCheck, action: Action): Mode {
  return check.modes[action] ?? defaultMode(action);
}

function policySwitch({ actions }: Policy, action: OrderAction): boolean {
  return actions?.[action]?.block ?? true;
}
