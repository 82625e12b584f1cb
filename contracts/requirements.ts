/** Owns what a decision's evidence says a check asks for: each fact it found wanting, as it is and as it would have to be. Pure. */
import type { CheckJudgement, Evidence, LeafEvidence } from './judgement';
import { FACTS, type FactName, type FactValue, type UnknownReason } from '../domain/facts';
import type { OperatorName } from '../domain/operators';

/** How the fact would have to stand to what is asked for, as a key of the texts. */
export type Relation = 'atMost' | 'below' | 'atLeast' | 'above' | 'is' | 'isNot' | 'oneOf' | 'noneOf';

export interface Requirement {
  readonly fact: FactName;
  readonly actual: FactValue | { readonly why: UnknownReason };
  readonly relation: Relation;
  /** Several of a list; none where what is asked for is a fact that isn't known. */
  readonly wanted: readonly FactValue[];
  /** The fact that is asked for, where it is one. */
  readonly wantedFact: FactName | null;
}

/** A rule restricts where its condition holds, so that what is asked for is the contrary of it. */
const CONTRARY: Readonly<Record<OperatorName, Relation>> = {
  greaterThan: 'atMost',
  greaterThanInclusive: 'below',
  lessThan: 'atLeast',
  lessThanInclusive: 'above',
  equal: 'isNot',
  notEqual: 'is',
  in: 'noneOf',
  notIn: 'oneOf',
};
const AS_SAID: Readonly<Record<OperatorName, Relation>> = {
  greaterThan: 'above',
  greaterThanInclusive: 'atLeast',
  lessThan: 'below',
  lessThanInclusive: 'atMost',
  equal: 'is',
  notEqual: 'isNot',
  in: 'oneOf',
  notIn: 'noneOf',
};

/**
 * Of the rules that fired or couldn't be verified; each requirement once. Where a rule is about a quantity, the kinds and
 * switches beside it only say when it applies.
 */
export function requirementsOf({ rules }: Pick<CheckJudgement, 'rules'>): readonly Requirement[] {
  const found = rules
    .filter(({ result }) => result !== 'noHit')
    .flatMap(({ evidence }) => decisive(leavesOf(evidence, false).filter(isWanting)))
    .map(({ leaf, isNegated }) => requirementOf(leaf, isNegated));
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()];
}

function isWanting({ leaf, isNegated }: Leaf): boolean {
  return leaf.result === 'unknown' || (leaf.result === 'true') !== isNegated;
}

function decisive(leaves: readonly Leaf[]): readonly Leaf[] {
  const quantities = leaves.filter(({ leaf }) => FACTS[leaf.fact].unit !== 'none');
  return quantities.length > 0 ? quantities : leaves;
}

interface Leaf {
  readonly leaf: LeafEvidence;
  readonly isNegated: boolean;
}

function leavesOf(evidence: Evidence, isNegated: boolean): readonly Leaf[] {
  if ('all' in evidence) return evidence.all.flatMap((one) => leavesOf(one, isNegated));
  if ('any' in evidence) return evidence.any.flatMap((one) => leavesOf(one, isNegated));
  if ('not' in evidence) return leavesOf(evidence.not, !isNegated);
  return [{ leaf: evidence, isNegated }];
}

function requirementOf({ fact, operator, wanted, wantedSeen, seen }: LeafEvidence, isNegated: boolean): Requirement {
  const relation = (isNegated ? AS_SAID : CONTRARY)[operator];
  const actual = seen.known ? seen.value : { why: seen.why };
  if (typeof wanted === 'object' && 'fact' in wanted) {
    return { fact, actual, relation, wanted: wantedSeen?.known ? [wantedSeen.value] : [], wantedFact: wanted.fact };
  }
  const values: readonly FactValue[] = Array.isArray(wanted) ? (wanted as readonly FactValue[]) : [wanted as FactValue];
  // Of two values the contrary of the one is the other.
  const [only] = values;
  if (relation === 'isNot' && typeof only === 'boolean')
    return { fact, actual, relation: 'is', wanted: [!only], wantedFact: null };
  return { fact, actual, relation, wanted: values, wantedFact: null };
}
