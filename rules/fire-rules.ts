/** Owns the use of json-rules-engine: rules and readings go in, three-valued results with their evidence come out. */
import { Almanac, Engine, type TopLevelCondition } from 'json-rules-engine';
import { factsReadBy, operandFact, type Condition, type Leaf } from '../contracts/condition';
import type { RuleJudgement } from '../contracts/judgement';
import type { PolicyRule } from '../contracts/policy';
import { isFactName, type FactName, type FactValue } from '../domain/facts';
import { CheckResult } from '../domain/outcome';
import { evidenceOf, type FiredCondition } from './evidence';
import type { Reader } from './reader';

/** A fact of the engine's own, always true: what comparisons of unknown facts are replaced with. */
const STAND_IN = 'unknownComparison';
/** Never a policy's own word: the engine's emitter would treat an event named `error` as a thrown one. */
const EVENT = { type: 'fired' };

/** What each condition reads; a policy's conditions live as long as the policy is kept. */
const readBy = new WeakMap<Condition, readonly FactName[]>();

/**
 * Judges rules in their order. What a rule is run as: `least` reads every comparison of an unknown fact in the way that
 * keeps the rule from firing, `most` in the way that makes it fire. A rule that fires as `least` is a hit whatever the
 * unknown facts are, one that doesn't fire as `most` is none, and one between is unknown. A rule that reads no unknown
 * fact is run once. A new engine each time: an engine keeps the state of its run in itself, and runs that overlap on
 * one engine give wrong results.
 */
export async function fireRules(rules: readonly PolicyRule[], read: Reader): Promise<readonly RuleJudgement[]> {
  if (rules.length === 0) return [];
  const conditions: object[] = [];
  const places = rules.map(({ when }) => {
    const isKnown = factsOf(when).every((fact) => read(fact).known);
    const least = conditions.push(isKnown ? when : assume(when, read, false)) - 1;
    return { least, most: isKnown ? least : conditions.push(assume(when, read, true)) - 1 };
  });
  const fired = await fire(conditions, new Readings(read));
  return places.map((place, index) => {
    const rule = at(rules, index);
    const [least, most] = [at(fired, place.least), at(fired, place.most)];
    return { rule: rule.id, result: resultOf(least, most), evidence: evidenceOf(rule.when, least, most, read) };
  });
}

/**
 * Gives each condition back with what it came to. They go in as the parts of one rule: of equal priority, so that the
 * engine runs them all whatever the others come to, and what it does once for each rule is done once.
 */
async function fire(conditions: readonly object[], almanac: Readings): Promise<readonly FiredCondition[]> {
  const engine = new Engine([{ conditions: { all: conditions } as TopLevelCondition, event: EVENT }]);
  const { results, failureResults } = await engine.run({}, { almanac });
  // The engine's types give a condition that was run the children of one that wasn't.
  const fired = [...results, ...failureResults][0]?.conditions as FiredCondition | undefined;
  if (fired?.all?.length !== conditions.length) throw new Error('the engine gave no result for some conditions');
  return fired.all;
}

/**
 * Where the engine reads facts: straight from the readings. Facts of its own would be made anew for each run, and each
 * hashed to be kept. A fact that isn't known is never asked for; that it would be is a defect, not `undefined`.
 */
class Readings extends Almanac {
  constructor(private readonly read: Reader) {
    super();
  }

  override factValue<T>(name: string): Promise<T> {
    return this.known(name) as Promise<T>;
  }

  private known(name: string): Promise<FactValue> {
    if (name === STAND_IN) return Promise.resolve(true);
    const reading = isFactName(name) ? this.read(name) : null;
    return reading?.known
      ? Promise.resolve(reading.value)
      : Promise.reject(new Error(`the engine asked for ${name}, which is not known`));
  }
}

function resultOf(least: FiredCondition, most: FiredCondition): CheckResult {
  if (least.result === true) return CheckResult.hit;
  return most.result === true ? CheckResult.unknown : CheckResult.noHit;
}

function factsOf(condition: Condition): readonly FactName[] {
  const known = readBy.get(condition);
  if (known !== undefined) return known;
  const facts = factsReadBy(condition);
  readBy.set(condition, facts);
  return facts;
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`there is no result at ${index}`);
  return found;
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
