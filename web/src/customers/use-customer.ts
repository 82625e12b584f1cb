/** Owns what the desk reads of one customer, each part by the API's own address. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { customerView } from '../../../api/views/customer-view';
import type { historyEntryView } from '../../../api/views/history-view';
import type { instalmentsView } from '../../../api/views/instalments-view';
import type { limitProposalView } from '../../../api/views/limit-proposal-view';
import type { receivablesView } from '../../../api/views/receivables-view';
import type { releaseView } from '../../../api/views/release-view';
import type { purchaseView, reportSummaryView, reportUseView, reportView } from '../../../api/views/report-view';
import type { indicatorView, timelineEntryView } from '../../../api/views/timeline-view';
import type { Permission } from '../../../domain/permissions';
import { call, path, query } from '../data/call';
import { useMay, useSession } from '../data/session';
import { useBranchChoice } from '../shell/branch-choice';

export type Customer = z.output<typeof customerView>;
export type Instalments = z.output<typeof instalmentsView>;
export type LimitProposal = z.output<typeof limitProposalView>;
export type Receivables = z.output<typeof receivablesView>;
export type Report = z.output<typeof reportView>;

export interface Timeline {
  readonly indicator: z.output<typeof indicatorView> | null;
  readonly entries: readonly z.output<typeof timelineEntryView>[];
  readonly nextCursor: string | null;
}
export interface Reports {
  readonly newest: (z.output<typeof reportSummaryView> & { readonly text: string }) | null;
  readonly open: readonly z.output<typeof purchaseView>[];
  readonly uses: readonly z.output<typeof reportUseView>[];
}
export interface Releases {
  readonly releases: readonly z.output<typeof releaseView>[];
}

/** All that is kept of one customer, to be asked for again after a change. */
export function customerKeyOf(customerKey: string) {
  return ['customer', customerKey] as const;
}

/** The branch that is looked at: the chosen one, or the only one there is; `null` until somebody has chosen. */
export function useDeskBranch(): string | null {
  const { branch } = useBranchChoice();
  const { branches } = useSession();
  return branch ?? (branches.length === 1 ? (branches[0]?.branch ?? null) : null);
}

export function useCustomer(customerKey: string) {
  return useQuery({
    queryKey: customerKeyOf(customerKey),
    queryFn: ({ signal }) => call<Customer>('GET', path`/customers/${customerKey}`, undefined, { signal }),
  });
}

/** Page after page, newest first; the "I" and why come with the first one. */
export function useTimeline(customerKey: string) {
  const found = useInfiniteQuery({
    queryKey: [...customerKeyOf(customerKey), 'timeline'],
    initialPageParam: '',
    queryFn: ({ pageParam: cursor, signal }) => {
      const from = path`/customers/${customerKey}/timeline`;
      return call<Timeline>('GET', `${from}${query({ cursor })}`, undefined, { signal });
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const { data } = found;
  const timeline = data && {
    indicator: data.pages[0]?.indicator ?? null,
    entries: data.pages.flatMap(({ entries }) => entries),
  };
  return { ...found, data: timeline };
}

const PARTS = {
  instalments: 'credit:check',
  receivables: 'customers:read',
  reports: 'reports:read',
  releases: 'releases:read',
} as const satisfies Record<string, Permission>;

/** Who changed situation or limit last, and when; `null` where nobody ever did. */
export function useCreditChange(customerKey: string) {
  const { data } = useQuery({
    queryKey: [...customerKeyOf(customerKey), 'credit-change'],
    queryFn: ({ signal }) => {
      const from = `${path`/customers/${customerKey}/history`}?kind=credit&limit=1`;
      return call<CreditChanges>('GET', from, undefined, { signal });
    },
  });
  return data?.entries[0] ?? null;
}

interface CreditChanges {
  readonly entries: readonly Pick<z.output<typeof historyEntryView>, 'subject' | 'subjectName' | 'at'>[];
}

/** The most that the API gives at once. */
const MOST_TITLES = 200;

/** One part of what the branch knows of the customer. */
export function usePart<T>(customerKey: string, branch: string, part: keyof typeof PARTS) {
  const may = useMay();
  return useQuery({
    queryKey: [...customerKeyOf(customerKey), part, branch],
    enabled: may(PARTS[part]),
    queryFn: ({ signal }) =>
      call<T>(
        'GET',
        `${path`/branches/${branch}/customers/${customerKey}`}/${part}${part === 'receivables' ? `?limit=${MOST_TITLES}` : ''}`,
        undefined,
        { signal },
      ),
  });
}
