/** Owns compiled rules as closures, for where generating code is forbidden. */
import { isFactName, isValueOf, type FactName, type FactReadings } from '../../domain/facts';
import type { OperatorName } from '../../domain/operators';
import { numberOf, type Lowered, type LoweredLeaf, type LoweredRules } from './lowered';
import { FALSE, TRUE, UNKNOWN, type Machine } from './machine';

type Judge = (places: Float64Array) => number;

export function closures({ rules, facts }: LoweredRules): Machine {
  const judges = rules.map(judgeOf);
  const leaves = rules.flatMap(leafJudges);
  return {
    read: (given, places) => {
      for (const [place, fact] of facts.entries()) places[place] = readNumber(given, fact);
    },
    run: (places, results) => {
      for (const [index, judge] of judges.entries()) results[index] = judge(places);
    },
    trace: (places, truths) => {
      for (const [index, judge] of leaves.entries()) truths[index] = judge(places);
    },
  };
}

function readNumber(given: FactReadings, fact: FactName): number {
  const reading = (given as Partial<FactReadings>)[fact];
  return reading?.known === true && isFactName(fact) && isValueOf(fact, reading.value)
    ? numberOf(fact, reading.value)
    : NaN;
}

function judgeOf(node: Lowered): Judge {
  if ('all' in node) return combined(node.all.map(judgeOf), Math.min, TRUE);
  if ('any' in node) return combined(node.any.map(judgeOf), Math.max, FALSE);
  if ('not' in node) {
    const inner = judgeOf(node.not);
    return (places) => TRUE - inner(places);
  }
  return leafJudge(node);
}

function combined(judges: readonly Judge[], by: (a: number, b: number) => number, start: number): Judge {
  return (places) => judges.reduce((so, judge) => by(so, judge(places)), start);
}

const HOLDS: Readonly<Record<OperatorName, (a: number, wanted: readonly number[]) => boolean>> = {
  equal: (a, wanted) => wanted.includes(a),
  in: (a, wanted) => wanted.includes(a),
  notEqual: (a, wanted) => !wanted.includes(a),
  notIn: (a, wanted) => !wanted.includes(a),
  lessThan: (a, [b = NaN]) => a < b,
  lessThanInclusive: (a, [b = NaN]) => a <= b,
  greaterThan: (a, [b = NaN]) => a > b,
  greaterThanInclusive: (a, [b = NaN]) => a >= b,
};

function leafJudge({ place, operator, wanted }: LoweredLeaf): Judge {
  const holds = HOLDS[operator];
  return (places) => {
    const actual = places[place] ?? NaN;
    const against = 'place' in wanted ? [places[wanted.place] ?? NaN] : wanted.numbers;
    if (Number.isNaN(actual) || against.some(Number.isNaN)) return UNKNOWN;
    return holds(actual, against) ? TRUE : FALSE;
  };
}

function leafJudges(node: Lowered): readonly Judge[] {
  if ('all' in node) return node.all.flatMap(leafJudges);
  if ('any' in node) return node.any.flatMap(leafJudges);
  return 'not' in node ? leafJudges(node.not) : [leafJudge(node)];
}
