/** Owns the work of shadows: decisions on orders that were just made, judged once more by the draft. It decides nothing. */
import type { JudgedFactsStore } from '../adapters/mongo/judged-facts-store';
import type { CountedDecision, PolicyShadowStore } from '../adapters/mongo/policy-shadow-store';
import type { ShadowRecord } from '../contracts/policy-backtest';
import { parsePolicy, type Policy } from '../contracts/policy';
import { FACT_NAMES } from '../domain/facts';
import { flipCounter, type FlipCounter } from '../domain/policy-flips';
import { policyPair, type PolicyPair } from '../rules/compare-policies';
import { countFlips, type CountDeps } from './count-flips';
import type { PolicySource } from './policy-source';

/** Reads decisions and policies; writes the shadow and its flips alone. No order, no message and no bureau is in reach. */
export interface ShadowDeps extends CountDeps {
  readonly policyShadows: Pick<PolicyShadowStore, 'running' | 'advance' | 'countedOf' | 'end'>;
  readonly judgedFacts: JudgedFactsStore;
  readonly policies: PolicySource;
}

/** A decision's instant is taken before it is stored, nearly always less than so much later. */
export const SETTLED_MS = 30_000;
/** Where a database hung it may be longer; what came after the first look is found by a second one, so long after. */
export const LATE_MS = 3_600_000;
/** Those made in so long a time are counted in one step. */
const STEP_MS = 5 * 60_000;
const SHADOWS_AT_ONCE = 100;

/** How long after their instant decisions are looked at for the first and for the last time. */
export interface Looks {
  readonly settledMs: number;
  readonly lateMs: number;
}

const LOOKS: Looks = { settledMs: SETTLED_MS, lateMs: LATE_MS };

/**
 * Counts what was decided since it last looked; answers how many decisions. One step a shadow, so that none waits long.
 * One that can't go on is tried again by the next sweep and keeps no other waiting. Errors: all of them, at the end.
 */
export async function sweepShadows(deps: ShadowDeps, looks: Partial<Looks> = {}): Promise<number> {
  let judged = 0;
  const failures: unknown[] = [];
  for (const shadow of await deps.policyShadows.running(SHADOWS_AT_ONCE)) {
    try {
      judged += await step(deps, shadow, { ...LOOKS, ...looks });
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} shadows could not be judged`);
  return judged;
}

async function step(deps: ShadowDeps, shadow: ShadowRecord, { settledMs, lateMs }: Looks): Promise<number> {
  const parsed = parsePolicy(shadow.document);
  const now = deps.now();
  const end = (status: 'done' | 'stopped') =>
    deps.policyShadows.end(shadow.compared.policy, shadow.shadow, status, now.toISOString());
  if (!parsed.ok) {
    await end('stopped');
    return 0;
  }
  const countedUntil = reached(shadow.countedUntil, shadow.until, now.getTime() - settledMs);
  const lookedTwiceUntil = reached(shadow.lookedTwiceUntil, countedUntil, now.getTime() - lateMs);
  if (countedUntil === shadow.countedUntil && lookedTwiceUntil === shadow.lookedTwiceUntil) return 0;
  const counter = flipCounter(shadow.tally);
  const count = (time: Time, known: ReadonlySet<string>) =>
    countBetween(deps, { shadow, draft: parsed.policy, counter }, time, known);
  const first = await count({ from: shadow.countedUntil, to: countedUntil }, new Set());
  const again = { from: shadow.lookedTwiceUntil, to: lookedTwiceUntil };
  const known = await deps.policyShadows.countedOf(shadow.shadow, again.from, again.to);
  const fresh = new Set([...known, ...first.map(({ decision }) => decision)]);
  const late = await count(again, fresh);
  const so = { countedUntil, lookedTwiceUntil, tally: counter.so() };
  if (!(await deps.policyShadows.advance(shadow, so, [...first, ...late]))) return 0;
  if (lookedTwiceUntil >= shadow.until) await end('done');
  return so.tally.judged - shadow.tally.judged;
}

/** How far a step goes: no further than either bound, and never back. */
function reached(from: string, until: string, byMs: number): string {
  const toMs = Math.min(Date.parse(until), byMs, Date.parse(from) + STEP_MS);
  return new Date(Math.max(toMs, Date.parse(from))).toISOString();
}

interface Time {
  readonly from: string;
  readonly to: string;
}

interface Counting {
  readonly shadow: ShadowRecord;
  readonly draft: Policy;
  readonly counter: FlipCounter;
}

/** Those that aren't known, each held against the version it was judged by: an order keeps its own, whatever was published since. */
async function countBetween(
  deps: ShadowDeps,
  { shadow, draft, counter }: Counting,
  { from, to }: Time,
  known: ReadonlySet<string>,
): Promise<readonly CountedDecision[]> {
  if (from === to) return [];
  const { policy } = shadow.compared;
  const pairOf = pairsOf(deps, policy, draft);
  const { branches, shadow: run, startedAt } = shadow;
  const counted: CountedDecision[] = [];
  // Every fact: what the versions read that these were judged by isn't known before.
  const query = { policy, from, to, branches, kinds: ['order'], facts: FACT_NAMES } as const;
  for await (const batch of deps.judgedFacts.between(query)) {
    for (const { facts, ...judged } of batch) {
      if (facts === null || known.has(judged.decision)) continue;
      const pair = await pairOf(judged.policyVersion);
      const one = { ...judged, facts, flip: judged.decision };
      await countFlips(deps, { run, startedAt, pair, counter }, [one]);
      counted.push({ decision: judged.decision, at: judged.at });
    }
  }
  return counted;
}

function pairsOf({ policies }: ShadowDeps, id: string, draft: Policy): (version: number) => Promise<PolicyPair> {
  const pairs = new Map<number, Promise<PolicyPair>>();
  return (version) => {
    const known = pairs.get(version);
    if (known !== undefined) return known;
    const pair = policies.load({ id, version }).then((loaded) => policyPair(loaded.policy, draft));
    pairs.set(version, pair);
    return pair;
  };
}
