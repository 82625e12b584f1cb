/** Owns the cases that a draft decides otherwise, whoever counted them: their sums, and their list page after page. */
import { useInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { backtestView, flipsView } from '../../../api/views/backtest-view';
import type { FlipDirection } from '../../../domain/policy-flips';
import { call, query } from '../data/call';
import { POLICIES_KEY } from './use-policies';

export type Tally = Pick<z.output<typeof backtestView>, 'judged' | 'flips' | 'checks'>;
export type FlipCount = Tally['flips'][number];
export type Flips = z.output<typeof flipsView>;
/** What is done with the decision of a case; `null` where nothing can be. */
export type OnDecision = ((decision: string) => void) | null;

const PAGE = 20;

/** `flipsAt` is the path that lists them. */
export function useFlips(flipsAt: string, check: string | null, direction: FlipDirection) {
  return useInfiniteQuery({
    queryKey: [...POLICIES_KEY, 'flips', flipsAt, check, direction],
    initialPageParam: '',
    queryFn: ({ pageParam: cursor, signal }) => {
      const asked = query({ direction, check: check ?? undefined, limit: PAGE, cursor });
      return call<Flips>('GET', flipsAt + asked, undefined, { signal });
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
