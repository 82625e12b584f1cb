/** Owns how a condition is said in Portuguese: `Atraso médio maior que 10 dias`. */
import type { Condition, Leaf } from '../contracts/condition';
import { factDefinition, type FactName, type FactValue } from '../domain/facts';
import { operatorDefinition } from '../domain/operators';
import { formatValue } from './format-value';

/** One comparison: the fact, what is asked of it, and the bound as a person writes it. */
export function sayLeaf({ fact, operator, value }: Leaf): string {
  return `${factDefinition(fact).label} ${operatorDefinition(operator).label} ${sayOperand(fact, value)}`;
}

/** What a fact is compared with: a value, several, or another fact by its name. */
export function sayOperand(fact: FactName, operand: Leaf['value']): string {
  if (typeof operand !== 'object') return formatValue(fact, operand);
  if ('fact' in operand) return `“${factDefinition(operand.fact).label}”`;
  return operand.map((one: FactValue) => formatValue(fact, one)).join(', ');
}

/** A whole condition in one sentence; what is grouped stands in brackets. */
export function sayCondition(condition: Condition): string {
  if ('all' in condition) return condition.all.map(grouped).join(' e ');
  if ('any' in condition) return condition.any.map(grouped).join(' ou ');
  return 'not' in condition ? `não (${sayCondition(condition.not)})` : sayLeaf(condition);
}

function grouped(condition: Condition): string {
  const isGroup = 'all' in condition || 'any' in condition;
  return isGroup ? `(${sayCondition(condition)})` : sayCondition(condition);
}
