/** Owns what differs between two versions or drafts of a policy, as the API tells it by meaning. */
import { useQuery } from '@tanstack/react-query';
import { call, path, query } from '../data/call';
import { POLICIES_KEY, type PolicyChange } from './use-policies';

interface Side {
  readonly version: number | null;
  readonly draft: string | null;
  readonly revision: number | null;
}
export interface Comparison {
  readonly from: Side;
  readonly to: Side;
  readonly changes: readonly PolicyChange[];
}

/** `from` and `to` are a version's number or the id of a draft. Drafts are compared as they are saved. */
export function useComparison(policy: string, from: string | number, to: string | number) {
  return useQuery({
    queryKey: [...POLICIES_KEY, policy, 'diff', String(from), String(to)],
    queryFn: ({ signal }) =>
      call<Comparison>('GET', path`/policies/${policy}/diff` + query({ from, to }), undefined, { signal }),
  });
}
