/** Owns P1 and P2: decisions a second by a compiled policy, without and with their evidence, beside the naive engine. */
import { seededRandom } from '../../dev/generator/random';
import type { Policy } from '../../contracts/policy';
import type { FactReadings } from '../../domain/facts';
import { compilePolicy } from '../../rules/compile';
import { defaultPolicy } from '../../rules/default-policy';
import { rounded, type Measure } from '../measure';
import { firedByEngine } from '../references/naive-engine';
import { compare } from '../rounds';
import type { Row, RowOptions } from '../row';
import { knownReadings } from '../stage/random-facts';

const ROUNDS = 5;
const OURS = 2_000_000;
const NAIVE = 5_000;
const CASES = 1_000;
const AT = { branch: '01', actions: ['save'], holdable: true } as const;

export const compiledPolicies: Row = {
  id: 'P1',
  title: 'decisions/s by the compiled default policy (P2: with complete evidence) / a new engine for each',
  run: async (_stage, options) => {
    const policy = defaultPolicy();
    const random = seededRandom('P1');
    const cases = Array.from({ length: CASES }, () => knownReadings(random));
    const compiled = compilePolicy(policy, AT);
    await expectSame(policy, cases);
    return [
      await measure('P1', { floor: 300, aim: 1_000 }, { policy, cases, judge: compiled.decide }, options),
      await measure('P2', { floor: 150, aim: 500 }, { policy, cases, judge: compiled.trace }, options),
    ];
  },
};

interface Sides {
  readonly policy: Policy;
  readonly cases: readonly FactReadings[];
  readonly judge: (facts: FactReadings) => unknown;
}

async function measure(
  id: string,
  bounds: Pick<Measure, 'floor' | 'aim'>,
  { policy, cases, judge }: Sides,
  { quick, say }: RowOptions,
): Promise<Measure> {
  const [ours, naive] = quick ? [OURS / 10, NAIVE / 10] : [OURS, NAIVE];
  const judging = (): Promise<number> => Promise.resolve(perSecond(ours, (n) => judge(at(cases, n))));
  const reference = async (): Promise<number> => {
    const since = performance.now();
    for (let n = 0; n < naive; n += 1) await firedByEngine(policy, at(cases, n));
    return (naive * 1_000) / (performance.now() - since);
  };
  await judging();
  await reference();
  const result = await compare(ROUNDS, { ours: judging, reference });
  say(`${id}: ${rounded(result.ours)}/s, naive ${rounded(result.reference)}/s`);
  return {
    id,
    ours: rounded(result.ours),
    reference: rounded(result.reference),
    ratio: rounded(result.ratio),
    ...bounds,
    unit: 'decisions/s',
    better: 'higher',
    notes: [
      `the default policy, ${policy.checks.length} checks, from readings as they are stored; ${ROUNDS} rounds of ${ours} and ${naive}`,
      `rounds: ${result.rounds.map((round) => (round.ours / round.reference).toFixed(0)).join(', ')}`,
    ],
  };
}

/** What a decision is for must come out of both, or they aren't compared. */
async function expectSame(policy: Policy, cases: readonly FactReadings[]): Promise<void> {
  const compiled = compilePolicy(policy, AT);
  for (const facts of cases) {
    const [ours, naive] = [compiled.decide(facts).reasons, new Set(await firedByEngine(policy, facts))];
    if (ours.length !== naive.size || !ours.every((check) => naive.has(check))) {
      throw new Error(`P1: ${ours.join(', ')} by us, ${[...naive].join(', ')} by the engine`);
    }
  }
}

function perSecond(times: number, work: (n: number) => unknown): number {
  const since = performance.now();
  let kept: unknown = null;
  for (let n = 0; n < times; n += 1) kept = work(n);
  if (kept === null) throw new Error('nothing was judged');
  return (times * 1_000) / (performance.now() - since);
}

function at<T>(list: readonly T[], n: number): T {
  const found = list[n % list.length];
  if (found === undefined) throw new Error('there are no cases');
  return found;
}
