/** Owns the guarantee that a policy's tests are judged as orders are, and that what they don't reach is told. */
import type { Condition, Leaf } from '../../contracts/condition';
import type { PolicyTest } from '../../contracts/policy-test';
import { runPolicyTests } from '../../rules/policy-tests';
import { aCheck, aPolicy } from './builders';

const late = (days: number): Leaf => ({ fact: 'averageDelayDays', operator: 'greaterThan', value: days });
const overdue: Condition = { fact: 'overdueCount', operator: 'greaterThan', value: 0 };

const aTest = (changed: Partial<PolicyTest> = {}): PolicyTest => ({
  id: 'a-test',
  name: 'Um caso',
  action: 'invoicing',
  facts: { averageDelayDays: 12 },
  expect: { outcome: 'blocked', restrictions: ['late'] },
  ...changed,
});
const lateCheck = aCheck(late(10), { id: 'late', name: 'Atraso médio', modes: { invoicing: 'block' } });
const run = (tests: PolicyTest[], changed: Parameters<typeof aPolicy>[1] = {}) =>
  runPolicyTests(aPolicy([lateCheck], { ...changed, tests }));

test('a test passes when outcome and restrictions are the expected ones, whatever their order', async () => {
  const both = aPolicy([lateCheck, aCheck(overdue, { id: 'overdue' })]);
  const facts = { averageDelayDays: 12, overdueCount: 1 };
  const aCase = aTest({ facts, expect: { outcome: 'blocked', restrictions: ['overdue', 'late'] } });
  const report = await runPolicyTests({ ...both, tests: [aCase] });
  expect(report).toMatchObject({ passed: 1, failed: 0, tests: [{ passed: true, text: null, at: '/tests/0' }] });
});

test('a test that differs says what was expected, what came and which checks, in Portuguese', async () => {
  const report = await run([aTest({ facts: { averageDelayDays: 8 } })]);
  expect(report.failed).toBe(1);
  expect(report.tests[0]).toMatchObject({
    passed: false,
    actual: { outcome: 'clear', restrictions: [] },
    missing: ['late'],
    unexpected: [],
    text: 'Esperado: bloqueado; resultado: sem restrição. Deveria haver restrição e não há: Atraso médio.',
  });
  const other = await run([aTest({ expect: { outcome: 'blocked', restrictions: [] } })]);
  expect(other.tests[0]).toMatchObject({
    unexpected: ['late'],
    text: 'Há restrição que não se esperava: Atraso médio.',
  });
});

test('a fact that is left out is unknown, and never approves', async () => {
  const report = await run([aTest({ facts: {}, expect: { outcome: 'clear', restrictions: [] } })]);
  expect(report.tests[0]).toMatchObject({ passed: false, actual: { outcome: 'undetermined', restrictions: ['late'] } });
});

test('the overrides of the branch that a test names count, and those of others do not', async () => {
  const overrides = [{ branch: '02', check: 'late', action: 'invoicing', mode: 'indicate' } as const];
  const indicated = aTest({ branch: '02', expect: { outcome: 'indicated', restrictions: ['late'] } });
  const report = await run([indicated, aTest({ id: 'elsewhere' }), aTest({ id: 'other', branch: '03' })], {
    overrides,
  });
  expect(report).toMatchObject({ passed: 3, failed: 0 });
});

test('without a term part nothing blocks, as with an order', async () => {
  const facts = { averageDelayDays: 12, hasTermPart: false };
  const report = await run([aTest({ facts, expect: { outcome: 'indicated', restrictions: ['late'] } })]);
  expect(report.failed).toBe(0);
});

test('coverage tells of each rule how often it fired and not, and the checks no test makes fire', async () => {
  const twoRules = {
    ...lateCheck,
    rules: [
      { id: 'above-ten', when: late(10) },
      { id: 'above-fifty', when: late(50) },
    ],
  };
  const policy = aPolicy([twoRules, aCheck(overdue, { id: 'overdue' })]);
  const tests = [aTest(), aTest({ id: 'calm', facts: { averageDelayDays: 1 } }), aTest({ id: 'blank', facts: {} })];
  const { coverage } = await runPolicyTests({ ...policy, tests });
  expect(coverage.rules).toEqual([
    { check: 'late', rule: 'above-ten', at: '/checks/0/rules/0', fired: 1, notFired: 1, unknown: 1 },
    { check: 'late', rule: 'above-fifty', at: '/checks/0/rules/1', fired: 0, notFired: 2, unknown: 1 },
    { check: 'overdue', rule: 'a-rule', at: '/checks/1/rules/0', fired: 0, notFired: 0, unknown: 3 },
  ]);
  expect(coverage).toMatchObject({ checksNeverHit: ['overdue'], shown: 3, possible: 6 });
});

test('other work gets its turn between tests', async () => {
  let turns = 0;
  const count = setInterval(() => (turns += 1), 0);
  await run(Array.from({ length: 50 }, (_none, index) => aTest({ id: `test-${index}` })));
  clearInterval(count);
  expect(turns).toBeGreaterThan(0);
});

test('a policy without tests has an empty report in which nothing is covered', async () => {
  const report = await runPolicyTests(aPolicy([lateCheck]));
  expect(report).toMatchObject({ passed: 0, failed: 0, tests: [], coverage: { checksNeverHit: ['late'], shown: 0 } });
});
