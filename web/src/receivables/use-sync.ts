/** Owns what the screen of receivables asks the API for: where a branch's sync stands, a run, and the reconciliation. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { reconciliationView } from '../../../api/views/reconciliation-view';
import type { syncStartedView, syncView } from '../../../api/views/sync-view';
import { call, path, query } from '../data/call';
import { usePost } from '../data/use-post';

export type Sync = z.output<typeof syncView>;
export type SyncRun = Sync['runs'][number];
export type Reconciliation = z.output<typeof reconciliationView>;
export type Reconciled = Reconciliation['customers'][number];

const LIVE_MS = 2_000;
const CALM_MS = 30_000;
/** Deps is asked for each customer: a page takes seconds. */
const PAGE = 10;

const keyOf = (branch: string) => ['receivables-sync', branch] as const;
const pathOf = (branch: string) => path`/branches/${branch}/receivables`;

/** Read every two seconds while a run goes on, or while one that was asked for has not begun yet. */
export function useSync(branch: string, awaited: string | null = null) {
  return useQuery({
    queryKey: keyOf(branch),
    queryFn: ({ signal }) => call<Sync>('GET', `${pathOf(branch)}/sync`, undefined, { signal }),
    refetchInterval: ({ state }) => (isLive(state.data, awaited) ? LIVE_MS : CALM_MS),
  });
}

export function isLive(sync: Sync | undefined, awaited: string | null): boolean {
  if (sync?.lastRun?.status === 'running') return true;
  return awaited !== null && sync?.lastRun?.run !== awaited && !sync?.runs.some(({ run }) => run === awaited);
}

/** Asks for a run. */
export function useRunNow(branch: string, onStarted: (run: string) => void) {
  const queries = useQueryClient();
  const post = usePost();
  return useMutation({
    mutationFn: (everything: boolean) =>
      post<z.output<typeof syncStartedView>>(`${pathOf(branch)}/sync/run`, { everything }),
    onSuccess: async ({ run }) => {
      onStarted(run);
      await queries.invalidateQueries({ queryKey: keyOf(branch) });
    },
  });
}

/** Forgets what was compared, so that it is read anew from the first. */
export function useCompareAgain(branch: string): () => void {
  const queries = useQueryClient();
  return () => void queries.resetQueries({ queryKey: ['reconciliation', branch] });
}

/** Page after page, each only when it is asked for; what was read is not read again by itself. */
export function useReconciliation(branch: string, isStarted: boolean) {
  return useInfiniteQuery({
    queryKey: ['reconciliation', branch],
    enabled: isStarted,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    initialPageParam: '',
    queryFn: ({ pageParam: after, signal }) =>
      call<Reconciliation>('GET', `${pathOf(branch)}/reconciliation${query({ after, limit: PAGE })}`, undefined, {
        signal,
      }),
    getNextPageParam: ({ after }) => after,
  });
}
