/** Owns counting what two policies judge differently, and how that ended where ledgers tell. */
import type { PolicyFlipStore } from '../adapters/mongo/policy-flip-store';
import { FLIPS_KEPT, type FlipRecord } from '../contracts/policy-backtest';
import type { BusinessCalendar } from '../domain/business-days';
import { dateInZone } from '../domain/calendar';
import type { FactReadings } from '../domain/facts';
import { endingOf, type Ending, type FlipCounter } from '../domain/policy-flips';
import { delayDueOn } from '../domain/receivables';
import { seenBy, type FoldedTitle } from '../domain/titles';
import type { ComparedAt, Comparison, PolicyPair } from '../rules/compare-policies';
import type { CreditStores } from './stores';
import { titlesOfCases, type CaseTitlesDeps } from './titles-of-cases';

/** What is needed to count: nothing by which anything could be held, told or bought. */
export interface CountDeps extends CaseTitlesDeps, Pick<CreditStores, 'branches' | 'calendarOf'> {
  readonly policyFlips: Pick<PolicyFlipStore, 'keep'>;
}

/** One order or sale, with the facts to judge it on. */
export interface CaseToJudge extends ComparedAt, Pick<FlipRecord, 'flip' | 'kind' | 'id' | 'decision' | 'at'> {
  readonly customerKey: string | null;
  readonly facts: FactReadings;
  /** Where the draft would have had others gathered. */
  readonly draftFacts?: FactReadings;
}

/** Of which run the flips are. */
export interface CountRun {
  readonly run: string;
  readonly startedAt: string;
  readonly pair: PolicyPair;
  readonly counter: FlipCounter;
}

interface Flipped {
  readonly judged: CaseToJudge;
  readonly comparison: Comparison & { readonly flip: NonNullable<Comparison['flip']> };
}

/**
 * Judges a batch of a few hundred by both policies and counts them. What is kept to look into is kept before the count is
 * written by whoever calls: repeated, it is kept once.
 */
export async function countFlips(
  deps: CountDeps,
  { run, startedAt, pair, counter }: CountRun,
  cases: readonly CaseToJudge[],
): Promise<void> {
  const flipped: Flipped[] = [];
  for (const judged of cases) {
    const comparison = pair.compare(judged, judged.facts, judged.draftFacts);
    const { flip, reasons } = comparison;
    if (flip === null) counter.add({ reasons, flip });
    else flipped.push({ judged, comparison: { ...comparison, flip } });
  }
  if (flipped.length === 0) return;
  const endings = await endingsOf(deps, flipped);
  const kept = flipped.flatMap((one, index) => {
    const record = recordOf(run, one, endings[index] ?? null);
    const { reasons } = one.comparison;
    return counter.add({ reasons, flip: record }) <= FLIPS_KEPT ? [record] : [];
  });
  await deps.policyFlips.keep(kept, startedAt);
}

function recordOf(run: string, { judged, comparison }: Flipped, ending: Ending): FlipRecord {
  const { flip, branch, kind, id, decision, at } = judged;
  const { live, draft } = comparison;
  const { direction, checks } = comparison.flip;
  return {
    run,
    flip,
    direction,
    checks,
    branch,
    kind,
    id,
    decision,
    at,
    live,
    draft,
    valueCents: termCentsOf(judged),
    ending,
  };
}

function termCentsOf({ facts: { termCents } }: CaseToJudge): number {
  return termCents?.known === true && typeof termCents.value === 'number' ? termCents.value : 0;
}

/** In their order. Of an order that only was supposed nothing can have ended. */
async function endingsOf(deps: CountDeps, flipped: readonly Flipped[]): Promise<readonly Ending[]> {
  const titles = await titlesOfCases(
    deps,
    flipped.map(({ judged }) => judged),
  );
  return Promise.all(
    flipped.map(async ({ judged }, index) => {
      const own = titles[index] ?? [];
      const branch = own.length === 0 ? null : await deps.branches.find(judged.branch);
      if (branch === null) return null;
      const { zone, holidays } = branch.parameters;
      return endingAt(own, deps.calendarOf(holidays), dateInZone(deps.now().toISOString(), zone));
    }),
  );
}

function endingAt(titles: readonly FoldedTitle[], calendar: BusinessCalendar, today: string): Ending {
  const counted = titles.filter(({ state }) => state !== 'cancelled').map((title) => seenBy(title));
  return endingOf(
    counted.map((title) => ({ dueOn: delayDueOn(title, calendar), settledOn: title.settledOn })),
    today,
  );
}
