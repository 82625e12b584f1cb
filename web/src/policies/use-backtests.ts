/** Owns back-tests of a draft as the screen has them: begun, watched while they run, cancelled, looked into. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { backtestView, flipsView } from '../../../api/views/backtest-view';
import type { FlipDirection } from '../../../domain/policy-flips';
import { call, path, query } from '../data/call';
import { POLICIES_KEY, type DraftPlace } from './use-policies';

export type Backtest = z.output<typeof backtestView>;
export type FlipCount = Backtest['flips'][number];
export type Flips = z.output<typeof flipsView>;

const WATCH_MS = 1_000;
const PAGE = 20;

const keyOf = (policy: string) => [...POLICIES_KEY, policy, 'backtests'] as const;

/** The latest of the policy, newest first; asked for again while one of them runs. */
export function useBacktests(policy: string) {
  return useQuery({
    queryKey: keyOf(policy),
    queryFn: ({ signal }) =>
      call<{ readonly backtests: readonly Backtest[] }>('GET', path`/policies/${policy}/backtests`, undefined, {
        signal,
      }),
    refetchInterval: ({ state }) =>
      state.data?.backtests.some(({ status }) => status === 'running') === true ? WATCH_MS : false,
  });
}

export interface BacktestWish extends DraftPlace {
  readonly over: Backtest['over'];
  /** Left out for the portfolio. */
  readonly from?: string;
  readonly branches?: readonly string[];
}

export function useBacktestActs(policy: string) {
  const queries = useQueryClient();
  const changed = () => queries.invalidateQueries({ queryKey: keyOf(policy) });
  const start = useMutation({
    mutationFn: ({ policy: id, draft, ...body }: BacktestWish) =>
      call<Backtest>('POST', path`/policies/${id}/drafts/${draft}/backtest`, body),
    onSettled: changed,
  });
  const cancel = useMutation({
    mutationFn: (backtest: string) => call<Backtest>('DELETE', path`/policies/${policy}/backtests/${backtest}`),
    onSettled: changed,
  });
  return { start, cancel };
}

/** Which cases turn, page after page. */
export function useFlips(policy: string, backtest: string, check: string | null, direction: FlipDirection) {
  return useInfiniteQuery({
    queryKey: [...keyOf(policy), backtest, 'flips', check, direction],
    initialPageParam: '',
    queryFn: ({ pageParam: cursor, signal }) => {
      const asked = query({ direction, check: check ?? undefined, limit: PAGE, cursor });
      return call<Flips>('GET', path`/policies/${policy}/backtests/${backtest}/flips` + asked, undefined, { signal });
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
