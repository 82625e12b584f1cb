/** Owns judging: a policy, the facts and what is asked give outcome, restrictions and evidence; always the same ones. */
import type { CheckJudgement, Judgement, Restriction, RuleJudgement } from '../contracts/judgement';
import type { Policy, PolicyCheck } from '../contracts/policy';
import type { Action } from '../domain/actions';
import { defaultMode } from '../domain/checks';
import type { AlwaysHeld } from '../domain/exceptions';
import type { FactReadings } from '../domain/facts';
import { checkOutcome, CheckResult, Indicator, Mode, Outcome, strictestMode, worstOutcome } from '../domain/outcome';
import { waivedBy, type WaivedCheck } from '../domain/waivers';
import { judgeAlwaysHold } from './always-hold';
import { restrictionOf } from './explain';
import { fireRules } from './fire-rules';
import { readerOf, type Reader } from './reader';
import { turnstile } from './turnstile';

/** About a second's worth may wait, and the process is held up for a few milliseconds at most. */
const inTurn = turnstile({ waiting: 10_000, inARow: 32 });

/** What is asked of the policy. */
export interface JudgedAt {
  readonly branch: string;
  /** Judged together, by the strictest of their modes: an amended order answers for every action it has passed. */
  readonly actions: readonly Action[];
  /** False for an order without a term part: it is never held by a check, so blocking only indicates. */
  readonly holdable: boolean;
  /** `indicateAsBlock` tells what a policy would do if all that it only indicates were to block. */
  readonly reading?: 'asWritten' | 'indicateAsBlock';
  /** The exception by which somebody is held whatever the policy has; it stands before the policy's checks. */
  readonly alwaysHeld?: AlwaysHeld;
}

/** How a check is applied here. A check that is off isn't applied at all. */
export interface AppliedCheck {
  readonly check: PolicyCheck;
  readonly mode: 'indicate' | 'block';
  readonly whenUnknown: 'indicate' | 'block';
  readonly action: Action;
  /** The policy blocks here, and the action's switch is off. */
  readonly switched: boolean;
}

/**
 * Judges facts by a policy. The result is a function of the four arguments alone, in the policy's order, so that a
 * stored decision replays bit for bit; nothing here reads the clock, the locale or the environment. A check that is
 * waived is judged as any other, leaves its restriction, marked, and doesn't count. Judgements that overlap take turns:
 * a thousand at once through the engine's promises cost each of them several times its own time.
 */
export function judgePolicy(
  policy: Policy,
  facts: FactReadings,
  at: JudgedAt,
  waived: readonly WaivedCheck[] = [],
): Promise<Judgement> {
  return inTurn(() => judge(policy, facts, at, waived));
}

async function judge(
  policy: Policy,
  facts: FactReadings,
  at: JudgedAt,
  waived: readonly WaivedCheck[],
): Promise<Judgement> {
  const read = readerOf(facts);
  const applied = appliedChecks(policy, at);
  const fired = await fireRules(
    applied.flatMap(({ check }) => check.rules),
    read,
  );
  return judgementFrom(applied, fired, { read, at, waived });
}

/** The checks that are on, in the policy's order, and how they are applied. */
export function appliedChecks(policy: Policy, at: JudgedAt): readonly AppliedCheck[] {
  if (at.actions.length === 0) throw new Error('judging needs at least one action');
  return policy.checks.flatMap((check) => applyCheck(policy, check, at));
}

interface Judging {
  readonly read: Reader;
  readonly at: JudgedAt;
  readonly waived: readonly WaivedCheck[];
}

/** `fired`: what each rule of the applied checks came to, in their order, however that was found out. */
export function judgementFrom(
  applied: readonly AppliedCheck[],
  fired: readonly RuleJudgement[],
  { read, at, waived }: Judging,
): Judgement {
  const judged = deal(applied, fired).map(([one, rules]) => judgeCheck(one, rules, waived));
  const restrictions = applied.flatMap(({ check }, index) => {
    const judgement = judged[index];
    const restriction = judgement === undefined ? null : restrictionOf(check, judgement, read);
    const by = waivedBy(waived, check.id);
    return restriction === null ? [] : [by === null ? restriction : { ...restriction, waivedBy: by }];
  });
  if (at.alwaysHeld === undefined) return judgementOf(judged, restrictions);
  const hold = judgeAlwaysHold(at.alwaysHeld, at, waived);
  return judgementOf([hold.check, ...judged], [hold.restriction, ...restrictions]);
}

