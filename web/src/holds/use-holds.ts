/** Owns the queue as the screen has it: page after page, kept up by what is told of its orders, else refreshed by itself. */
import { useInfiniteQuery, useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { HoldSort } from '../../../domain/hold-queue';
import { mergeHolds } from '../../../domain/merge-holds';
import { call, query } from '../data/call';
import { nameOf, type Hold, type HoldsPage } from './hold';

export { nameOf, type Hold } from './hold';

/** All, those whose deadline passes today, or those that the person's own bands release. */
export const HOLD_VIEWS = ['all', 'today', 'band'] as const;
export type HoldView = (typeof HOLD_VIEWS)[number];

export interface HoldsAsked {
  readonly branch: string | null;
  readonly by: HoldSort;
  readonly view?: HoldView;
  readonly isMine: boolean;
  readonly customerKey?: string;
}

/** As many as the API gives at once: a queue of thousands is a few dozen requests, each made as it is scrolled to. */
const PAGE = 200;
const REFRESH_MS = 15_000;
/** More than these at once are not asked for one by one. */
const MOST_ASKED = 50;
export const HOLDS_KEY = ['holds'] as const;
const keyOf = ({ branch, by, view, isMine, customerKey }: HoldsAsked) => [
  ...[...HOLDS_KEY, 'list', branch, by],
  ...[view, isMine, customerKey],
];

/** `isLive`: it is told what changes, and need not look by itself. */
export function useHolds(asked: HoldsAsked, isLive = false) {
  const found = useInfiniteQuery({
    queryKey: keyOf(asked),
    initialPageParam: '',
    refetchInterval: isLive ? false : REFRESH_MS,
    queryFn: ({ pageParam: cursor, signal }) => read(asked, { cursor }, signal),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const holds = useMemo(() => distinct(found.data?.pages.flatMap((page) => page.holds) ?? []), [found.data]);
  return { ...found, holds };
}

/**
 * Reads orders again that have changed, and answers which of them were shown and are gone. Where anything else was read
 * meanwhile, nobody can say which of the two is newer: then all is read again.
 */
export function useHoldsAgain(asked: HoldsAsked): (names: readonly string[]) => Promise<ReadonlySet<string>> {
  const queries = useQueryClient();
  return async (names) => {
    const key = keyOf(asked);
    const shown = () => queries.getQueryData<InfiniteData<HoldsPage>>(key)?.pages.flatMap((page) => page.holds) ?? [];
    const before = new Set(shown().map(nameOf));
    void queries.invalidateQueries({ queryKey: [...HOLDS_KEY, 'summary'] });
    const holds = names.length > MOST_ASKED ? null : await readUndisturbed(queries, asked, names);
    if (holds === null) await queries.invalidateQueries({ queryKey: key });
    else
      queries.setQueryData<InfiniteData<HoldsPage>>(key, (data) =>
        data === undefined ? data : { ...data, pages: [...mergeHolds(data.pages, new Set(names), holds, asked.by)] },
      );
    const there = new Set((holds ?? shown()).map(nameOf));
    return new Set(names.filter((name) => before.has(name) && !there.has(name)));
  };
}

async function readUndisturbed(queries: QueryClient, asked: HoldsAsked, names: readonly string[]) {
  const key = keyOf(asked);
  const count = () => queries.getQueryState(key)?.dataUpdateCount;
  const isReading = () => queries.isFetching({ queryKey: key }) > 0;
  const before = count();
  if (before === undefined || isReading()) return null;
  const { holds } = await read(asked, { orders: names.join(',') });
  return count() === before && !isReading() ? holds : null;
}

export function useHoldsChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: HOLDS_KEY });
}

function read(
  { branch, by, view, isMine, customerKey }: HoldsAsked,
  which: { readonly cursor: string } | { readonly orders: string },
  signal?: AbortSignal,
): Promise<HoldsPage> {
  const given = {
    ...{ customer: customerKey, branch: branch ?? undefined, by, limit: PAGE },
    assignee: isMine ? 'me' : undefined,
    deadline: view === 'today' ? 'today' : undefined,
    band: view === 'band' ? 'mine' : undefined,
  };
  return call<HoldsPage>('GET', `/holds${query({ ...given, ...which })}`, undefined, signal && { signal });
}

/** An order that moved while pages were read may stand in two of them. */
function distinct(holds: readonly Hold[]): readonly Hold[] {
  const names = new Set<string>();
  return holds.filter((hold) => names.size < names.add(nameOf(hold)).size);
}
