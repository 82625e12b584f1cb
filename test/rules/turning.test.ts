/** Owns the guarantee that a change told to turn a judgement really turns it, alone, and that no smaller one of that fact does. */
import * as fc from 'fast-check';
import { FACT_NAMES, type FactName, type FactReadings, type FactValue } from '../../domain/facts';
import { holds } from '../../domain/waivers';
import { defaultPolicy } from '../../rules/default-policy';
import { judgePolicy } from '../../rules/evaluate';
import { turnsOf } from '../../rules/turning';
import { factReadings } from './arbitraries';
import { aCheck, aPolicy, known, readings } from './builders';

const AT = { branch: '01', actions: ['receipt'], holdable: true } as const;

function withFact(facts: FactReadings, fact: FactName, value: FactValue): FactReadings {
  return { ...facts, [fact]: known(value) };
}

test.each([
  ['greaterThan', 10, 12, 10, 'Atraso médio: 12 dias; precisa ser no máximo 10 dias'],
  ['greaterThanInclusive', 10, 12, 9.99, 'Atraso médio: 12 dias; precisa ser menor que 10 dias'],
  ['lessThan', 5, 2, 5, 'Atraso médio: 2 dias; precisa ser no mínimo 5 dias'],
  ['lessThanInclusive', 5, 2, 5.01, 'Atraso médio: 2 dias; precisa ser maior que 5 dias'],
] as const)('average delay %s %d, and it is %d: it would have to be %d', (operator, bound, actual, value, text) => {
  const policy = aPolicy([{ ...aCheck({ fact: 'averageDelayDays', operator, value: bound }), id: 'late' }]);
  const turns = turnsOf(policy, readings({ averageDelayDays: actual }), AT);
  expect(turns.outcome).toEqual([{ fact: 'averageDelayDays', value, text }]);
  expect(turns.checks).toEqual({ late: turns.outcome });
});

test('another fact as the bound is told by what it is', () => {
  const when = { fact: 'exposureAfterCents', operator: 'greaterThan', value: { fact: 'limitCents' } } as const;
  const facts = readings({ exposureAfterCents: 1_200_00, limitCents: 1_000_00 });
  const { outcome } = turnsOf(aPolicy([{ ...aCheck(when), id: 'limit' }]), facts, AT);
  expect(outcome.map(({ fact, value }) => [fact, value])).toEqual([
    ['exposureAfterCents', 1_000_00],
    ['limitCents', 1_200_00],
  ]);
});

test('where two checks hold, no single fact is said to be enough, and each check is told by itself', () => {
  const policy = aPolicy([
    { ...aCheck({ fact: 'overdueCount', operator: 'greaterThan', value: 0 }), id: 'overdue' },
    { ...aCheck({ fact: 'situation', operator: 'notEqual', value: 'cleared' }), id: 'situation' },
  ]);
  const { outcome, checks } = turnsOf(policy, readings({ overdueCount: 2, situation: 'blocked' }), AT);
  expect(outcome).toEqual([]);
  expect(Object.entries(checks).map(([check, turns]) => [check, turns.map(({ value }) => value)])).toEqual([
    ['overdue', [0]],
    ['situation', ['cleared']],
  ]);
});

test('whatever the facts, each change that is told turns the judgement of the engine, alone', async () => {
  let told = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...FACT_NAMES), factReadings, async (fact, random) => {
      // Of a good customer all but one fact: at random, nearly everybody is held for several reasons.
      const facts = { ...readings(), [fact]: random[fact] };
      const policy = defaultPolicy();
      const before = await judgePolicy(policy, facts, AT);
      const turns = turnsOf(policy, facts, AT);
      for (const { fact: name, value } of turns.outcome) {
        told += 1;
        const after = await judgePolicy(policy, withFact(facts, name, value), AT);
        expect(holds(after.outcome)).toBe(!holds(before.outcome));
      }
      for (const [check, each] of Object.entries(turns.checks)) {
        for (const { fact: name, value } of each) {
          const after = await judgePolicy(policy, withFact(facts, name, value), AT);
          expect(after.restrictions.map((one) => one.check)).not.toContain(check);
        }
      }
    }),
    { numRuns: 150 },
  );
  expect(told).toBeGreaterThan(0);
});
