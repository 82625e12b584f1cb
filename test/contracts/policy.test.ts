/** Owns the guarantee that nothing but a policy passes as one, and that what is wrong is told with place and fix. */
import type { Condition } from '../../contracts/condition';
import { parsePolicy, POLICY_BOUNDS } from '../../contracts/policy';
import { defaultPolicy } from '../../rules/default-policy';
import { aCheck, aPolicy } from '../rules/builders';

const LEAF: Condition = { fact: 'openCents', operator: 'greaterThan', value: 100 };
const WHEN = '/checks/0/rules/0/when';

function findings(json: unknown) {
  const parsed = parsePolicy(json);
  return parsed.ok ? [] : parsed.findings;
}

/** What is said of a policy whose only rule asks `when`, which may be any JSON. */
function findingsOfCondition(when: unknown) {
  const policy = aPolicy([aCheck(LEAF)]);
  return findings({ ...policy, checks: [{ ...policy.checks[0], rules: [{ id: 'a-rule', when }] }] });
}

test('the default policy is a policy, and parsing changes nothing of it', () => {
  expect(parsePolicy(JSON.parse(JSON.stringify(defaultPolicy())))).toEqual({ ok: true, policy: defaultPolicy() });
});

describe('conditions that are refused', () => {
  test.each<readonly [string, unknown, string]>([
    ['an unknown fact', { ...LEAF, fact: 'openReais' }, '/fact'],
    ['__proto__ as a fact', { ...LEAF, fact: '__proto__' }, '/fact'],
    ['constructor as a fact', { ...LEAF, fact: 'constructor' }, '/fact'],
    ['constructor as the fact to compare with', { ...LEAF, value: { fact: 'constructor' } }, '/value/fact'],
    ['a misspelt operator', { ...LEAF, operator: 'greaterThen' }, '/operator'],
    ['a decorated operator', { ...LEAF, operator: 'not:equal' }, '/operator'],
    ['an operator of lists', { ...LEAF, operator: 'contains' }, '/operator'],
    ['an operator of other types', { fact: 'situation', operator: 'lessThan', value: 'blocked' }, '/operator'],
    ['a list operator on amounts', { ...LEAF, operator: 'in', value: [1] }, '/operator'],
    ['a path', { ...LEAF, path: '$.x' }, ''],
    ['params', { ...LEAF, params: {} }, ''],
    ['a named condition', { condition: 'other' }, ''],
    ['an amount as text', { ...LEAF, value: '100' }, '/value'],
    ['an amount as Brazilians write it', { ...LEAF, value: '1.000,00' }, '/value'],
    ['part of a cent', { ...LEAF, value: 10.5 }, '/value'],
    ['negative zero', { ...LEAF, value: -0 }, '/value'],
    ['a negative amount', { ...LEAF, value: -1 }, '/value'],
    ['more than counts exactly', { ...LEAF, value: 2 ** 53 }, '/value'],
    ['infinity', { ...LEAF, value: JSON.parse('1e400') as unknown }, '/value'],
    ['null', { ...LEAF, value: null }, '/value'],
    ['no value', { fact: 'openCents', operator: 'equal' }, '/value'],
    ['one value where a list belongs', { fact: 'situation', operator: 'in', value: 'blocked' }, '/value'],
    ['a list where one value belongs', { fact: 'situation', operator: 'equal', value: ['blocked'] }, '/value'],
    ['an empty list', { fact: 'situation', operator: 'in', value: [] }, '/value'],
    ['a text that is no value of the fact', { fact: 'situation', operator: 'equal', value: 'liberado' }, '/value'],
    ['a fact of another type', { ...LEAF, value: { fact: 'averageDelayDays' } }, '/value'],
    ['texts of two facts', { fact: 'situation', operator: 'equal', value: { fact: 'limitKind' } }, '/value'],
    ['an empty all', { all: [] }, '/all'],
    ['an empty any', { any: [] }, '/any'],
    ['a list in not', { not: [LEAF] }, '/not'],
    ['all and any in one', { all: [LEAF], any: [LEAF] }, ''],
    ['a comparison with a list beside it', { ...LEAF, all: [LEAF] }, ''],
    ['text', 'openCents > 100', ''],
    ['deep inside', { all: [{ any: [LEAF, { not: { ...LEAF, operator: 'above' } }] }] }, '/all/0/any/1/not/operator'],
  ])('%s', (_name, when, place) => {
    const told = findingsOfCondition(when);
    expect(told).not.toHaveLength(0);
    expect(told[0]?.at).toBe(WHEN + place);
    expect(told[0]?.message).not.toBe('');
    expect(told[0]?.fix).not.toBe('');
  });

  test('a misspelt operator is told with all that may stand there', () => {
    const [finding] = findingsOfCondition({ ...LEAF, operator: 'greaterThen' });
    expect(finding?.fix).toContain('greaterThan');
  });

  test('an operator that fits other types is told with those that fit', () => {
    const [finding] = findingsOfCondition({ fact: 'limitExpired', operator: 'lessThan', value: true });
    expect(finding).toEqual({
      at: `${WHEN}/operator`,
      message: "lessThan doesn't fit limitExpired",
      fix: 'use one of equal, notEqual',
    });
  });
});

