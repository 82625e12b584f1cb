/** Owns the closed list of operators a condition may use, and which types of fact each one fits. */
import type { FactType } from './facts';

/** What an operator compares a fact with: one value of the fact's type, or a list of them. */
export type OperatorTakes = 'one' | 'many';

export interface OperatorDefinition {
  readonly fits: readonly FactType[];
  readonly takes: OperatorTakes;
  /** As read in an explanation, between the fact and the value. */
  readonly label: string;
}

const QUANTITIES = ['cents', 'days', 'count'] as const satisfies readonly FactType[];

/**
 * Every operator, by the name json-rules-engine knows it by. Its operators on arrays, its decorators (`not:equal`) and
 * its JSONPath are left out on purpose: a misspelt one is only found when run, and a path changes a value's type.
 */
export const OPERATORS = {
  equal: { fits: [...QUANTITIES, 'boolean', 'text'], takes: 'one', label: 'igual a' },
  notEqual: { fits: [...QUANTITIES, 'boolean', 'text'], takes: 'one', label: 'diferente de' },
  in: { fits: ['text'], takes: 'many', label: 'um de' },
  notIn: { fits: ['text'], takes: 'many', label: 'nenhum de' },
  lessThan: { fits: QUANTITIES, takes: 'one', label: 'menor que' },
  lessThanInclusive: { fits: QUANTITIES, takes: 'one', label: 'menor ou igual a' },
  greaterThan: { fits: QUANTITIES, takes: 'one', label: 'maior que' },
  greaterThanInclusive: { fits: QUANTITIES, takes: 'one', label: 'maior ou igual a' },
} as const satisfies Readonly<Record<string, OperatorDefinition>>;
export type OperatorName = keyof typeof OPERATORS;

/** The operators' names, in the order of the list. */
export const OPERATOR_NAMES = Object.keys(OPERATORS) as [OperatorName, ...OperatorName[]];

/** What is known of an operator; the same for all of them, unlike the list's own narrow types. */
export function operatorDefinition(name: OperatorName): OperatorDefinition {
  return OPERATORS[name];
}

/** The operators that fit facts of this type: what an analyst may choose from. */
export function operatorsFor(type: FactType): readonly OperatorName[] {
  return OPERATOR_NAMES.filter((name) => operatorDefinition(name).fits.includes(type));
}
