/** Owns decisions as a company has stored them over a year, for measurements that judge them again. */
import { decisionStore } from '../../adapters/mongo/decision-store';
import type { OrderDecision } from '../../contracts/decision';
import type { Policy } from '../../contracts/policy';
import { seededRandom, type Random } from '../../dev/generator/random';
import type { FactReadings } from '../../domain/facts';
import { compilePolicy } from '../../rules/compile';
import { defaultPolicy } from '../../rules/default-policy';
import { aDecision } from '../../test/support/builders';
import { BRANCH, type Product } from './product';
import { randomReadings } from './random-facts';

/** What a back-test of all of them is asked for. */
export const YEAR = { from: '2025-01-01T00:00:00.000Z', to: '2026-01-01T00:00:00.000Z' } as const;
const AT_ONCE = 500;

/** Stores so many, spread evenly over the year, each with the evidence that the default policy gives. */
export async function storeDecisions(product: Product, count: number): Promise<void> {
  const random = seededRandom('stored decisions');
  const compiled = compilePolicy(defaultPolicy(), { branch: BRANCH, actions: ['save'], holdable: true });
  const decisions = decisionStore(product.database);
  const [from, to] = [Date.parse(YEAR.from), Date.parse(YEAR.to)];
  for (let first = 0; first < count; first += AT_ONCE) {
    const records = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, index) => {
      const n = first + index;
      const at = new Date(from + Math.floor(((to - from) * n) / count)).toISOString();
      const facts = randomReadings(random);
      return decisionAt(n, at, facts, compiled.judge(facts));
    });
    await decisions.insertMany(records);
  }
}

function decisionAt(n: number, at: string, facts: FactReadings, judgement: OrderDecision['judgement']): OrderDecision {
  const decision = `dec_past${String(n).padStart(8, '0')}`;
  return aDecision({ decision, branch: BRANCH, order: `past-${n}`, customerKey: `cus_past${n}`, at, facts, judgement });
}

/** The default policy as somebody would change it: one more day or a tenth more in each comparison, and one check held. */
export function changedPolicy(): Policy {
  const policy = defaultPolicy();
  const checks = policy.checks.map((check) => {
    const modes = check.id === 'average-delay' ? { ...check.modes, save: 'block' as const } : check.modes;
    const text = JSON.stringify(check.rules).replaceAll('"value":10}', '"value":11}');
    return { ...check, modes, rules: JSON.parse(text) as typeof check.rules };
  });
  return { ...policy, checks };
}

/** Facts to judge, all different. */
export function manyReadings(
  seed: string,
  count: number,
  draw: (random: Random) => FactReadings,
): readonly FactReadings[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => draw(random));
}