describe('bounds', () => {
  const nested = (levels: number): Condition => (levels === 1 ? LEAF : { all: [nested(levels - 1)] });

  test('eight levels of conditions pass, nine are refused', () => {
    expect(findingsOfCondition(nested(8))).toEqual([]);
    expect(findingsOfCondition(nested(9))).toMatchObject([{ at: WHEN, message: 'is nested too deeply' }]);
  });

  test('ten thousand levels are refused without exhausting the stack', () => {
    const text = '{"all":['.repeat(10_000) + JSON.stringify(LEAF) + ']}'.repeat(10_000);
    expect(findingsOfCondition(JSON.parse(text))).toMatchObject([{ message: 'is nested too deeply' }]);
  });

  test('a value that contains itself is refused', () => {
    const endless: unknown[] = [];
    endless.push(endless);
    expect(findings({ checks: endless })).toMatchObject([{ message: 'is nested too deeply' }]);
  });

  test('a million keys are refused', () => {
    const json = Object.fromEntries(Array.from({ length: 1_000_000 }, (_none, index) => [`k${index}`, 1]));
    expect(findings(json)).toMatchObject([{ message: 'has too many values' }]);
  });

  test('more than 512 KB is refused', () => {
    const rules = Array.from({ length: 50 }, (_none, index) => ({ id: `rule-${index}`, when: LEAF }));
    const checks = Array.from({ length: 150 }, (_none, index) => aCheck(LEAF, { id: `check-${index}`, rules }));
    expect(findings(aPolicy(checks))).toMatchObject([{ message: 'is too large' }]);
  });

  test('as many checks, rules and comparisons as allowed pass, one more is refused', () => {
    const check = (index: number) => aCheck(LEAF, { id: `check-${index}` });
    const checks = Array.from({ length: POLICY_BOUNDS.checks + 1 }, (_none, index) => check(index));
    expect(findings(aPolicy(checks.slice(1)))).toEqual([]);
    expect(findings(aPolicy(checks))).toMatchObject([{ at: '/checks' }]);

    const rules = Array.from({ length: POLICY_BOUNDS.rulesPerCheck + 1 }, (_none, i) => ({
      id: `rule-${i}`,
      when: LEAF,
    }));
    expect(findings(aPolicy([aCheck(LEAF, { rules: rules.slice(1) })]))).toEqual([]);
    expect(findings(aPolicy([aCheck(LEAF, { rules })]))).toMatchObject([{ at: '/checks/0/rules' }]);

    const wide = (count: number) => aCheck({ all: Array.from({ length: count }, () => LEAF) }, { id: `wide-${count}` });
    const tens = Array.from({ length: 10 }, (_none, index) => ({ ...wide(100), id: `wide-${index}` }));
    expect(findings(aPolicy(tens))).toEqual([]);
    expect(findings(aPolicy([...tens, aCheck(LEAF)]))).toMatchObject([
      { at: '/checks', message: 'has 1001 comparisons' },
    ]);
  });
});

