/** Owns the guarantee that a compiled policy answers what the engine's way answers, in every part, for any policy and facts. */
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import type { FactReadings } from '../../domain/facts';
import type { OperatorName } from '../../domain/operators';
import { compilePolicy } from '../../rules/compile';
import { generate } from '../../rules/compiled/generate';
import { lowered, type Lowered, type LoweredRules } from '../../rules/compiled/lowered';
import { defaultPolicy } from '../../rules/default-policy';
import { judgePolicy } from '../../rules/evaluate';
import { anyAsked, comparePairs, difference, FACTS_EACH } from '../support/compiled-pairs';
import { condition, factReadings } from './arbitraries';
import { aCheck, aPolicy, readings } from './builders';

const POLICIES = 1_000;
const SEED = 20_261_122;

test(`${POLICIES * FACTS_EACH} pairs of random policy and facts, ill-typed ones too, are judged alike to the last comparison`, async () => {
  const { differences, notCovered } = await comparePairs(POLICIES, SEED);
  expect(differences).toEqual([]);
  expect(notCovered).toEqual([]);
});

describe('a compiler that was wrong would be found out by so many pairs', () => {
  const MUTANTS: readonly (readonly [string, (node: Lowered) => Lowered])[] = [
    ['takes a bound for beyond it', (node) => swapped(node, 'greaterThan', 'greaterThanInclusive')],
    ['takes not equal for equal', (node) => swapped(node, 'notEqual', 'equal')],
    ['forgets a not', (node) => ('not' in node ? node.not : node)],
  ];

  test.each(MUTANTS)('one that %s', (_name, mutate) => {
    const drawn = fc.sample(condition, { numRuns: 300, seed: SEED });
    const facts = fc.sample(factReadings, { numRuns: FACTS_EACH, seed: SEED });
    const program = lowered(drawn);
    const [right, wrong] = [program, { ...program, rules: program.rules.map((rule) => everywhere(rule, mutate)) }];
    const differing = facts.filter((one) => !isDeepStrictEqual(resultsOf(right, one), resultsOf(wrong, one)));
    expect(differing.length).toBeGreaterThan(0);
  });

  test('one that reads what is unknown as nothing', () => {
    const program = lowered(fc.sample(condition, { numRuns: 300, seed: SEED }));
    const facts = fc.sample(factReadings, { numRuns: FACTS_EACH, seed: SEED });
    const isFound = facts.some((one) => !isDeepStrictEqual(resultsOf(program, one), resultsOf(program, one, 0)));
    expect(isFound).toBe(true);
  });
});

function swapped(node: Lowered, from: OperatorName, to: OperatorName): Lowered {
  return 'operator' in node && node.operator === from ? { ...node, operator: to } : node;
}

function everywhere(node: Lowered, mutate: (node: Lowered) => Lowered): Lowered {
  if ('all' in node) return { all: node.all.map((child) => everywhere(child, mutate)) };
  if ('any' in node) return { any: node.any.map((child) => everywhere(child, mutate)) };
  if ('not' in node) return mutate({ not: everywhere(node.not, mutate) });
  return mutate(node);
}

/** What the rules of a program come to; `unknownAs`: the number in place of what isn't known. */
function resultsOf(program: LoweredRules, facts: FactReadings, unknownAs = NaN): Uint8Array {
  const machine = generate(program);
  const [places, results] = [new Float64Array(program.facts.length), new Uint8Array(program.rules.length)];
  machine.read(facts, places);
  for (const [place, value] of places.entries()) if (Number.isNaN(value)) places[place] = unknownAs;
  machine.run(places, results);
  return results;
}

test('the default policy is judged alike at every action', async () => {
  await fc.assert(
    fc.asyncProperty(factReadings, anyAsked, async (facts, at) => {
      const live = await judgePolicy(defaultPolicy(), facts, at);
      for (const by of ['code', 'closures'] as const) {
        expect(difference(live, compilePolicy(defaultPolicy(), at, by), facts)).toBeNull();
      }
    }),
    { numRuns: 200 },
  );
});

test('what is waived, and who is always held, are told alike', async () => {
  const policy = aPolicy([
    { ...aCheck({ fact: 'overdueCount', operator: 'greaterThan', value: 0 }), id: 'overdue' },
    { ...aCheck({ fact: 'situation', operator: 'notEqual', value: 'cleared' }), id: 'situation' },
  ]);
  const facts = readings({ overdueCount: 2 });
  const alwaysHeld = { scope: 'customer', exception: 'exc_1', to: '2026-12-31' } as const;
  const waived = [{ check: 'overdue', kind: 'release', id: 'rls_1' }] as const;
  for (const at of [
    { branch: '01', actions: ['save'], holdable: true },
    { branch: '01', actions: ['receipt'], holdable: true, alwaysHeld },
    { branch: '01', actions: ['receipt'], holdable: false, alwaysHeld },
  ] as const) {
    expect(compilePolicy(policy, at).judge(facts, waived)).toEqual(await judgePolicy(policy, facts, at, waived));
    const { outcome, restrictions } = await judgePolicy(policy, facts, at);
    expect(compilePolicy(policy, at).decide(facts)).toEqual({ outcome, reasons: restrictions.map((one) => one.check) });
  }
});

test('a trace is enough to tell the judgement from later, whatever was judged in between', async () => {
  const at = { branch: '01', actions: ['save'], holdable: true } as const;
  const policy = defaultPolicy();
  const compiled = compilePolicy(policy, at);
  const [first, second] = [readings({ overdueCount: 3 }), readings({ riskClass: 'E' })];
  const trace = compiled.trace(first);
  compiled.trace(second);
  expect(compiled.tell(first, trace)).toEqual(await judgePolicy(policy, first, at));
});
