/** Owns the tests a policy carries: each judged as an order or a sale would be, and what of the policy they reach. */
import { pointerTo } from '../contracts/json-pointer';
import type { CheckJudgement, Judgement } from '../contracts/judgement';
import type { Policy } from '../contracts/policy';
import type { PolicyTest } from '../contracts/policy-test';
import { FACT_NAMES, type FactName, type FactReading, type FactReadings } from '../domain/facts';
import { CheckResult, OUTCOME_LABELS, type Outcome } from '../domain/outcome';
import { judgePolicy, type JudgedAt } from './evaluate';

/** What a test came to. */
export interface PolicyTestResult {
  readonly id: string;
  readonly name: string;
  /** Where the test stands, as a JSON pointer into the policy. */
  readonly at: string;
  readonly passed: boolean;
  readonly expected: { readonly outcome: Outcome; readonly restrictions: readonly string[] };
  readonly actual: { readonly outcome: Outcome; readonly restrictions: readonly string[] };
  /** Checks that were expected and left no restriction. */
  readonly missing: readonly string[];
  /** Checks that left a restriction nobody expected. */
  readonly unexpected: readonly string[];
  /** In Portuguese, what differed; `null` for a test that passed. */
  readonly text: string | null;
}

/** How often the tests made a rule fire and not fire. One that is only ever unknown, or off, has neither. */
export interface RuleCoverage {
  readonly check: string;
  readonly rule: string;
  /** Where the rule stands, as a JSON pointer into the policy. */
  readonly at: string;
  readonly fired: number;
  readonly notFired: number;
  readonly unknown: number;
}

export interface PolicyTestReport {
  readonly passed: number;
  readonly failed: number;
  /** In the policy's order. */
  readonly tests: readonly PolicyTestResult[];
  readonly coverage: {
    /** Every rule, in the policy's order. */
    readonly rules: readonly RuleCoverage[];
    /** Checks that no test makes fire. */
    readonly checksNeverHit: readonly string[];
    /** Of both results of every rule, how many some test shows. */
    readonly shown: number;
    readonly possible: number;
  };
}

/**
 * Runs all tests of a policy, one after the other, so that orders judged meanwhile wait for one test at most. A test
 * that differs is an answer, not an error.
 */
export async function runPolicyTests(policy: Policy): Promise<PolicyTestReport> {
  const results: PolicyTestResult[] = [];
  const judged: CheckJudgement[] = [];
  for (const [index, test] of (policy.tests ?? []).entries()) {
    const judgement = await judgeTest(policy, test);
    judged.push(...judgement.checks);
    results.push(compare(policy, test, pointerTo('tests', index), judgement));
    // Judging alone never lets go of the process.
    await new Promise(setImmediate);
  }
  const passed = results.filter((result) => result.passed).length;
  return { passed, failed: results.length - passed, tests: results, coverage: coverageOf(policy, judged) };
}

/** What the policy says in the case of one test, by the engine, with nothing waived. */
export function judgeTest(
  policy: Policy,
  test: Pick<PolicyTest, 'action' | 'branch' | 'facts' | 'at'>,
): Promise<Judgement> {
  const at: JudgedAt = {
    branch: test.branch ?? NO_BRANCH,
    actions: [test.action],
    holdable: test.facts.hasTermPart !== false,
  };
  return judgePolicy(policy, readingsOf(test), at);
}

/** No branch has an empty code, so nothing overrides here. */
const NO_BRANCH = '';
const UNKNOWN: FactReading = { known: false, why: 'missing' };

function readingsOf({ facts, at = '' }: Pick<PolicyTest, 'facts' | 'at'>): FactReadings {
  const entries = FACT_NAMES.map((name): readonly [FactName, FactReading] => {
    const value = facts[name];
    return [name, value === undefined ? UNKNOWN : { known: true, value, asOf: at, source: 'teste' }];
  });
  return Object.fromEntries(entries) as Record<FactName, FactReading>;
}

function compare(policy: Policy, test: PolicyTest, at: string, judgement: Judgement): PolicyTestResult {
  const { id, name, expect: expected } = test;
  const restrictions = judgement.restrictions.map(({ check }) => check);
  const missing = expected.restrictions.filter((check) => !restrictions.includes(check));
  const unexpected = restrictions.filter((check) => !expected.restrictions.includes(check));
  const actual = { outcome: judgement.outcome, restrictions };
  const passed = actual.outcome === expected.outcome && missing.length === 0 && unexpected.length === 0;
  const text = passed ? null : differenceText(policy, { expected, actual, missing, unexpected });
  return { id, name, at, passed, expected, actual, missing, unexpected, text };
}

type Difference = Pick<PolicyTestResult, 'expected' | 'actual' | 'missing' | 'unexpected'>;

function differenceText(policy: Policy, { expected, actual, missing, unexpected }: Difference): string {
  const named = (checks: readonly string[]) =>
    checks.map((id) => policy.checks.find((check) => check.id === id)?.name ?? id).join('; ');
  const outcome =
    expected.outcome === actual.outcome
      ? []
      : [`Esperado: ${OUTCOME_LABELS[expected.outcome]}; resultado: ${OUTCOME_LABELS[actual.outcome]}.`];
  return [
    ...outcome,
    ...(missing.length === 0 ? [] : [`Deveria haver restrição e não há: ${named(missing)}.`]),
    ...(unexpected.length === 0 ? [] : [`Há restrição que não se esperava: ${named(unexpected)}.`]),
  ].join(' ');
}

function coverageOf(policy: Policy, judged: readonly CheckJudgement[]): PolicyTestReport['coverage'] {
  const counts = countsOf(judged);
  const rules = policy.checks.flatMap((check, index) =>
    check.rules.map(({ id }, position): RuleCoverage => {
      const count = (result: CheckResult) => counts.get(keyOf(check.id, id, result)) ?? 0;
      const [fired, notFired, unknown] = [count(CheckResult.hit), count(CheckResult.noHit), count(CheckResult.unknown)];
      const at = pointerTo('checks', index, 'rules', position);
      return { check: check.id, rule: id, at, fired, notFired, unknown };
    }),
  );
  const hit = new Set(judged.filter(({ result }) => result === CheckResult.hit).map(({ check }) => check));
  return {
    rules,
    checksNeverHit: policy.checks.map(({ id }) => id).filter((id) => !hit.has(id)),
    shown: rules.reduce((sum, { fired, notFired }) => sum + Math.min(fired, 1) + Math.min(notFired, 1), 0),
    possible: 2 * rules.length,
  };
}

function countsOf(judged: readonly CheckJudgement[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { check, rules } of judged) {
    for (const { rule, result } of rules) {
      const key = keyOf(check, rule, result);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

const keyOf = (check: string, rule: string, result: CheckResult): string => `${check} ${rule} ${result}`;
