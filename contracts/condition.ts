/** Owns the shape of a rule's condition: closed facts and operators, and values of the fact's own type. */
import { z } from 'zod';
import { FACT_NAMES, factDefinition, isValueOf, type FactName, type FactValue } from '../domain/facts';
import { OPERATOR_NAMES, operatorDefinition, operatorsFor, type OperatorName } from '../domain/operators';

/** What a fact is compared with: a value, a list of them (`in`, `notIn`), or another fact of the same type. */
export type Operand = FactValue | readonly FactValue[] | { readonly fact: FactName };

/** One comparison. Without json-rules-engine's `path` and `params`: a path changes a value's type unseen. */
export interface Leaf {
  readonly fact: FactName;
  readonly operator: OperatorName;
  readonly value: Operand;
}

/** What a rule asks. Lists are never empty: json-rules-engine lets an empty `any` fire. */
export type Condition =
  { readonly all: readonly Condition[] } | { readonly any: readonly Condition[] } | { readonly not: Condition } | Leaf;

/** How many levels a condition may have, the outermost included. */
export const MAX_CONDITION_DEPTH = 8;
const MAX_CHILDREN = 100;

const scalar = z.union([z.number(), z.boolean(), z.string().max(100)]);

const leafSchema = z
  .strictObject({
    fact: z.enum(FACT_NAMES),
    operator: z.enum(OPERATOR_NAMES),
    value: z.union([scalar, z.array(scalar).min(1).max(MAX_CHILDREN), z.strictObject({ fact: z.enum(FACT_NAMES) })]),
  })
  .superRefine((leaf, context) => {
    const { type } = factDefinition(leaf.fact);
    if (!operatorDefinition(leaf.operator).fits.includes(type)) {
      const message = `${leaf.operator} doesn't fit ${leaf.fact} — use one of ${operatorsFor(type).join(', ')}`;
      context.addIssue({ code: 'custom', path: ['operator'], message });
      return;
    }
    const message = operandFault(leaf);
    if (message !== null) context.addIssue({ code: 'custom', path: ['value'], message });
  });

/** A condition as it stands in a policy. Most of them are comparisons, so those are tried first. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    leafSchema,
    z.strictObject({ all: z.array(conditionSchema).min(1).max(MAX_CHILDREN) }),
    z.strictObject({ any: z.array(conditionSchema).min(1).max(MAX_CHILDREN) }),
    z.strictObject({ not: conditionSchema }),
  ]),
);

/** Every comparison in a condition, in the order written. */
export function leavesOf(condition: Condition): readonly Leaf[] {
  if ('fact' in condition) return [condition];
  return childrenOf(condition).flatMap(leavesOf);
}

/** The conditions directly inside this one. */
export function childrenOf(condition: Condition): readonly Condition[] {
  if ('all' in condition) return condition.all;
  if ('any' in condition) return condition.any;
  return 'not' in condition ? [condition.not] : [];
}

/** Levels of a condition; 1 for a comparison alone. */
export function depthOf(condition: Condition): number {
  return 1 + Math.max(0, ...childrenOf(condition).map(depthOf));
}

/** The other fact a comparison reads, if any. */
export function operandFact(leaf: Leaf): FactName | null {
  return isFactOperand(leaf.value) ? leaf.value.fact : null;
}

/** The facts a condition reads, each once, in the order written. */
export function factsReadBy(condition: Condition): readonly FactName[] {
  return [...new Set(leavesOf(condition).flatMap((leaf) => [leaf.fact, operandFact(leaf) ?? leaf.fact]))];
}

function isFactOperand(value: Operand): value is { readonly fact: FactName } {
  return typeof value === 'object' && 'fact' in value;
}

/** `Array.isArray` alone doesn't tell a read-only list from the other operands. */
function isList(value: Operand): value is readonly FactValue[] {
  return Array.isArray(value);
}

function operandFault({ fact, operator, value }: Leaf): string | null {
  const { type } = factDefinition(fact);
  if (isFactOperand(value)) {
    if (type === 'text' || type === 'boolean') return `${fact} can't be compared with a fact — compare with a value`;
    const other = factDefinition(value.fact).type;
    return other === type ? null : `${value.fact} is in ${other}, ${fact} in ${type} — use a fact in ${type}`;
  }
  if (isList(value) !== (operatorDefinition(operator).takes === 'many')) {
    return isList(value)
      ? `${operator} takes one value — send it without the list`
      : `${operator} takes a list — send [${JSON.stringify(value)}]`;
  }
  const wrong = (isList(value) ? value : [value]).find((one) => !isValueOf(fact, one));
  return wrong === undefined ? null : `${JSON.stringify(wrong)} is no value of ${fact} — ${valueFix(fact)}`;
}

function valueFix(fact: FactName): string {
  const { type, values } = factDefinition(fact);
  switch (type) {
    case 'cents':
      return 'send whole cents, not negative, as a number';
    case 'count':
      return 'send a whole number, not negative';
    case 'days':
      return 'send a number of days';
    case 'boolean':
      return 'send true or false';
    case 'text':
      return `send one of ${Object.keys(values ?? {}).join(', ')}`;
  }
}
