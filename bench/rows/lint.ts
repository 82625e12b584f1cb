/** Owns LINT: how long it takes to look a policy of 200 rules over, and to compile it. */
import type { Condition } from '../../contracts/condition';
import type { Policy } from '../../contracts/policy';
import { compilePolicy } from '../../rules/compile';
import { defaultPolicy } from '../../rules/default-policy';
import { lintPolicy } from '../../rules/lint';
import { rounded, type Measure } from '../measure';
import type { Row, RowOptions } from '../row';

const RULES = 200;
const TIMES = 40;
const AT = { branch: '01', actions: ['save'], holdable: true } as const;

export const linting: Row = {
  id: 'LINT',
  title: 'ms to lint a policy of 200 rules, and to compile it',
  run: (_stage, options) => {
    const shapes = [
      { suffix: 'a', policy: policyOf(RULES, 1), shape: `${RULES} checks of one rule` },
      { suffix: 'b', policy: policyOf(RULES / 50, 50), shape: `${RULES / 50} checks of 50 rules` },
    ];
    const measures = shapes.flatMap(({ suffix, policy, shape }) => [
      measure(`LINT-${suffix}`, 'lint', { floor: 200, aim: 100 }, () => lintPolicy(policy), shape, options),
      measure(`COMPILE-${suffix}`, 'compile', { floor: 20, aim: 10 }, () => compilePolicy(policy, AT), shape, options),
    ]);
    return Promise.resolve(measures);
  },
};

function measure(
  id: string,
  what: string,
  bounds: Pick<Measure, 'floor' | 'aim'>,
  work: () => unknown,
  shape: string,
  { quick, say }: RowOptions,
): Measure {
  const first = msOf(work);
  const times = Array.from({ length: quick ? TIMES / 10 : TIMES }, () => msOf(work)).sort((a, b) => a - b);
  const [median = first, most = first] = [times[Math.floor(times.length / 2)], times.at(-1)];
  say(`${id}: ${rounded(median)} ms`);
  return {
    id,
    ours: rounded(median),
    reference: null,
    ratio: null,
    ...bounds,
    unit: 'ms',
    better: 'lower',
    notes: [
      `${what} of ${shape}, each of five comparisons; the median of ${times.length}`,
      `the first, with cold code: ${rounded(first)} ms; the longest after it: ${rounded(most)} ms`,
    ],
  };
}

function msOf(work: () => unknown): number {
  const since = performance.now();
  work();
  return performance.now() - since;
}

/** Rules as people write them: a bound, some alternatives, an exclusion; none like the other. */
function policyOf(checks: number, rulesPerCheck: number): Policy {
  const policy = defaultPolicy();
  const [like] = policy.checks;
  if (like === undefined) throw new Error('the default policy has no check');
  return {
    ...policy,
    overrides: [],
    checks: Array.from({ length: checks }, (_check, check) => ({
      ...like,
      id: `check-${check}`,
      name: `Verificação ${check}`,
      rules: Array.from({ length: rulesPerCheck }, (_rule, rule) => ({
        id: `rule-${rule}`,
        when: conditionOf(check * rulesPerCheck + rule),
      })),
    })),
  };
}

function conditionOf(n: number): Condition {
  return {
    all: [
      { fact: 'averageDelayDays', operator: 'greaterThan', value: n + 1 },
      {
        any: [
          { fact: 'overdueCount', operator: 'greaterThan', value: (n % 7) + 1 },
          { fact: 'overdueCents', operator: 'greaterThan', value: { fact: 'limitCents' } },
          { fact: 'situation', operator: 'in', value: ['blocked', 'underReview'] },
        ],
      },
      { not: { fact: 'limitExpired', operator: 'equal', value: true } },
    ],
  };
}