function judgementOf(checks: CheckJudgement[], restrictions: Restriction[]): Judgement {
  const outcome = worstOutcome(checks.map((check) => check.outcome));
  return { outcome, indicator: indicatorOf(restrictions), checks, restrictions };
}

/** A check's mode at an action as the policy writes it: the branch's override, else the check's own, else the default. */
export function writtenModeAt(policy: Policy, check: PolicyCheck, branch: string, action: Action): Mode {
  const override = policy.overrides.find(
    (one) => one.branch === branch && one.check === check.id && one.action === action,
  );
  return override?.mode ?? check.modes[action] ?? defaultMode(action);
}

/** Whether an action may be blocked at all: the branch's switch, else the policy's, else yes; a receipt always may. */
export function mayBlock(policy: Policy, branch: string, action: Action): boolean {
  const override = policy.actionOverrides?.find((one) => one.branch === branch && one.action === action);
  return override?.block ?? (action === 'receipt' ? true : (policy.actions?.[action]?.block ?? true));
}

function applyCheck(policy: Policy, check: PolicyCheck, at: JudgedAt): readonly AppliedCheck[] {
  const written = at.actions.map((action) => writtenModeAt(policy, check, at.branch, action));
  const blockable = at.actions.map((action) => mayBlock(policy, at.branch, action));
  const modes = written.map((mode, index) => (mode === Mode.block && !blockable[index] ? Mode.indicate : mode));
  const strictest = strictestMode(modes);
  const action = at.actions[modes.indexOf(strictest)];
  if (strictest === Mode.off || action === undefined) return [];
  if (!at.holdable) return [{ check, mode: Mode.indicate, whenUnknown: Mode.indicate, action, switched: false }];
  const switched = strictest !== Mode.block && written.includes(Mode.block);
  const mode = at.reading === 'indicateAsBlock' ? Mode.block : strictest;
  // An unknown check holds an action only where the check is on and the action may be held.
  const mayHold = mode === Mode.block || modes.some((one, index) => one !== Mode.off && blockable[index]);
  const whenUnknown = mayHold ? (check.whenUnknown ?? mode) : Mode.indicate;
  return [{ check, mode, whenUnknown, action, switched: switched && mode !== Mode.block }];
}

/** Gives each check the results of its own rules back. */
function deal(
  applied: readonly AppliedCheck[],
  fired: readonly RuleJudgement[],
): readonly (readonly [AppliedCheck, RuleJudgement[]])[] {
  let next = 0;
  return applied.map((one) => {
    const rules = fired.slice(next, next + one.check.rules.length);
    next += rules.length;
    return [one, rules] as const;
  });
}

function judgeCheck(applied: AppliedCheck, rules: RuleJudgement[], waived: readonly WaivedCheck[]): CheckJudgement {
  const { check, mode, whenUnknown, action, switched } = applied;
  const result = anyOf(rules.map((rule) => rule.result));
  const outcome = waivedBy(waived, check.id) === null ? checkOutcome(result, mode, whenUnknown) : Outcome.clear;
  return { check: check.id, result, mode, action, ...(switched && { switchedToIndicate: true }), outcome, rules };
}

/** A check fires when any of its rules does, and is clear only when all of them surely didn't. */
function anyOf(results: readonly CheckResult[]): CheckResult {
  if (results.includes(CheckResult.hit)) return CheckResult.hit;
  return results.includes(CheckResult.unknown) ? CheckResult.unknown : CheckResult.noHit;
}

function indicatorOf(restrictions: readonly Restriction[]): Indicator {
  const counting = restrictions.filter((one) => one.waivedBy === undefined);
  if (counting.length === 0) return Indicator.clear;
  return counting.every((one) => one.result === CheckResult.unknown) ? Indicator.unknown : Indicator.restricted;
}
