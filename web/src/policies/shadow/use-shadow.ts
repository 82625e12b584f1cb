/** Owns a draft's run beside the live policy as the screen has it: begun, watched, ended. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { shadowView } from '../../../../api/views/backtest-view';
import { call, path } from '../../data/call';
import { ApiProblem } from '../../data/problem';
import { POLICIES_KEY, type DraftPlace } from '../use-policies';

export type Shadow = z.output<typeof shadowView>;

const WATCH_MS = 10_000;

const keyOf = ({ policy, draft }: DraftPlace) => [...POLICIES_KEY, policy, 'shadow', draft] as const;
const shadowPath = ({ policy, draft }: DraftPlace) => path`/policies/${policy}/drafts/${draft}/shadow`;

/** Where the API lists what the draft decides otherwise. */
export function shadowFlips(place: DraftPlace): string {
  return `${shadowPath(place)}/flips`;
}

/** The draft's last run, `null` where there was none; asked for again while it runs. */
export function useShadow(place: DraftPlace) {
  return useQuery({
    queryKey: keyOf(place),
    queryFn: async ({ signal }) => {
      try {
        return await call<Shadow>('GET', shadowPath(place), undefined, { signal });
      } catch (error) {
        if (error instanceof ApiProblem && error.code === 'ShadowNotFound') return null;
        throw error;
      }
    },
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? WATCH_MS : false),
  });
}

export function useShadowActs(place: DraftPlace) {
  const queries = useQueryClient();
  const changed = () => queries.invalidateQueries({ queryKey: keyOf(place) });
  const begin = useMutation({
    mutationFn: (until: string) => call<Shadow>('POST', shadowPath(place), { until }),
    onSettled: changed,
  });
  const end = useMutation({
    mutationFn: () => call<Shadow>('DELETE', shadowPath(place)),
    onSettled: changed,
  });
  return { begin, end };
}
