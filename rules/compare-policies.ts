/** Owns judging the same facts by two policies, compiled: fast enough for all decisions of a year. */
import { factsReadBy } from '../contracts/condition';
import type { Policy } from '../contracts/policy';
import type { Action } from '../domain/actions';
import type { FactName, FactReadings } from '../domain/facts';
import type { Outcome } from '../domain/outcome';
import { flipDirection, reasonSide, speaksFor, type FlipDirection } from '../domain/policy-flips';
import { compilePolicy, type CompiledPolicy } from './compile';
import type { JudgedAt } from './evaluate';

/** What was asked when the facts were read. */
export type ComparedAt = Pick<JudgedAt, 'branch' | 'actions' | 'holdable'>;

/** What two policies make of the same facts, and what that differs by. */
export interface Comparison {
  readonly live: Outcome;
  readonly draft: Outcome;
  readonly reasons: { readonly live: readonly string[]; readonly draft: readonly string[] };
  /** `null` where people would see no difference. */
  readonly flip: { readonly direction: FlipDirection; readonly checks: readonly string[] } | null;
}

/** By the live policy and by a draft. `draftFacts`: where the draft's parameters would have had other facts gathered. */
export interface PolicyPair {
  compare(at: ComparedAt, facts: FactReadings, draftFacts?: FactReadings): Comparison;
}

type Compiled = Readonly<Record<'live' | 'draft', CompiledPolicy>>;

/** A policy compiled is about 50 KB; branches without overrides share theirs. */
const KEPT = 128;

/**
 * Releases, exceptions and tolerances are left aside, as a simulation leaves them: the question is what the checks say.
 * Equal to `judgePolicy` of both, since the compiled policy is.
 */
export function policyPair(live: Policy, draft: Policy): PolicyPair {
  const own = new Set([live, draft].flatMap(branchesWithOverrides));
  const kept = new Map<string, Compiled>();
  const compiledAt = ({ branch, actions, holdable }: ComparedAt): Compiled => {
    const key = keyOf(own.has(branch) ? branch : '', actions, holdable);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const [oldest] = kept.keys();
    if (kept.size >= KEPT && oldest !== undefined) kept.delete(oldest);
    const at = { branch, actions, holdable };
    const made = { live: compilePolicy(live, at), draft: compilePolicy(draft, at) };
    kept.set(key, made);
    return made;
  };
  return {
    compare: (at, facts, draftFacts = facts) => {
      const compiled = compiledAt(at);
      const before = compiled.live.decide(facts);
      const after = compiled.draft.decide(draftFacts);
      const direction = flipDirection(before.outcome, after.outcome);
      const flip = direction && {
        direction,
        checks: checksFor(direction, compiled, { live: facts, draft: draftFacts }),
      };
      const reasons = { live: before.reasons, draft: after.reasons };
      return { live: before.outcome, draft: after.outcome, reasons, flip };
    },
  };
}

/** Nearly all that is judged has one action: no list is joined for it. */
function keyOf(branch: string, actions: readonly Action[], holdable: boolean): string {
  const [first, second] = actions;
  return `${second === undefined ? first : actions.join()}${holdable ? '+' : '-'}${branch}`;
}

/** The checks on whose account it flips: on the side that has the reason they speak for it, and on the other they don't. */
function checksFor(
  direction: FlipDirection,
  compiled: Compiled,
  facts: Readonly<Record<'live' | 'draft', FactReadings>>,
): readonly string[] {
  const speaking = (side: 'live' | 'draft'): readonly string[] =>
    compiled[side]
      .restricting(facts[side])
      .filter(({ outcome }) => speaksFor(direction, outcome))
      .map(({ check }) => check);
  const [has, lacks] = reasonSide(direction) === 'after' ? (['draft', 'live'] as const) : (['live', 'draft'] as const);
  const others = new Set(speaking(lacks));
  return speaking(has).filter((check) => !others.has(check));
}

function branchesWithOverrides({ overrides, actionOverrides = [] }: Policy): readonly string[] {
  return [...overrides, ...actionOverrides].map(({ branch }) => branch);
}

/** The facts that either of two policies reads, each once. */
export function factsRead(...policies: readonly Policy[]): readonly FactName[] {
  const rules = policies.flatMap(({ checks }) => checks).flatMap((check) => check.rules);
  return [...new Set(rules.flatMap(({ when }) => factsReadBy(when)))];
}

/** Whether two policies would have facts gathered alike: parameters and the table of modalities change what they are. */
export function gathersAlike(a: Policy, b: Policy): boolean {
  return JSON.stringify([a.parameters, a.modalities]) === JSON.stringify([b.parameters, b.modalities]);
}
