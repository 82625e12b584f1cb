/** Owns the guarantee that a policy that can't mean what it says is told so, with rule, place and fix. */
import type { Condition, Leaf } from '../../contracts/condition';
import { lintPolicy } from '../../rules/lint';
import { aCheck, aPolicy } from './builders';

const delay = (operator: Leaf['operator'], value: number): Leaf => ({ fact: 'averageDelayDays', operator, value });
const count = (operator: Leaf['operator'], value: number): Leaf => ({ fact: 'overdueCount', operator, value });
const findings = (when: Condition) => lintPolicy(aPolicy([aCheck(when)]));

test.each<readonly [string, Condition]>([
  ['above 5 and below 3', { all: [delay('greaterThan', 5), delay('lessThan', 3)] }],
  ['above 5 and below 5', { all: [delay('greaterThan', 5), delay('lessThan', 5)] }],
  ['above 5 and at most 5', { all: [delay('greaterThan', 5), delay('lessThanInclusive', 5)] }],
  [
    'at least 5, above 5, at most 5',
    { all: [delay('greaterThanInclusive', 5), delay('greaterThan', 5), delay('lessThanInclusive', 5)] },
  ],
  ['equal to 5 and to 6', { all: [delay('equal', 5), delay('equal', 6)] }],
  ['equal to 5 and different from 5', { all: [delay('equal', 5), delay('notEqual', 5)] }],
  ['a whole number between neighbours', { all: [count('greaterThan', 5), count('lessThan', 6)] }],
  ['a count below zero', { all: [count('lessThan', 0)] }],
  ['a count below zero, alone', count('lessThan', 0)],
  ['across lists in lists', { all: [delay('greaterThan', 5), { all: [delay('lessThan', 3)] }] }],
  ['inside not', { not: { all: [delay('greaterThan', 5), delay('lessThan', 3)] } }],
  [
    'two situations at once',
    {
      all: [
        { fact: 'situation', operator: 'equal', value: 'blocked' },
        { fact: 'situation', operator: 'in', value: ['cleared', 'underReview'] },
      ],
    },
  ],
  [
    'every value excluded',
    { all: [{ fact: 'situation', operator: 'notIn', value: ['cleared', 'blocked', 'underReview'] }] },
  ],
  [
    'true and false',
    {
      all: [
        { fact: 'limitExpired', operator: 'equal', value: true },
        { fact: 'limitExpired', operator: 'notEqual', value: true },
      ],
    },
  ],
])('a contradiction is found once: %s', (_name, when) => {
  expect(findings(when)).toHaveLength(1);
  expect(findings(when)[0]?.severity).toBe('error');
  expect(findings(when)[0]?.message).toContain('never holds');
});

test.each<readonly [string, Condition]>([
  ['a range', { all: [delay('greaterThan', 3), delay('lessThan', 5)] }],
  ['a point', { all: [delay('greaterThanInclusive', 5), delay('lessThanInclusive', 5)] }],
  ['between neighbours of a fraction', { all: [delay('greaterThan', 5), delay('lessThan', 6)] }],
  ['either', { any: [delay('greaterThan', 5), delay('lessThan', 3)] }],
  ['negated', { all: [delay('greaterThan', 5), { not: delay('greaterThan', 9) }] }],
  ['of two facts', { all: [delay('greaterThan', 5), count('lessThan', 3)] }],
])('what can hold is let be: %s', (_name, when) => {
  expect(findings(when)).toEqual([]);
});

test('a finding names check, rule and place', () => {
  const when: Condition = { any: [count('equal', 1), { all: [delay('greaterThan', 5), delay('lessThan', 3)] }] };
  expect(findings(when)).toMatchObject([
    {
      severity: 'error',
      at: '/checks/0/rules/0/when/any/1',
      message:
        'check a-check, rule a-rule: no value of averageDelayDays meets all that is asked of it, so this never holds',
      fix: 'correct the comparisons with averageDelayDays',
    },
  ]);
});

test('a fact compared with itself is found once, wherever it stands', () => {
  const self: Leaf = { fact: 'openCents', operator: 'greaterThan', value: { fact: 'openCents' } };
  expect(findings(self)).toMatchObject([{ at: '/checks/0/rules/0/when' }]);
  expect(findings({ all: [delay('greaterThan', 1), self] })).toMatchObject([{ at: '/checks/0/rules/0/when/all/1' }]);
});

describe('a check that is off', () => {
  const off = {
    save: 'off',
    commercialApproval: 'off',
    financialApproval: 'off',
    stockSeparation: 'off',
    invoicing: 'off',
  } as const;

  test('everywhere is warned of', () => {
    const check = aCheck(delay('greaterThan', 1), { modes: { ...off, receipt: 'off' } });
    expect(lintPolicy(aPolicy([check]))).toMatchObject([{ severity: 'warning', at: '/checks/0/modes' }]);
  });

  test('everywhere but at the receipt, or but in one branch, is let be', () => {
    const receiptOnly = aCheck(delay('greaterThan', 1), { modes: off });
    expect(lintPolicy(aPolicy([receiptOnly]))).toEqual([]);
    const nowhere = aCheck(delay('greaterThan', 1), { modes: { ...off, receipt: 'off' } });
    const overrides = [{ branch: '02', check: 'a-check', action: 'save', mode: 'block' } as const];
    expect(lintPolicy(aPolicy([nowhere], { overrides }))).toEqual([]);
  });
});

