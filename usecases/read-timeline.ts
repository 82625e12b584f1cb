/** Owns the reading of a customer's timeline: one page of several sources, merged, and what explains the "I". */
import type { TimelineStore } from '../adapters/mongo/timeline-store';
import type { RestrictionsEntry } from '../contracts/customer-history';
import type { TimelineEntry } from '../contracts/timeline';
import { explainIndicator, type IndicatorAccount } from '../domain/explain-indicator';
import { mergeNewest, placeIn, type TimelinePlace, type TimelineSource } from '../domain/timeline';

export interface TimelineInput {
  readonly customerKey: string;
  readonly sources: readonly TimelineSource[];
  readonly branches: '*' | readonly string[];
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly after?: TimelinePlace | undefined;
  readonly limit: number;
}

/**
 * Each source is read for a page that could be its own, in one wait; what the others have newer is left for the next.
 * While nothing is written, pages one after another tell each entry once.
 */
export async function readTimeline(
  { timeline }: { readonly timeline: TimelineStore },
  { sources, after, limit, ...query }: TimelineInput,
): Promise<{ readonly entries: readonly TimelineEntry[]; readonly next: TimelinePlace | null }> {
  const pages = await Promise.all(
    sources.map((source) => {
      const before = after && placeIn(source, after);
      return timeline.page(source, { ...query, before, limit: limit + 1 });
    }),
  );
  const found = mergeNewest(pages, limit + 1);
  const entries = found.slice(0, limit);
  const last = found.length > limit ? entries.at(-1) : undefined;
  return { entries, next: last === undefined ? null : { at: last.at, id: last.id } };
}

/** More changes of restrictions than explain what stands now. */
const LOOKED_BACK = 50;

/** One query, and one more where nothing has ever stood against the customer: was it judged at all? */
export async function readIndicator(
  { timeline }: { readonly timeline: TimelineStore },
  customerKey: string,
): Promise<IndicatorAccount<RestrictionsEntry>> {
  const query = { customerKey, branches: '*' } as const;
  const found = await timeline.page('restrictions', { ...query, limit: LOOKED_BACK });
  const entries = found.flatMap((one) => (one.source === 'restrictions' ? [one.document] : []));
  entries.sort((a, b) => b.seq - a.seq);
  const judged = entries.length > 0 || (await wasJudged(timeline, customerKey));
  return explainIndicator(entries, { isWhole: found.length < LOOKED_BACK, wasJudged: judged });
}

async function wasJudged(timeline: TimelineStore, customerKey: string): Promise<boolean> {
  const query = { customerKey, branches: '*', limit: 1 } as const;
  const found = await Promise.all((['orderEvaluated', 'saleEvaluated'] as const).map((s) => timeline.page(s, query)));
  return found.some((page) => page.length > 0);
}
