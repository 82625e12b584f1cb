/** Owns the work of shadows: decisions on orders that were just made, judged once more by the draft. It decides nothing. */
import type { JudgedFactsStore } from '../adapters/mongo/judged-facts-store';
import type { PolicyShadowStore } from '../adapters/mongo/policy-shadow-store';
import type { ShadowRecord } from '../contracts/policy-backtest';
import { parsePolicy, type Policy } from '../contracts/policy';
import { FACT_NAMES } from '../domain/facts';
import { flipCounter, type FlipCounter } from '../domain/policy-flips';
import { policyPair, type PolicyPair } from '../rules/compare-policies';
import { countFlips, type CountDeps } from './count-flips';
import type { PolicySource } from './policy-source';

/** Reads decisions and policies; writes the shadow and its flips alone. No order, no message and no bureau is in reach. */
export interface ShadowDeps extends CountDeps {
  readonly policyShadows: Pick<PolicyShadowStore, 'running' | 'advance' | 'end'>;
  readonly judgedFacts: JudgedFactsStore;
  readonly policies: PolicySource;
}

/** A decision's instant is taken before it is stored, at most so much later: an evaluation may take no longer. */
export const SETTLED_MS = 30_000;
/** Those made in so long a time are counted in one step. */
const STEP_MS = 15 * 60_000;
const SHADOWS_AT_ONCE = 100;

/** Counts what was decided since it last looked; answers how many decisions. One step a shadow, so that none waits long. */
export async function sweepShadows(deps: ShadowDeps, settledMs = SETTLED_MS): Promise<number> {
  let judged = 0;
  for (const shadow of await deps.policyShadows.running(SHADOWS_AT_ONCE)) judged += await step(deps, shadow, settledMs);
  return judged;
}

async function step(deps: ShadowDeps, shadow: ShadowRecord, settledMs: number): Promise<number> {
  const parsed = parsePolicy(shadow.document);
  const now = deps.now();
  const end = (status: 'done' | 'stopped') =>
    deps.policyShadows.end(shadow.compared.policy, shadow.shadow, status, now.toISOString());
  if (!parsed.ok) {
    await end('stopped');
    return 0;
  }
  const from = Date.parse(shadow.countedUntil);
  const until = Math.min(Date.parse(shadow.until), now.getTime() - settledMs, from + STEP_MS);
  if (until <= from) return 0;
  const countedUntil = new Date(until).toISOString();
  const counter = flipCounter(shadow.tally);
  await countBetween(deps, shadow, parsed.policy, { to: countedUntil, counter });
  const tally = counter.so();
  if (!(await deps.policyShadows.advance(shadow, { countedUntil, tally }))) return 0;
  if (countedUntil >= shadow.until) await end('done');
  return tally.judged - shadow.tally.judged;
}

interface Counting {
  readonly to: string;
  readonly counter: FlipCounter;
}

/** Each is held against the version it was judged by: an order keeps its own, whatever was published since. */
async function countBetween(deps: ShadowDeps, shadow: ShadowRecord, draft: Policy, { to, counter }: Counting) {
  const { policy } = shadow.compared;
  const pairs = new Map<number, Promise<PolicyPair>>();
  const pairOf = (version: number): Promise<PolicyPair> => {
    const known = pairs.get(version);
    if (known !== undefined) return known;
    const pair = deps.policies.load({ id: policy, version }).then((loaded) => policyPair(loaded.policy, draft));
    pairs.set(version, pair);
    return pair;
  };
  const { branches, countedUntil: from, shadow: run, startedAt } = shadow;
  // Every fact: what the versions read that these were judged by isn't known before.
  const query = { policy, from, to, branches, kinds: ['order'], facts: FACT_NAMES } as const;
  for await (const batch of deps.judgedFacts.between(query)) {
    for (const { facts, ...judged } of batch) {
      if (facts === null) continue;
      const pair = await pairOf(judged.policyVersion);
      const one = { ...judged, facts, flip: judged.decision };
      await countFlips(deps, { run, startedAt, pair, counter }, [one]);
    }
  }
}
