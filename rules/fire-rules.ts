/** Owns the use of json-rules-engine: rules and readings go in, three-valued results with their evidence come out. */
import { Engine, Fact, type RuleProperties, type TopLevelCondition } from 'json-rules-engine';
import { factsReadBy, operandFact, type Condition, type Leaf } from '../contracts/condition';
import type { RuleJudgement } from '../contracts/judgement';
import type { PolicyRule } from '../contracts/policy';
import { CheckResult } from '../domain/outcome';
import { evidenceOf, type FiredCondition } from './evidence';
import type { Reader } from './reader';

/**
 * What a rule is run as. `least` reads every comparison of an unknown fact in the way that keeps the rule from firing,
 * `most` in the way that makes it fire: a rule that fires as `least` is a hit whatever the unknown facts are, one that
 * doesn't fire as `most` is none, and one between is unknown. A rule that reads no unknown fact is run once.
 */
type Reading = 'least' | 'most';

/** A fact of the engine's own, always true: what comparisons of unknown facts are replaced with. */
const STAND_IN = 'unknownComparison';
/** Never a policy's own word: the engine's emitter would treat an event named `error` as a thrown one. */
const EVENT = { type: 'fired' };
const UNCACHED = { cache: false };

/**
 * Judges rules in their order. A new engine each time: an engine keeps the state of its run in itself, and runs that
 * overlap on one engine give wrong results.
 */
export async function fireRules(rules: readonly PolicyRule[], read: Reader): Promise<readonly RuleJudgement[]> {
  const runs = rules.map((rule) => isKnown(rule.when, read));
  const engine = new Engine(
    rules.flatMap((rule, index) =>
      runs[index] === true
        ? [engineRule(index, 'least', rule.when)]
        : [
            engineRule(index, 'least', assume(rule.when, read, false)),
            engineRule(index, 'most', assume(rule.when, read, true)),
          ],
    ),
  );
  const { results, failureResults } = await engine.run(engineFacts(rules, read));
  // The engine's types give a condition that was run the children of one that wasn't.
  const fired = new Map([...results, ...failureResults].map((one) => [one.name, one.conditions as FiredCondition]));
  return rules.map((rule, index) => {
    const least = firedCondition(fired, index, 'least');
    const most = runs[index] === true ? least : firedCondition(fired, index, 'most');
    return { rule: rule.id, result: resultOf(least, most), evidence: evidenceOf(rule.when, least, most, read) };
  });
}

/** The engine demands a list at the root; `firedCondition` takes it off again. */
function engineRule(index: number, reading: Reading, when: object): RuleProperties {
  const conditions = { all: [when] } as TopLevelCondition;
  return { name: nameOf(index, reading), conditions, event: EVENT };
}

function nameOf(index: number, reading: Reading): string {
  return `${index} ${reading}`;
}

/** Only what the rules read and is known; uncached, since the engine would hash every fact to store it. */
function engineFacts(rules: readonly PolicyRule[], read: Reader): Record<string, Fact> {
  const facts: Record<string, Fact> = { [STAND_IN]: new Fact(STAND_IN, true, UNCACHED) };
  for (const name of rules.flatMap((rule) => factsReadBy(rule.when))) {
    const reading = read(name);
    if (reading.known) facts[name] ??= new Fact(name, reading.value, UNCACHED);
  }
  return facts;
}

function firedCondition(fired: ReadonlyMap<string, FiredCondition>, index: number, reading: Reading): FiredCondition {
  const condition = fired.get(nameOf(index, reading))?.all?.[0];
  if (condition === undefined) throw new Error(`the engine gave no result for rule ${nameOf(index, reading)}`);
  return condition;
}

function resultOf(least: FiredCondition, most: FiredCondition): CheckResult {
  if (least.result === true) return CheckResult.hit;
  return most.result === true ? CheckResult.unknown : CheckResult.noHit;
}

function isKnown(condition: Condition, read: Reader): boolean {
  return factsReadBy(condition).every((fact) => read(fact).known);
}

/** A condition in which every comparison of an unknown fact comes to `truth`, and inside a `not` to its opposite. */
function assume(condition: Condition, read: Reader, truth: boolean): object {
  if ('all' in condition) return { all: condition.all.map((child) => assume(child, read, truth)) };
  if ('any' in condition) return { any: condition.any.map((child) => assume(child, read, truth)) };
  if ('not' in condition) return { not: assume(condition.not, read, !truth) };
  return isLeafKnown(condition, read) ? condition : { fact: STAND_IN, operator: 'equal', value: truth };
}

function isLeafKnown(leaf: Leaf, read: Reader): boolean {
  const other = operandFact(leaf);
  return read(leaf.fact).known && (other === null || read(other).known);
}
