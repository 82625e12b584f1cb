/** Owns the guarantee that rules are judged in three values, as a second judge without the engine judges them. */
import * as fc from 'fast-check';
import type { Condition } from '../../contracts/condition';
import type { Evidence } from '../../contracts/judgement';
import { ACTIONS } from '../../domain/actions';
import type { FactReading, FactReadings } from '../../domain/facts';
import { judgePolicy } from '../../rules/evaluate';
import { check, condition, factReadings } from './arbitraries';
import { aCheck, aPolicy, known, readings } from './builders';
import { truthOf, type Truth } from './reference-evaluator';

const AT = { branch: '01', actions: ['save'], holdable: true } as const;
const RESULT = { true: 'hit', false: 'noHit', unknown: 'unknown' } as const;

async function resultOf(when: Condition, facts: FactReadings) {
  const { checks } = await judgePolicy(aPolicy([aCheck(when)]), facts, AT);
  return checks[0]?.result;
}

describe('the truth tables', () => {
  const stale: FactReading = { known: false, why: 'stale' };
  const facts = readings({ openCents: 1, overdueCents: 1, overdueCount: stale, settledCount: stale });
  const atom: Record<Truth, Condition> = {
    true: { fact: 'openCents', operator: 'equal', value: 1 },
    false: { fact: 'overdueCents', operator: 'equal', value: 2 },
    unknown: { fact: 'overdueCount', operator: 'equal', value: 1 },
  };
  const rows: readonly (readonly [Truth, Truth, Truth, Truth])[] = [
    // a, b, all, any
    ['true', 'true', 'true', 'true'],
    ['true', 'false', 'false', 'true'],
    ['true', 'unknown', 'unknown', 'true'],
    ['false', 'true', 'false', 'true'],
    ['false', 'false', 'false', 'false'],
    ['false', 'unknown', 'false', 'unknown'],
    ['unknown', 'true', 'unknown', 'true'],
    ['unknown', 'false', 'false', 'unknown'],
    ['unknown', 'unknown', 'unknown', 'unknown'],
  ];

  test.each(rows)('%s with %s: all is %s, any is %s', async (a, b, all, any) => {
    expect(await resultOf({ all: [atom[a], atom[b]] }, facts)).toBe(RESULT[all]);
    expect(await resultOf({ any: [atom[a], atom[b]] }, facts)).toBe(RESULT[any]);
  });

  test.each([
    ['true', 'false'],
    ['false', 'true'],
    ['unknown', 'unknown'],
  ] as const)('not %s is %s', async (inner, outer) => {
    expect(await resultOf({ not: atom[inner] }, facts)).toBe(RESULT[outer]);
    expect(await resultOf({ not: { not: atom[inner] } }, facts)).toBe(RESULT[inner]);
  });

  test('a comparison with an unknown fact is unknown, on whichever side it stands', async () => {
    const left: Condition = { fact: 'overdueCount', operator: 'equal', value: { fact: 'settledCount' } };
    expect(await resultOf(left, facts)).toBe('unknown');
    expect(await resultOf(left, readings({ overdueCount: 1, settledCount: stale }))).toBe('unknown');
    expect(await resultOf(left, readings({ overdueCount: stale, settledCount: 1 }))).toBe('unknown');
    expect(await resultOf(left, readings({ overdueCount: 1, settledCount: 1 }))).toBe('hit');
  });
});

describe('a value of the wrong type is unknown, never no hit', () => {
  test.each<readonly [string, unknown]>([
    ['a number as text', '100'],
    ['text', 'muito'],
    ['NaN', NaN],
    ['infinity', Infinity],
    ['part of a cent', 10.5],
    ['negative zero', -0],
    ['a negative amount', -1],
    ['more than counts exactly', 2 ** 53],
    ['null', null],
    ['a list', [100]],
    ['an object', {}],
    ['true', true],
  ])('%s', async (_name, value) => {
    const facts = readings({ openCents: known(value) });
    for (const operator of ['equal', 'notEqual', 'lessThan', 'lessThanInclusive', 'greaterThan'] as const) {
      expect(await resultOf({ fact: 'openCents', operator, value: 30 }, facts)).toBe('unknown');
    }
  });

  test('a fact that is not there at all', async () => {
    const { openCents: _absent, ...others } = readings();
    expect(await resultOf({ fact: 'openCents', operator: 'equal', value: 1 }, others as FactReadings)).toBe('unknown');
  });
});

test('random conditions and facts are judged as the second judge judges them, in every part', async () => {
  const seen = { hit: 0, noHit: 0, unknown: 0 };
  await fc.assert(
    fc.asyncProperty(condition, factReadings, async (when, facts) => {
      const { checks } = await judgePolicy(aPolicy([aCheck(when)]), facts, AT);
      const result = RESULT[truthOf(when, facts)];
      seen[result] += 1;
      expect(checks[0]?.result).toBe(result);
      expectEvidence(when, checks[0]?.rules[0]?.evidence, facts);
    }),
    { numRuns: 2_000 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
});

test('random policies of many checks come to the outcome their checks add up to', async () => {
  const indexed = fc.array(check, { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(indexed, factReadings, fc.constantFrom(...ACTIONS), async (drawn, facts, action) => {
      const checks = drawn.map((one, index) => ({ ...one, id: `check-${index}` }));
      const judged = await judgePolicy(aPolicy(checks), facts, { branch: '01', actions: [action], holdable: true });
      const expected = checks.map((one) => {
        const mode = one.modes[action] ?? (action === 'receipt' ? 'block' : 'indicate');
        const truths = one.rules.map((rule) => truthOf(rule.when, facts));
        if (mode === 'off') return 0;
        if (truths.includes('true')) return mode === 'block' ? 3 : 1;
        if (truths.includes('unknown')) return (one.whenUnknown ?? mode) === 'block' ? 2 : 1;
        return 0;
      });
      const names = ['clear', 'indicated', 'undetermined', 'blocked'];
      expect(judged.outcome).toBe(names[Math.max(...expected)]);
      expect(judged.restrictions.map((one) => one.check)).toEqual(
        checks.filter((_one, index) => expected[index] !== 0).map((one) => one.id),
      );
    }),
    { numRuns: 500 },
  );
});

/** The evidence has the condition's shape, and each part the truth the second judge finds for it. */
function expectEvidence(when: Condition, evidence: Evidence | undefined, facts: FactReadings): void {
  expect(evidence?.result).toBe(truthOf(when, facts));
  if (evidence === undefined) return;
  if ('not' in when && 'not' in evidence) return expectEvidence(when.not, evidence.not, facts);
  if ('fact' in when && 'fact' in evidence)
    return expect(evidence).toMatchObject({ fact: when.fact, wanted: when.value });
  const wanted = 'all' in when ? when.all : 'any' in when ? when.any : undefined;
  const given = 'all' in evidence ? evidence.all : 'any' in evidence ? evidence.any : undefined;
  expect(given?.length).toBe(wanted?.length);
  wanted?.forEach((child, index) => expectEvidence(child, given?.[index], facts));
}
