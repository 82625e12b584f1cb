/** Owns the guarantee that what is said of conditions without trying values is what trying every value says. */
import * as fc from 'fast-check';
import type { Condition, Leaf } from '../../contracts/condition';
import { intersection, isEmpty, isWithin, valuesThatHold, without, type ValueSet } from '../../rules/intervals';
import { canHold, formulaOf } from '../../rules/satisfiable';
import { known } from './builders';
import { truthOf } from './reference-evaluator';
import { conditionsOfPairs, holdSomewhere, SMALL_FACTS, smallConditions, smallLeaf, triedOf } from './small-domains';

const SEED = 20_261_122;
const plenty = () => ({ left: 200_000 });
const formulas = (conditions: readonly Condition[]) => conditions.map((one) => formulaOf(one));

test('conditions can hold together exactly where some values of their facts meet them all', () => {
  const answers = { yes: 0, no: 0, unsure: 0 };
  fc.assert(
    fc.property(smallConditions, (conditions) => {
      const { can } = canHold(formulas(conditions), plenty());
      answers[can] += 1;
      expect(can).toBe(holdSomewhere(conditions) ? 'yes' : 'no');
    }),
    { seed: SEED, numRuns: 4_000 },
  );
  expect(answers.unsure).toBe(0);
  expect(Math.min(answers.yes, answers.no)).toBeGreaterThan(400);
});

test('the contrary of a condition holds exactly where the condition does not', () => {
  fc.assert(
    fc.property(smallConditions, (all) => {
      const { can } = canHold([formulaOf({ all }, true)], plenty());
      expect(can).toBe(holdSomewhere([{ not: { all } }]) ? 'yes' : 'no');
    }),
    { seed: SEED, numRuns: 2_000 },
  );
});

test('of facts compared with each other it is never said that they can not be where they can', () => {
  let never = 0;
  fc.assert(
    fc.property(conditionsOfPairs, (conditions) => {
      if (canHold(formulas(conditions), plenty()).can !== 'no') return;
      never += 1;
      expect(holdSomewhere(conditions)).toBe(false);
    }),
    { seed: SEED, numRuns: 3_000 },
  );
  expect(never).toBeGreaterThan(300);
});

test('where the steps run out, nothing is said that is not so', () => {
  let unsure = 0;
  fc.assert(
    fc.property(smallConditions, fc.integer({ min: 1, max: 40 }), (conditions, left) => {
      const { can } = canHold(formulas(conditions), { left });
      if (can === 'unsure') unsure += 1;
      else expect(can).toBe(holdSomewhere(conditions) ? 'yes' : 'no');
    }),
    { seed: SEED, numRuns: 3_000 },
  );
  expect(unsure).toBeGreaterThan(300);
});

describe('sets of values', () => {
  const holds = (leaf: Leaf, value: unknown) =>
    truthOf(leaf, { [leaf.fact]: known(value) } as Parameters<typeof truthOf>[1]) === 'true';
  const twoOfOneFact = fc.constantFrom(...SMALL_FACTS).chain((fact) => fc.tuple(smallLeaf([fact]), smallLeaf([fact])));

  test('have what both comparisons admit, or what only the first does, or nothing, as every value says', () => {
    fc.assert(
      fc.property(twoOfOneFact, ([a, b]) => {
        const [ofA, ofB] = [valuesThatHold(a), valuesThatHold(b)] as [ValueSet, ValueSet];
        const values = triedOf(a.fact);
        const [both, onlyA] = [intersection(ofA, ofB), without(ofA, ofB)];
        for (const value of values) {
          expect(has(both, value)).toBe(holds(a, value) && holds(b, value));
          expect(has(onlyA, value)).toBe(holds(a, value) && !holds(b, value));
        }
        expect(isEmpty(both)).toBe(!values.some((value) => holds(a, value) && holds(b, value)));
        expect(isWithin(ofA, ofB)).toBe(values.every((value) => !holds(a, value) || holds(b, value)));
      }),
      { seed: SEED, numRuns: 3_000 },
    );
  });

  function has(set: ValueSet, value: unknown): boolean {
    if ('values' in set) return set.values.some((one) => one === value);
    return set.pieces.some(({ from, to }) => {
      const number = value as number;
      const isAfter = from.at < number || (from.at === number && !from.after);
      return isAfter && (number < to.at || (number === to.at && to.after));
    });
  }
});