describe('a check that blocks where the switch of the action is off', () => {
  const blocking = aCheck(delay('greaterThan', 1), { modes: { save: 'block' } });
  const actions = { save: { block: false } } as const;

  test('is warned of, with place and fix', () => {
    expect(lintPolicy(aPolicy([blocking], { actions }))).toMatchObject([
      {
        severity: 'warning',
        at: '/checks/0/modes/save',
        message:
          'the check a-check blocks at save, where the switch actions.save.block lets nothing block: it only indicates',
        fix: 'switch actions.save.block on, or let the check indicate',
      },
    ]);
  });

  test('is let be where a branch may block, and warned of where an override blocks in a branch that may not', () => {
    const actionOverrides = [{ branch: '02', action: 'save', block: true } as const];
    expect(lintPolicy(aPolicy([blocking], { actions, actionOverrides }))).toEqual([]);
    const overrides = [
      { branch: '02', check: 'a-check', action: 'save', mode: 'block' } as const,
      { branch: '03', check: 'a-check', action: 'save', mode: 'block' } as const,
    ];
    const indicating = aCheck(delay('greaterThan', 1));
    const found = lintPolicy(aPolicy([indicating], { actions, actionOverrides, overrides }));
    expect(found).toMatchObject([{ severity: 'warning', at: '/overrides/1/mode' }]);
  });
});

test('a check that needs a figure the policy does not have is told which one', () => {
  const due: Condition = { fact: 'spcReportDue', operator: 'equal', value: true };
  expect(findings(due)).toMatchObject([
    {
      severity: 'error',
      at: '/checks/0/rules/0/when',
      message: 'check a-check, rule a-rule: spcReportDue needs parameters.spcTable, which is not there',
      fix: 'add parameters.spcTable',
    },
  ]);
  const term: Condition = { fact: 'longestTermDays', operator: 'greaterThan', value: { fact: 'maxTermDays' } };
  expect(findings(term)).toMatchObject([{ severity: 'warning', fix: 'add parameters.maxTermDays' }]);
  const parameters = { overdueGraceDays: 3, maxTermDays: 90 };
  expect(lintPolicy(aPolicy([aCheck(term)], { parameters }))).toEqual([]);
});

test('a class below the worst and one of two classes at once can not be', () => {
  const classIn = (...value: string[]): Leaf => ({ fact: 'riskClass', operator: 'in', value });
  expect(findings({ all: [classIn('E', 'D'), classIn('A')] })).toMatchObject([{ severity: 'error' }]);
});

test('what is no policy is told as errors', () => {
  expect(lintPolicy({})).not.toHaveLength(0);
  expect(lintPolicy(null)).toMatchObject([{ severity: 'error' }]);
});

test('a check that blocks, and that no band may release, is warned of where the policy lets checks be released', () => {
  const blocking = { ...aCheck(delay('greaterThan', 5)), modes: { save: 'block' } } as const;
  const band = { id: 'desk', label: 'Mesa', userGroups: ['analyst'], limitUpToCents: null, releaseUpToCents: 1_00 };
  const lint = (checks: string[] | 'all') => lintPolicy({ ...aPolicy([blocking]), bands: [{ ...band, checks }] });
  expect(lint([])).toMatchObject([{ severity: 'warning', at: '/checks/0/modes' }]);
  expect(lint([blocking.id])).toEqual([]);
  expect(lint('all')).toEqual([]);
});

test('a band that releases a check the policy does not have is an error at its place', () => {
  const band = { id: 'desk', label: 'Mesa', userGroups: ['analyst'], limitUpToCents: 0, checks: ['no-such-check'] };
  const policy = { ...aPolicy([aCheck(delay('greaterThan', 5))]), bands: [band] };
  expect(lintPolicy(policy)).toMatchObject([{ severity: 'error', at: '/bands/0/checks/0' }]);
});

test.each<readonly [string, object, readonly string[]]>([
  ['as in the default policy', { growPercent: 5, days: 15 }, []],
  ['none at all', { growPercent: 0, days: 0 }, []],
  ['of days alone', { growPercent: 0, days: 60 }, []],
  ['for a fifth more', { growPercent: 20, days: 1 }, []],
  ['for more than that', { growPercent: 21, days: 1 }, ['/tolerance/growPercent']],
  ['for longer than two months', { growPercent: 5, days: 61 }, ['/tolerance/days']],
  ['for growth on the same day', { growPercent: 5, days: 0 }, ['/tolerance/days']],
  ['for both too much', { growPercent: 100, days: 365 }, ['/tolerance/growPercent', '/tolerance/days']],
])('a tolerance that hollows judging out is warned of: %s', (_name, tolerance, places) => {
  const found = lintPolicy({ ...aPolicy([aCheck(delay('greaterThan', 10))]), tolerance });
  expect(found.map(({ severity, at }) => `${severity} ${at}`)).toEqual(places.map((at) => `warning ${at}`));
});
