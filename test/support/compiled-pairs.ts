/** Owns R2: random pairs of policy and facts judged by the engine's way and as compiled, and what they covered. */
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { leavesOf } from '../../contracts/condition';
import type { Judgement } from '../../contracts/judgement';
import { ACTIONS } from '../../domain/actions';
import type { FactReadings } from '../../domain/facts';
import { OPERATOR_NAMES } from '../../domain/operators';
import { Outcome } from '../../domain/outcome';
import { compilePolicy, type CompiledPolicy } from '../../rules/compile';
import { judgePolicy } from '../../rules/evaluate';
import { check, factReadings } from '../rules/arbitraries';
import { aPolicy } from '../rules/builders';

export const FACTS_EACH = 100;
/** So many differences are told; one is one too many. */
const MOST_TOLD = 5;

export const anyAsked = fc.record({
  branch: fc.constant('01'),
  actions: fc.uniqueArray(fc.constantFrom(...ACTIONS), { minLength: 1, maxLength: 3 }),
  // What can't be held is never blocked: too much of it would leave little to compare.
  holdable: fc.constantFrom(true, true, true, true, false),
  reading: fc.constantFrom('asWritten' as const, 'asWritten' as const, 'indicateAsBlock' as const),
});
const anyPolicy = fc
  .array(check, { minLength: 1, maxLength: 4 })
  .map((checks) => aPolicy(checks.map((one, index) => ({ ...one, id: `check-${index}` }))));

/** What a run of pairs came to. Shares are of all pairs, that of unknown of all checks judged. */
export interface ComparedPairs {
  readonly pairs: number;
  readonly differing: number;
  /** The first of them. */
  readonly differences: readonly string[];
  /** Operators in too few pairs, outcomes of too few, or too much unknown: what the run didn't try. */
  readonly notCovered: readonly string[];
}

/** The same seed draws the same pairs. `policies` are drawn, each judged on a hundred facts. */
export async function comparePairs(
  policies: number,
  seed: number,
  told: (pairs: number) => void = () => undefined,
): Promise<ComparedPairs> {
  const drawn = fc.sample(fc.record({ policy: anyPolicy, at: anyAsked }), { numRuns: policies, seed });
  const facts = fc.sample(factReadings, { numRuns: 10 * FACTS_EACH, seed });
  const seen = new Map<string, number>();
  const count = (name: string) => seen.set(name, (seen.get(name) ?? 0) + 1);
  const differences: string[] = [];
  let differing = 0;
  for (const [nth, { policy, at }] of drawn.entries()) {
    const compiled = [compilePolicy(policy, at, 'code'), compilePolicy(policy, at, 'closures')];
    const leaves = policy.checks.flatMap(({ rules }) => rules.flatMap(({ when }) => leavesOf(when)));
    const used = new Set(leaves.map(({ operator }) => operator));
    for (let n = 0; n < FACTS_EACH; n += 1) {
      const given = facts[(nth * 7 + n) % facts.length];
      if (given === undefined) throw new Error('no facts were drawn');
      const live = await judgePolicy(policy, given, at);
      // Closures are the same program read in another way: a tenth of the pairs tells.
      for (const one of n < FACTS_EACH / 10 ? compiled : compiled.slice(0, 1)) {
        const found = difference(live, one, given);
        if (found === null) continue;
        differing += 1;
        if (differences.length < MOST_TOLD) differences.push(`policy ${nth}, facts ${n}: ${found}`);
      }
      for (const name of used) count(`operator ${name}`);
      count(`outcome ${live.outcome}`);
      for (const { result } of live.checks) count(`check ${result}`);
    }
    if (nth % 100 === 99) told((nth + 1) * FACTS_EACH);
  }
  const pairs = policies * FACTS_EACH;
  return { pairs, differing, differences, notCovered: notCovered(seen, pairs) };
}

/** Answers what differs, `null` for nothing: comparing by `expect` would take longer than judging. */
export function difference(live: Judgement, compiled: CompiledPolicy, facts: FactReadings): string | null {
  const judged = compiled.judge(facts);
  if (!isDeepStrictEqual(judged, live)) return JSON.stringify({ judged, live });
  const decided = { outcome: live.outcome, reasons: live.restrictions.map((one) => one.check) };
  return isDeepStrictEqual(compiled.decide(facts), decided) ? null : JSON.stringify(decided);
}

function notCovered(seen: ReadonlyMap<string, number>, pairs: number): readonly string[] {
  const of = (name: string) => seen.get(name) ?? 0;
  const rare = [
    ...OPERATOR_NAMES.map((name) => [`operator ${name}`, 0.01] as const),
    ...Object.values(Outcome).map((name) => [`outcome ${name}`, 0.05] as const),
  ].filter(([name, share]) => of(name) < pairs * share);
  const checks = [...seen].reduce((sum, [name, times]) => (name.startsWith('check ') ? sum + times : sum), 0);
  return [...rare.map(([name]) => name), ...(of('check unknown') > checks / 2 ? ['what is known'] : [])];
}
