/** Owns back-tests of a draft as the screen has them: begun, watched while they run, cancelled. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { backtestView } from '../../../api/views/backtest-view';
import { call, path } from '../data/call';
import { POLICIES_KEY, type DraftPlace } from './use-policies';

export type Backtest = z.output<typeof backtestView>;

const WATCH_MS = 1_000;

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

/** Where the API lists the cases of a back-test. */
export function backtestFlips({ policy, backtest }: Backtest): string {
  return path`/policies/${policy}/backtests/${backtest}/flips`;
}
