/** Owns what the parameters of a branch are read from, each part by the API's own address. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { branchView } from '../../../api/views/branch-view';
import type { depsAccountView, spcAccountView } from '../../../api/views/bureau-account-view';
import type { publicationView } from '../../../api/views/publication-view';
import type { purchasingView } from '../../../api/views/purchasing-view';
import type { webhookDeliveryView, webhookEndpointView } from '../../../api/views/webhook-view';
import { call, path, query } from '../data/call';
import { ApiProblem } from '../data/problem';
import { useMay } from '../data/session';

export type Branch = z.output<typeof branchView>;
export type DepsAccount = z.output<typeof depsAccountView>;
export type SpcAccount = z.output<typeof spcAccountView>;
export type Purchasing = z.output<typeof purchasingView>;
export type Endpoint = z.output<typeof webhookEndpointView>;
export type Delivery = z.output<typeof webhookDeliveryView>;
export type KnownProducts = NonNullable<DepsAccount['knownProducts']>;

export type Part = 'parameters' | 'deps' | 'spc' | 'purchasing';

const keyOf = (branch: string, part: Part) => ['branch', branch, part] as const;

export function useBranch(branch: string) {
  return useQuery({
    queryKey: keyOf(branch, 'parameters'),
    queryFn: ({ signal }) => call<Branch>('GET', path`/branches/${branch}`, undefined, { signal }),
  });
}

/** `null` where the branch has no account yet. */
export function useAccount<A>(branch: string, bureau: 'deps' | 'spc') {
  const may = useMay();
  return useQuery({
    queryKey: keyOf(branch, bureau),
    enabled: may(`${bureau}:read`),
    queryFn: ({ signal }) =>
      call<A>('GET', `${path`/branches/${branch}`}/${bureau}`, undefined, { signal }).catch((error: unknown) => {
        if (error instanceof ApiProblem && error.code.endsWith('AccountNotFound')) return null;
        throw error;
      }),
  });
}

export function usePurchasing(branch: string) {
  const may = useMay();
  return useQuery({
    queryKey: keyOf(branch, 'purchasing'),
    enabled: may('purchasing:read'),
    queryFn: ({ signal }) => call<Purchasing>('GET', path`/branches/${branch}/purchasing`, undefined, { signal }),
  });
}

/** The ids of the published policies, for who may read them. */
export function usePolicyIds(): readonly string[] {
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['branch-policies'],
    enabled: may('policies:read'),
    queryFn: ({ signal }) =>
      call<{ readonly policies: readonly z.output<typeof publicationView>[] }>('GET', '/policies', undefined, {
        signal,
      }),
  });
  return [...new Set(data?.policies.map(({ id }) => id))].sort();
}

export function useEndpoints() {
  return useQuery({
    queryKey: ['webhook-endpoints'],
    queryFn: ({ signal }) =>
      call<{ readonly endpoints: readonly Endpoint[] }>('GET', '/webhook-endpoints', undefined, { signal }),
  });
}

const DELIVERIES = 50;

export function useDeliveries(endpoint: string, status: string) {
  return useInfiniteQuery({
    queryKey: ['webhook-deliveries', endpoint, status],
    initialPageParam: '',
    refetchInterval: 5_000,
    queryFn: ({ pageParam: cursor, signal }) =>
      call<{ readonly deliveries: readonly Delivery[]; readonly nextCursor: string | null }>(
        'GET',
        path`/webhook-endpoints/${endpoint}/deliveries` + query({ status, cursor, limit: DELIVERIES }),
        undefined,
        { signal },
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** What is read again after a change. */
export function useReread() {
  const queries = useQueryClient();
  return {
    part: (branch: string, part: Part) => queries.invalidateQueries({ queryKey: keyOf(branch, part) }),
    /** What was answered is what is kept now. */
    kept: (branch: string, part: Part, data: unknown) => queries.setQueryData(keyOf(branch, part), data),
    /** Asks at once, however fresh the last answer is. */
    fresh: <T>(branch: string, part: Part) => queries.fetchQuery<T>({ queryKey: keyOf(branch, part), staleTime: 0 }),
    endpoints: () => queries.invalidateQueries({ queryKey: ['webhook-endpoints'] }),
    deliveries: (endpoint: string) => queries.invalidateQueries({ queryKey: ['webhook-deliveries', endpoint] }),
    /** It lists the branches that there are. */
    session: () => queries.invalidateQueries({ queryKey: ['session'] }),
  };
}
