/** Owns random conditions and readings; every operator and type occurs, and every way of not knowing. */
import * as fc from 'fast-check';
import type { Condition, Leaf } from '../../contracts/condition';
import type { PolicyCheck } from '../../contracts/policy';
import { ACTIONS } from '../../domain/actions';
import {
  FACT_NAMES,
  factDefinition,
  UNKNOWN_REASONS,
  type FactName,
  type FactReading,
  type FactReadings,
  type FactValue,
} from '../../domain/facts';
import { operatorDefinition, operatorsFor } from '../../domain/operators';
import { Mode } from '../../domain/outcome';
import { aCheck, known } from './builders';

const ILL_TYPED: readonly unknown[] = [
  '100',
  NaN,
  10.5,
  Infinity,
  -Infinity,
  -0,
  -1,
  2 ** 53,
  null,
  'maybe',
  {},
  [5],
  1,
];

/** A value of the fact's type, from a few, so that comparisons often meet their bound. */
function value(name: FactName): fc.Arbitrary<FactValue> {
  const { type, values } = factDefinition(name);
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'text':
      return fc.constantFrom(...Object.keys(values ?? {}));
    case 'days':
      return fc.oneof(fc.integer({ min: -2, max: 12 }), fc.constantFrom(0.5, 10.04, 9.999999999999998));
    case 'cents':
    case 'count':
      return fc.integer({ min: 0, max: 12 });
  }
}

const leaf: fc.Arbitrary<Leaf> = fc.constantFrom(...FACT_NAMES).chain((fact) => {
  const { type } = factDefinition(fact);
  return fc.constantFrom(...operatorsFor(type)).chain((operator): fc.Arbitrary<Leaf> => {
    if (operatorDefinition(operator).takes === 'many') {
      return fc.array(value(fact), { minLength: 1, maxLength: 3 }).map((list) => ({ fact, operator, value: list }));
    }
    const literal = value(fact).map((one) => ({ fact, operator, value: one }));
    if (type === 'boolean' || type === 'text') return literal;
    const others = FACT_NAMES.filter((name) => factDefinition(name).type === type);
    const compared = fc.constantFrom(...others).map((other) => ({ fact, operator, value: { fact: other } }));
    return fc.oneof({ weight: 3, arbitrary: literal }, { weight: 1, arbitrary: compared });
  });
});

/** A condition of at most four levels. */
export const condition: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('node').map((not) => ({ not })),
  ),
})).node;

function reading(name: FactName): fc.Arbitrary<FactReading> {
  return fc.oneof(
    { weight: 8, arbitrary: value(name).map(known) },
    { weight: 1, arbitrary: fc.constantFrom(...ILL_TYPED).map(known) },
    { weight: 1, arbitrary: fc.constantFrom(...UNKNOWN_REASONS).map((why) => ({ known: false as const, why })) },
  );
}

/** Readings of the whole catalogue, about a fifth of them unknown or of a wrong type. */
export const factReadings = fc.record(
  Object.fromEntries(FACT_NAMES.map((name) => [name, reading(name)])),
) as fc.Arbitrary<FactReadings>;

const mode = fc.constantFrom(Mode.off, Mode.indicate, Mode.block);

/** A check of one to three rules, with any modes. */
export const check: fc.Arbitrary<PolicyCheck> = fc
  .record({
    conditions: fc.array(condition, { minLength: 1, maxLength: 3 }),
    modes: fc.dictionary(fc.constantFrom(...ACTIONS), mode),
    whenUnknown: fc.constantFrom(undefined, Mode.block, Mode.indicate),
  })
  .map(({ conditions, modes, whenUnknown }) =>
    aCheck(
      { all: [] },
      {
        rules: conditions.map((when, index) => ({ id: `rule-${index}`, when })),
        modes,
        ...(whenUnknown === undefined ? {} : { whenUnknown }),
      },
    ),
  );
