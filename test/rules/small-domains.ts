/** Owns conditions over a few facts of few values, and the truth about them found by trying every value. */
import * as fc from 'fast-check';
import { factsReadBy, type Condition, type Leaf } from '../../contracts/condition';
import { factDefinition, type FactName, type FactReadings, type FactValue } from '../../domain/facts';
import { operatorDefinition, operatorsFor } from '../../domain/operators';
import { known } from './builders';
import { truthOf } from './reference-evaluator';

/**
 * What is compared with, and one value of every stretch that such a comparison tells apart: below, at, between and above.
 */
const DOMAINS = {
  overdueCount: { named: [0, 1, 2, 3], tried: [0, 1, 2, 3, 4] },
  averageDelayDays: { named: [0, 1, 2], tried: [0, 0.5, 1, 1.5, 2, 2.5] },
  longestTermDays: { named: [-1, 0, 1], tried: [-2, -1, -0.5, 0, 0.5, 1, 2] },
  situation: { named: ['cleared', 'blocked', 'underReview'], tried: ['cleared', 'blocked', 'underReview'] },
  limitExpired: { named: [true, false], tried: [true, false] },
  openCents: { named: [0, 1, 2], tried: [0, 1, 2, 3] },
  overdueCents: { named: [0, 1, 2], tried: [0, 1, 2, 3] },
} as const satisfies Partial<
  Record<FactName, { readonly named: readonly FactValue[]; readonly tried: readonly FactValue[] }>
>;
export type SmallFact = keyof typeof DOMAINS;
export const SMALL_FACTS = Object.keys(DOMAINS) as SmallFact[];

/** The values of a fact that are tried. */
export function triedOf(fact: SmallFact): readonly FactValue[] {
  return DOMAINS[fact].tried;
}

type SmallLeaf = Leaf & { readonly fact: SmallFact };

/** A comparison of one of the facts with one of its values. */
export function smallLeaf(facts: readonly SmallFact[]): fc.Arbitrary<SmallLeaf> {
  return fc.constantFrom(...facts).chain((fact) =>
    fc.constantFrom(...operatorsFor(factDefinition(fact).type)).chain((operator): fc.Arbitrary<SmallLeaf> => {
      const value = fc.constantFrom<FactValue>(...DOMAINS[fact].named);
      const many = fc.array(value, { minLength: 1, maxLength: 2 });
      return operatorDefinition(operator).takes === 'many'
        ? many.map((list) => ({ fact, operator, value: list }))
        : value.map((one) => ({ fact, operator, value: one }));
    }),
  );
}

/** A comparison of two amounts with each other. */
const pairLeaf: fc.Arbitrary<Leaf> = fc
  .tuple(fc.constantFrom(...operatorsFor('cents')), fc.constantFrom('openCents', 'overdueCents'))
  .map(([operator, fact]) => ({
    fact,
    operator,
    value: { fact: fact === 'openCents' ? 'overdueCents' : 'openCents' },
  }));

/** One or two conditions of the leaves, at most four levels deep. */
function conditionsOf(leaf: fc.Arbitrary<Leaf>): fc.Arbitrary<readonly Condition[]> {
  const { node } = fc.letrec<{ node: Condition }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, depthSize: 'medium' },
      leaf,
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      tie('node').map((not) => ({ not })),
    ),
  }));
  return fc.array(node, { minLength: 1, maxLength: 2 });
}

/** Conditions over at most three facts, compared with values only. */
export const smallConditions = fc
  .shuffledSubarray(SMALL_FACTS, { minLength: 1, maxLength: 3 })
  .chain((facts) => conditionsOf(smallLeaf(facts)));

/** Conditions over two amounts and a count, the amounts compared with each other too. */
export const conditionsOfPairs = conditionsOf(
  fc.oneof(
    { weight: 2, arbitrary: smallLeaf(['openCents', 'overdueCents', 'overdueCount']) },
    { weight: 1, arbitrary: pairLeaf },
  ),
);

/** Whether some values of the facts, all known, meet all the conditions: every combination is tried. */
export function holdSomewhere(conditions: readonly Condition[]): boolean {
  const facts = [...new Set(conditions.flatMap(factsReadBy))] as SmallFact[];
  const tryFrom = (at: number, readings: FactReadings): boolean => {
    const fact = facts[at];
    if (fact === undefined) return conditions.every((one) => truthOf(one, readings) === 'true');
    return triedOf(fact).some((value) => tryFrom(at + 1, { ...readings, [fact]: known(value) }));
  };
  return tryFrom(0, {} as FactReadings);
}
