/** Owns the reference of P1 and P2: json-rules-engine as its own page shows it, a new engine for each decision. */
import { Engine, type TopLevelCondition } from 'json-rules-engine';
import type { Policy } from '../../contracts/policy';
import type { FactReadings } from '../../domain/facts';

/** The checks that fire, in no particular order. It knows nothing of unknown facts: all must be known. */
export async function firedByEngine(policy: Policy, facts: FactReadings): Promise<readonly string[]> {
  const rules = policy.checks.map((check) => ({
    conditions: { any: check.rules.map(({ when }) => when) } as unknown as TopLevelCondition,
    event: { type: check.id },
  }));
  const engine = new Engine(rules);
  const values: Record<string, unknown> = {};
  for (const [name, reading] of Object.entries(facts)) if (reading.known) values[name] = reading.value;
  const { events } = await engine.run(values);
  return events.map(({ type }) => type);
}
