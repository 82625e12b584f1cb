/** Owns the guarantee that each kind of finding is told at its place, with its weight, the fix and a Portuguese sentence. */
import type { Condition } from '../../contracts/condition';
import type { Policy } from '../../contracts/policy';
import { lintPolicy, type KnownPlaces, type LintFinding } from '../../rules/lint';
import { LINT_CODES } from '../../rules/lint/finding';
import { aCheck, aPolicy } from './builders';
import { band, between, checked, count, delay, late, ruled, table, TOLD } from './lint-cases';

test('there is a case of every code but the one that drafts alone can have', () => {
  expect(Object.keys(TOLD).sort()).toEqual(LINT_CODES.filter((code) => code !== 'otherPolicy').sort());
});

// By name: jest writes out a whole row for a title, and some of these are large.
test.each(Object.keys(TOLD) as (keyof typeof TOLD)[])('%s: place, weight, sentence, fix and text, once', (code) => {
  const { policy, known, severity = 'error', at, message, fix, text } = TOLD[code];
  const found = lintPolicy(policy, known);
  expect(found).toHaveLength(1);
  const [finding] = found as [LintFinding];
  expect(finding).toMatchObject({ code, severity, at });
  expect(finding.message).toContain(message);
  expect(finding.fix).toContain(fix);
  expect(finding.text).toContain(text);
});

const LET_BE: Readonly<Record<string, readonly [Policy, KnownPlaces?]>> = {
  'ranges that meet': [ruled(between(5, 10), between(10, 20))],
  'ranges of whole numbers that meet': [
    ruled(
      all(count('greaterThan', 1), count('lessThanInclusive', 5)),
      all(count('greaterThan', 5), count('lessThan', 9)),
    ),
  ],
  'a rule beside a wider one of another fact': [ruled(late, all(count('greaterThan', 1), delay('lessThan', 4)))],
  'a rule that asks of a fact that the wider one may not know': [
    ruled({ any: [late, count('greaterThan', 1)] }, delay('greaterThan', 9)),
  ],
  'an alternative that narrows': [ruled({ all: [late, { any: [delay('lessThan', 9), count('equal', 1)] }] })],
  'an override that changes a mode': [
    checked(
      { modes: { save: 'block' } },
      { overrides: [{ branch: '02', check: 'a-check', action: 'save', mode: 'off' }] },
    ),
  ],
  'branches there are': [
    checked({}, { overrides: [{ branch: '02', check: 'a-check', action: 'save', mode: 'off' }] }),
    { branches: ['02'] },
  ],
  'branches nobody was asked about': [
    checked({}, { overrides: [{ branch: '99', check: 'a-check', action: 'save', mode: 'off' }] }),
  ],
  'a band that somebody holds': [checked({}, { bands: [band('desk')] }), { userGroups: ['analyst'] }],
  'bands of different people': [
    checked({}, { bands: [band('desk', { limitUpToCents: 5_00 }), band('head', { userGroups: ['manager'] })] }),
  ],
  'a table that asks more often of who pays later': [checked({}, table([365, 180], 90))],
  'amounts and dates in a text, which are no document': [
    checked({ texts: { seller: 'Até 12/2026, R$ 1.234.567,89.', analyst: 'De 01/01/2026 a 31/12/2026.' } }),
  ],
};

test.each(Object.keys(LET_BE))('nothing is said of %s', (name) => {
  const [policy, known] = LET_BE[name] ?? [null];
  expect(lintPolicy(policy, known)).toEqual([]);
});

function all(...conditions: Condition[]): Condition {
  return { all: conditions };
}

test('rules of which one always fires are found, though none does by itself', () => {
  expect(lintPolicy(ruled(delay('greaterThan', 5), delay('lessThanInclusive', 5)))).toMatchObject([
    { code: 'alwaysFires', severity: 'warning', at: '/checks/0/rules', fix: 'narrow its rules' },
  ]);
});

test('of two rules that are equal the later one is swallowed, and of a chain all but the widest', () => {
  expect(lintPolicy(ruled(late, late)).map(({ at }) => at)).toEqual(['/checks/0/rules/1']);
  const chain = ruled(delay('greaterThan', 9), delay('greaterThan', 7), late);
  expect(lintPolicy(chain).map(({ at }) => at)).toEqual(['/checks/0/rules/0', '/checks/0/rules/1']);
});

test('a gap is told in the values that fall into it, of whole numbers too', () => {
  const policy = ruled(
    all(count('greaterThan', 1), count('lessThan', 4)),
    all(count('greaterThan', 5), count('lessThan', 9)),
  );
  expect(lintPolicy(policy)).toMatchObject([{ code: 'tableGap' }]);
  expect(lintPolicy(policy)[0]?.message).toMatch(/: 4 .* 5/);
});

test('at most 200 findings are told, errors first', () => {
  const many = aPolicy(
    Array.from({ length: 200 }, (_check, index) =>
      aCheck(index < 150 ? { any: [late, delay('lessThanInclusive', 5)] } : all(late, delay('lessThan', 3)), {
        id: `check-${index}`,
      }),
    ),
  );
  const found = lintPolicy(many);
  expect(found).toHaveLength(200);
  expect(found.slice(0, 50).every(({ severity }) => severity === 'error')).toBe(true);
});
