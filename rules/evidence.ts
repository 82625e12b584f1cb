/** Owns the account of one rule: its condition with every actual value and what each part came to. */
import { operandFact, type Condition, type Leaf } from '../contracts/condition';
import { TruthValue, type Evidence, type LeafEvidence, type Seen } from '../contracts/judgement';
import type { FactReading } from '../domain/facts';
import type { Reader } from './reader';

/** What the engine leaves on a condition it has run. It has the shape of the condition it was given. */
export interface FiredCondition {
  readonly result?: boolean;
  readonly all?: readonly FiredCondition[];
  readonly any?: readonly FiredCondition[];
  readonly not?: FiredCondition;
}

/**
 * Walks a condition beside its two runs. A part on which both agree came to what they say; one on which they differ is
 * unknown. That holds inside a `not` as well, where the two only change places.
 */
export function evidenceOf(condition: Condition, least: FiredCondition, most: FiredCondition, read: Reader): Evidence {
  const result = truthOf(least, most);
  if ('all' in condition) return { all: listEvidence(condition.all, least.all, most.all, read), result };
  if ('any' in condition) return { any: listEvidence(condition.any, least.any, most.any, read), result };
  if ('not' in condition) return { not: evidenceOf(condition.not, part(least.not), part(most.not), read), result };
  return leafEvidence(condition, result, read);
}

/** The account of one comparison: what it wanted, and what it saw. */
export function leafEvidence(leaf: Leaf, result: TruthValue, read: Reader): LeafEvidence {
  const { fact, operator, value: wanted } = leaf;
  const evidence = { fact, operator, wanted, seen: seenOf(read(fact)), result };
  const other = operandFact(leaf);
  return other === null ? evidence : { ...evidence, wantedSeen: seenOf(read(other)) };
}

function listEvidence(
  conditions: readonly Condition[],
  least: readonly FiredCondition[] | undefined,
  most: readonly FiredCondition[] | undefined,
  read: Reader,
): readonly Evidence[] {
  return conditions.map((child, index) => evidenceOf(child, part(least?.[index]), part(most?.[index]), read));
}

/** A part the engine has passed over would make the account a guess, so it is an error. */
function part(fired: FiredCondition | undefined): FiredCondition {
  if (fired?.result === undefined) throw new Error('the engine passed over a part of a condition');
  return fired;
}

function truthOf(least: FiredCondition, most: FiredCondition): TruthValue {
  if (least.result !== most.result) return TruthValue.unknown;
  return least.result === true ? TruthValue.true : TruthValue.false;
}

function seenOf(reading: FactReading): Seen {
  return reading.known ? { known: true, value: reading.value } : { known: false, why: reading.why };
}