describe('documents that are refused', () => {
  const policy = aPolicy([aCheck(LEAF)]);
  const check = policy.checks[0];
  const withCheck = (changed: object) => ({ ...policy, checks: [{ ...check, ...changed }] });
  const override = { branch: '02', check: 'a-check', action: 'save', mode: 'block' };
  const TABLE = '/parameters/spcTable';
  const withParameters = (more: object) => ({ ...policy, parameters: { overdueGraceDays: 3, ...more } });
  const withTable = (rows: object[]) =>
    withParameters({ spcTable: { rows, aboveEveryDays: 7, withoutHistoryDays: 7 } });
  const row = (averageDelayBelowDays: number) => ({ averageDelayBelowDays, everyDays: 30 });
  const aTest = {
    id: 'a-test',
    name: 'Um caso',
    action: 'save',
    facts: {},
    expect: { outcome: 'clear', restrictions: [] },
  };
  const withTests = (tests: object[]) => ({ ...policy, tests });
  const branchSwitch = { branch: '02', action: 'save', block: false };

  test.each<readonly [string, unknown, string]>([
    ['nothing', undefined, ''],
    ['null', null, ''],
    ['a list', [], ''],
    ['text', '{}', ''],
    ['another schema', { ...policy, schema: 2 }, '/schema'],
    ['an unknown field', { ...policy, outcome: 'clear' }, ''],
    ['__proto__ as a key', JSON.parse(`{"__proto__":{},${JSON.stringify(policy).slice(1)}`), ''],
    ['__proto__ among modes', withCheck({ modes: JSON.parse('{"__proto__":"off"}') as object }), '/checks/0/modes'],
    ['constructor among modalities', { ...policy, modalities: { constructor: { term: true } } }, '/modalities'],
    ['no checks', { ...policy, checks: [] }, '/checks'],
    ['no rules', withCheck({ rules: [] }), '/checks/0/rules'],
    ['checks of one id', { ...policy, checks: [check, check] }, '/checks/1'],
    ['rules of one id', withCheck({ rules: [check?.rules[0], check?.rules[0]] }), '/checks/0/rules/1'],
    ['an id with capitals', withCheck({ id: 'Overdue' }), '/checks/0/id'],
    ['an unknown action', withCheck({ modes: { shipping: 'block' } }), '/checks/0/modes'],
    ['an unknown mode', withCheck({ modes: { save: 'warn' } }), '/checks/0/modes/save'],
    ['unknown switched off', withCheck({ whenUnknown: 'off' }), '/checks/0/whenUnknown'],
    ['a check without a reason', withCheck({ texts: { seller: '', analyst: 'x' } }), '/checks/0/texts/seller'],
    ['a name with a line break', withCheck({ name: 'a\nb' }), '/checks/0/name'],
    ['a lone surrogate', withCheck({ name: 'a\ud800' }), '/checks/0/name'],
    ['a text naming no fact', withCheck({ texts: { seller: 'a', analyst: '{openReais}' } }), '/checks/0/texts/analyst'],
    ['a text naming toString', withCheck({ texts: { seller: 'a', analyst: '{toString}' } }), '/checks/0/texts/analyst'],
    ['a text with half a brace', withCheck({ texts: { seller: 'a', analyst: 'a } b' } }), '/checks/0/texts/analyst'],
    [
      'a number a seller must not read',
      withCheck({ texts: { seller: '{openCents}', analyst: 'a' } }),
      '/checks/0/texts/seller',
    ],
    ['grace in parts of days', { ...policy, parameters: { overdueGraceDays: 1.5 } }, '/parameters/overdueGraceDays'],
    ['SPC rows that do not increase', withTable([row(10), row(20), row(20)]), `${TABLE}/rows/2/averageDelayBelowDays`],
    ['SPC rows in the wrong order', withTable([row(20), row(10)]), `${TABLE}/rows/1/averageDelayBelowDays`],
    ['an SPC table without rows', withTable([]), `${TABLE}/rows`],
    ['an SPC row every 0 days', withTable([{ ...row(10), everyDays: 0 }]), `${TABLE}/rows/0/everyDays`],
    ['an SPC row of half a day', withTable([row(9.5)]), `${TABLE}/rows/0/averageDelayBelowDays`],
    ['an SPC row with more', withTable([{ ...row(10), branch: '02' }]), `${TABLE}/rows/0`],
    [
      'a kind no bureau knows',
      withParameters({ requiredBureauKinds: ['gossip'] }),
      '/parameters/requiredBureauKinds/0',
    ],
    ['a longest term below zero', withParameters({ maxTermDays: -1 }), '/parameters/maxTermDays'],
    ['no grace', { ...policy, parameters: {} }, '/parameters/overdueGraceDays'],
    ['a switch at the receipt of a sale', { ...policy, actions: { receipt: { block: false } } }, '/actions'],
    ['a switch that is neither on nor off', { ...policy, actions: { save: { block: 'no' } } }, '/actions/save/block'],
    ['a switch as a bare value', { ...policy, actions: { save: false } }, '/actions/save'],
    [
      "a branch's switch said twice",
      { ...policy, actionOverrides: [branchSwitch, { ...branchSwitch, block: true }] },
      '/actionOverrides/1',
    ],
    ['an override of no check', { ...policy, overrides: [{ ...override, check: 'other' }] }, '/overrides/0/check'],
    ['two tests of one id', withTests([aTest, aTest]), '/tests/1'],
    ['a test of no fact', withTests([{ ...aTest, facts: { openReais: 1 } }]), '/tests/0/facts'],
    ['a test of a fact as text', withTests([{ ...aTest, facts: { openCents: '100' } }]), '/tests/0/facts/openCents'],
    ['a test at no action', withTests([{ ...aTest, action: 'shipping' }]), '/tests/0/action'],
    [
      'a test that expects a check the policy has not',
      withTests([{ ...aTest, expect: { outcome: 'indicated', restrictions: ['other'] } }]),
      '/tests/0/expect/restrictions/0',
    ],
    [
      'a test that expects a check twice',
      withTests([{ ...aTest, expect: { outcome: 'indicated', restrictions: ['a-check', 'a-check'] } }]),
      '/tests/0/expect/restrictions/1',
    ],
    [
      'more than 200 tests',
      withTests(Array.from({ length: 201 }, (_none, index) => ({ ...aTest, id: `test-${index}` }))),
      '/tests',
    ],
    ['an override said twice', { ...policy, overrides: [override, { ...override, mode: 'off' }] }, '/overrides/1'],
  ])('%s', (_name, json, place) => {
    const told = findings(json);
    expect(told[0]?.at).toBe(place);
    expect(told.every((finding) => finding.message !== '' && finding.fix !== '')).toBe(true);
  });

  test('everything wrong is told at once', () => {
    const told = findings({ ...policy, id: 'X', schema: 3, overrides: 5 });
    expect(told.map((finding) => finding.at).sort()).toEqual(['/id', '/overrides', '/schema']);
  });
});

test.each<readonly [string, unknown, string]>([
  ['without its days', { growPercent: 5 }, '/tolerance/days'],
  ['below zero', { growPercent: -1, days: 15 }, '/tolerance/growPercent'],
  ['of part of a percent', { growPercent: 2.5, days: 15 }, '/tolerance/growPercent'],
  ['as text', { growPercent: '5', days: 15 }, '/tolerance/growPercent'],
  ['that doubles the order and more', { growPercent: 101, days: 15 }, '/tolerance/growPercent'],
  ['for more than a year', { growPercent: 5, days: 366 }, '/tolerance/days'],
  ['with another word in it', { growPercent: 5, days: 15, checks: 'all' }, '/tolerance'],
])('a tolerance %s is refused', (_name, tolerance, place) => {
  expect(findings({ ...aPolicy([aCheck(LEAF)]), tolerance }).map(({ at }) => at)).toContain(place);
});
