/** Owns what conditions become before they are compiled: comparisons of numbers in numbered places, without any text. */
import type { Condition, Leaf, Operand } from '../../contracts/condition';
import { factDefinition, type FactName, type FactValue } from '../../domain/facts';
import type { OperatorName } from '../../domain/operators';

/** A comparison of the number in a place with a number, a list of them, or the number in another place. */
export interface LoweredLeaf {
  readonly place: number;
  readonly operator: OperatorName;
  readonly wanted: { readonly place: number } | { readonly numbers: readonly number[] };
  /** Its position among all comparisons of the policy, in the order written. */
  readonly leaf: number;
}

export type Lowered =
  { readonly all: readonly Lowered[] } | { readonly any: readonly Lowered[] } | { readonly not: Lowered } | LoweredLeaf;

/** The rules of a policy over the facts that they read, each of which has its place. */
export interface LoweredRules {
  readonly rules: readonly Lowered[];
  readonly facts: readonly FactName[];
  readonly leaves: number;
}

/** What a fact's value is as a number: amounts, days and counts themselves, truths 1 and 0, texts their place in the list. */
export function numberOf(fact: FactName, value: FactValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return textsOf(fact).indexOf(value);
}

/** The closed list of a text's values, in its own order; none for other types. */
export function textsOf(fact: FactName): readonly string[] {
  return Object.keys(factDefinition(fact).values ?? {});
}

/** The conditions of rules, in their order. */
export function lowered(conditions: readonly Condition[]): LoweredRules {
  const places = new Map<FactName, number>();
  let leaves = 0;
  const placeOf = (fact: FactName): number => {
    const place = places.get(fact) ?? places.size;
    places.set(fact, place);
    return place;
  };
  const lower = (condition: Condition): Lowered => {
    if ('all' in condition) return { all: condition.all.map(lower) };
    if ('any' in condition) return { any: condition.any.map(lower) };
    if ('not' in condition) return { not: lower(condition.not) };
    return lowerLeaf(condition);
  };
  const lowerLeaf = ({ fact, operator, value }: Leaf): LoweredLeaf => {
    const leaf = leaves;
    leaves += 1;
    const place = placeOf(fact);
    if (isFact(value)) return { place, operator, wanted: { place: placeOf(value.fact) }, leaf };
    const values = isList(value) ? value : [value];
    return { place, operator, wanted: { numbers: values.map((one) => numberOf(fact, one)) }, leaf };
  };
  const rules = conditions.map(lower);
  return { rules, facts: [...places.keys()], leaves };
}

function isFact(value: Operand): value is { readonly fact: FactName } {
  return typeof value === 'object' && 'fact' in value;
}

function isList(value: Operand): value is readonly FactValue[] {
  return Array.isArray(value);
}
