/** Owns what the drawer says a check asks for: the contrary of what its rules found, from the decision's own evidence. */
import type { Evidence, LeafEvidence } from '../../contracts/judgement';
import { requirementsOf } from '../../contracts/requirements';

const leaf = (given: Partial<LeafEvidence>): LeafEvidence => ({
  fact: 'averageDelayDays',
  operator: 'greaterThan',
  wanted: 10,
  seen: { known: true, value: 12 },
  result: 'true',
  ...given,
});
const check = (evidence: Evidence, result: 'hit' | 'noHit' | 'unknown' = 'hit') => ({
  rules: [{ rule: 'r', result, evidence }],
});
const asked = (evidence: Evidence) =>
  requirementsOf(check(evidence)).map(({ fact, actual, relation, wanted }) => [fact, actual, relation, wanted]);

test.each([
  ['greaterThan', 'atMost'],
  ['greaterThanInclusive', 'below'],
  ['lessThan', 'atLeast'],
  ['lessThanInclusive', 'above'],
  ['equal', 'isNot'],
  ['notEqual', 'is'],
] as const)('a rule that restricts what is %s ten asks for what is %s ten', (operator, relation) => {
  expect(asked(leaf({ operator }))).toEqual([['averageDelayDays', 12, relation, [10]]]);
});

test('within a negation what the rule says is what is asked for', () => {
  const spc = leaf({ operator: 'lessThanInclusive', result: 'false' });
  expect(asked({ not: spc, result: 'true' })).toEqual([['averageDelayDays', 12, 'atMost', [10]]]);
});

test('what a rule is about stands; when it applies, what it found well and rules that did not fire are left out', () => {
  const applies = leaf({ fact: 'hasTermPart', operator: 'equal', wanted: true, seen: { known: true, value: true } });
  const well = leaf({ fact: 'overdueCents', result: 'false', seen: { known: true, value: 0 } });
  expect(asked({ all: [applies, { any: [leaf({}), well], result: 'true' }], result: 'true' })).toEqual([
    ['averageDelayDays', 12, 'atMost', [10]],
  ]);
  expect(requirementsOf(check(leaf({}), 'noHit'))).toEqual([]);
});

test('of a switch the other value is asked for, and of a fact that could not be read it is said why', () => {
  const blocked = leaf({ fact: 'limitExpired', operator: 'equal', wanted: true, seen: { known: true, value: true } });
  expect(asked(blocked)).toEqual([['limitExpired', true, 'is', [false]]]);
  const unknown = leaf({ seen: { known: false, why: 'failed' }, result: 'unknown' });
  expect(asked(unknown)).toEqual([['averageDelayDays', { why: 'failed' }, 'atMost', [10]]]);
});

test('another fact that is asked for is told as it was seen, and named', () => {
  const limit = leaf({
    fact: 'exposureAfterCents',
    wanted: { fact: 'limitCents' },
    wantedSeen: { known: true, value: 40_000_00 },
    seen: { known: true, value: 52_300_00 },
  });
  expect(requirementsOf(check(limit))).toEqual([
    {
      fact: 'exposureAfterCents',
      actual: 52_300_00,
      relation: 'atMost',
      wanted: [40_000_00],
      wantedFact: 'limitCents',
    },
  ]);
});
