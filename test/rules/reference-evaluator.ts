/** Owns a second, hand-written judge of conditions, sharing no code with the first: three values, no engine. */
import type { Condition, Leaf } from '../../contracts/condition';
import { FACTS, type FactName, type FactReadings, type FactValue } from '../../domain/facts';

export type Truth = 'true' | 'false' | 'unknown';

/** A condition's truth by the strong three-valued tables. */
export function truthOf(condition: Condition, readings: FactReadings): Truth {
  if ('all' in condition) {
    const truths = condition.all.map((child) => truthOf(child, readings));
    return truths.includes('false') ? 'false' : truths.includes('unknown') ? 'unknown' : 'true';
  }
  if ('any' in condition) {
    const truths = condition.any.map((child) => truthOf(child, readings));
    return truths.includes('true') ? 'true' : truths.includes('unknown') ? 'unknown' : 'false';
  }
  if ('not' in condition) {
    const inner = truthOf(condition.not, readings);
    return inner === 'unknown' ? 'unknown' : inner === 'true' ? 'false' : 'true';
  }
  return leafTruth(condition, readings);
}

function leafTruth(leaf: Leaf, readings: FactReadings): Truth {
  const left = usable(leaf.fact, readings);
  const right =
    typeof leaf.value === 'object' && 'fact' in leaf.value ? usable(leaf.value.fact, readings) : { is: leaf.value };
  if (left === undefined || right === undefined) return 'unknown';
  return compare(leaf.operator, left.is, right.is) ? 'true' : 'false';
}

const TEXTS: Readonly<Partial<Record<FactName, readonly string[]>>> = {
  situation: ['cleared', 'blocked', 'underReview'],
  limitKind: ['none', 'amount', 'unlimited', 'alwaysReview'],
  riskClass: ['AAA', 'AA', 'A', 'BBB', 'BB', 'B', 'C', 'D', 'E'],
};

function usable(name: FactName, readings: FactReadings): { is: FactValue } | undefined {
  const reading = readings[name];
  if (!reading?.known) return undefined;
  const value: unknown = reading.value;
  const type: string = FACTS[name].type;
  if (type === 'boolean') return value === true || value === false ? { is: value } : undefined;
  if (type === 'text') {
    const allowed = TEXTS[name] ?? [];
    return typeof value === 'string' && allowed.includes(value) ? { is: value } : undefined;
  }
  if (typeof value !== 'number' || value !== value || Math.abs(value) === Infinity) return undefined;
  if (value === 0 && 1 / value < 0) return undefined;
  if (type !== 'days' && (value < 0 || value % 1 !== 0 || value > 2 ** 53 - 1)) return undefined;
  return { is: value };
}

function compare(operator: Leaf['operator'], left: FactValue, right: FactValue | readonly FactValue[]): boolean {
  switch (operator) {
    case 'equal':
      return left === right;
    case 'notEqual':
      return left !== right;
    case 'in':
      return Array.isArray(right) && right.some((one) => one === left);
    case 'notIn':
      return Array.isArray(right) && right.every((one) => one !== left);
    case 'lessThan':
      return left < right;
    case 'lessThanInclusive':
      return left <= right;
    case 'greaterThan':
      return left > right;
    case 'greaterThanInclusive':
      return left >= right;
  }
}
