/** Owns the queue as the screen has it: page after page, refreshed by itself, and what is done to its orders. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import type { holdView } from '../../../api/views/hold-view';
import type { HoldSort } from '../../../domain/hold-queue';
import { call, query } from '../data/call';

export type Hold = z.output<typeof holdView>;

export interface HoldsAsked {
  readonly branch: string | null;
  readonly by: HoldSort;
  readonly isMine: boolean;
  readonly customerKey?: string;
}

interface HoldsPage {
  readonly holds: readonly Hold[];
  readonly nextCursor: string | null;
}

/** As many as the API gives at once: a queue of thousands is a few dozen requests, each made as it is scrolled to. */
const PAGE = 200;
const REFRESH_MS = 15_000;
export const HOLDS_KEY = ['holds'] as const;

export function useHolds({ branch, by, isMine, customerKey }: HoldsAsked) {
  const found = useInfiniteQuery({
    queryKey: [...HOLDS_KEY, branch, by, isMine, customerKey],
    initialPageParam: '',
    refetchInterval: REFRESH_MS,
    queryFn: ({ pageParam: cursor, signal }) => {
      const asked = {
        customer: customerKey,
        branch: branch ?? undefined,
        by,
        assignee: isMine ? 'me' : undefined,
        limit: PAGE,
        cursor,
      };
      return call<HoldsPage>('GET', `/holds${query(asked)}`, undefined, { signal });
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const holds = useMemo(() => found.data?.pages.flatMap((page) => page.holds) ?? [], [found.data]);
  return { ...found, holds };
}

export function useHoldsChanged(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: HOLDS_KEY });
}

/** One order of one branch, as a row is known by. */
export function nameOf({ branch, order }: Pick<Hold, 'branch' | 'order'>): string {
  return `${branch}/${order}`;
}
