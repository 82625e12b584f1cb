/** Owns a draft's run beside the live policy as the screen has it: begun, watched, ended. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { shadowView } from '../../../../api/views/backtest-view';
import { call, path } from '../../data/call';
import { draftKey, POLICIES_KEY, useDraft, type DraftPlace } from '../use-policies';

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
  const draft = useDraft(place);
  const hasShadow = draft.data?.hasShadow === true;
  const shadow = useQuery({
    queryKey: keyOf(place),
    enabled: hasShadow,
    queryFn: ({ signal }) => call<Shadow>('GET', shadowPath(place), undefined, { signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? WATCH_MS : false),
  });
  if (hasShadow) return shadow;
  const { data, error, refetch } = draft;
  return { data: data === undefined ? undefined : (shadow.data ?? null), error, refetch };
}

export function useShadowActs(place: DraftPlace) {
  const queries = useQueryClient();
  /** The draft tells that there is a run. */
  const changed = () =>
    Promise.all([keyOf(place), draftKey(place)].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const begin = useMutation({
    mutationFn: (until: string) => call<Shadow>('POST', shadowPath(place), { until }),
    onSuccess: (begun) => queries.setQueryData(keyOf(place), begun),
    onSettled: changed,
  });
  const end = useMutation({
    mutationFn: () => call<Shadow>('DELETE', shadowPath(place)),
    onSettled: changed,
  });
  return { begin, end };
}
