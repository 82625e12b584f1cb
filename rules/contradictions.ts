/** Owns finding comparisons that can't hold together, such as `> 5` and `< 3`. */
import type { Leaf } from '../contracts/condition';
import { factDefinition, type FactName, type FactValue } from '../domain/facts';

/** What is left of a number's line; `lowOpen` when `low` itself is out. */
interface Range {
  readonly low: number;
  readonly lowOpen: boolean;
  readonly high: number;
  readonly highOpen: boolean;
}

/** The facts for which no value meets every comparison. Comparisons with another fact say nothing here. */
export function factsThatFitNothing(leaves: readonly Leaf[]): readonly FactName[] {
  const facts = [...new Set(leaves.map((leaf) => leaf.fact))];
  return facts.filter((fact) => {
    const ofFact = leaves.filter((leaf) => leaf.fact === fact);
    const { type, values } = factDefinition(fact);
    if (type === 'boolean') return noneOf([true, false], ofFact);
    if (type === 'text') return noneOf(Object.keys(values ?? {}), ofFact);
    return noNumber(ofFact, type !== 'days');
  });
}

function noneOf(candidates: readonly FactValue[], leaves: readonly Leaf[]): boolean {
  return !candidates.some((candidate) => leaves.every((leaf) => admits(leaf, candidate)));
}

function admits({ operator, value }: Leaf, candidate: FactValue): boolean {
  if (typeof value === 'object' && 'fact' in value) return true;
  const listed = Array.isArray(value) ? value.includes(candidate) : value === candidate;
  return operator === 'notEqual' || operator === 'notIn' ? !listed : listed;
}

/** Whole amounts and counts begin at 0 and have nothing between two neighbours. */
function noNumber(leaves: readonly Leaf[], isWhole: boolean): boolean {
  const everything: Range = { low: isWhole ? 0 : -Infinity, lowOpen: false, high: Infinity, highOpen: false };
  const range = leaves.reduce((left, leaf) => narrow(left, leaf), everything);
  const low = isWhole && range.lowOpen ? range.low + 1 : range.low;
  const high = isWhole && range.highOpen ? range.high - 1 : range.high;
  if (low > high) return true;
  const isOpenPoint = low === high && !isWhole && (range.lowOpen || range.highOpen);
  const isExcludedPoint = low === high && leaves.some((leaf) => leaf.operator === 'notEqual' && leaf.value === low);
  return isOpenPoint || isExcludedPoint;
}

function narrow(range: Range, { operator, value }: Leaf): Range {
  if (typeof value !== 'number') return range;
  switch (operator) {
    case 'equal':
      return raise(lower(range, value, false), value, false);
    case 'greaterThan':
      return raise(range, value, true);
    case 'greaterThanInclusive':
      return raise(range, value, false);
    case 'lessThan':
      return lower(range, value, true);
    case 'lessThanInclusive':
      return lower(range, value, false);
    default:
      return range;
  }
}

function raise(range: Range, low: number, lowOpen: boolean): Range {
  const isStronger = low > range.low || (low === range.low && lowOpen);
  return isStronger ? { ...range, low, lowOpen } : range;
}

function lower(range: Range, high: number, highOpen: boolean): Range {
  const isStronger = high < range.high || (high === range.high && highOpen);
  return isStronger ? { ...range, high, highOpen } : range;
}
