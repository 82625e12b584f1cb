/** Owns what the desk reads of one customer, each part by the API's own address. */
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { customerView } from '../../../api/views/customer-view';
import type { instalmentsView } from '../../../api/views/instalments-view';
import type { limitProposalView } from '../../../api/views/limit-proposal-view';
import type { purchasingView } from '../../../api/views/purchasing-view';
import type { receivablesView } from '../../../api/views/receivables-view';
import type { releaseView } from '../../../api/views/release-view';
import type { purchaseView, reportSummaryView, reportUseView, reportView } from '../../../api/views/report-view';
import type { indicatorView, timelineEntryView } from '../../../api/views/timeline-view';
import type { Permission } from '../../../domain/permissions';
import { call, path } from '../data/call';
import { useMay, useSession } from '../data/session';
import { useBranchChoice } from '../shell/branch-choice';

export type Customer = z.output<typeof customerView>;
export type Instalments = z.output<typeof instalmentsView>;
export type LimitProposal = z.output<typeof limitProposalView>;
export type Purchasing = z.output<typeof purchasingView>;
export type Receivables = z.output<typeof receivablesView>;
export type Report = z.output<typeof reportView>;

export interface Timeline {
  readonly indicator: z.output<typeof indicatorView> | null;
  readonly entries: readonly z.output<typeof timelineEntryView>[];
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

/** The branch that is looked at; with all of them chosen, the first that the person sees. */
export function useDeskBranch(): string | null {
  const { branch } = useBranchChoice();
  const { branches } = useSession();
  return branch ?? branches[0]?.branch ?? null;
}

export function useCustomer(customerKey: string) {
  return useQuery({
    queryKey: customerKeyOf(customerKey),
    queryFn: ({ signal }) => call<Customer>('GET', path`/customers/${customerKey}`, undefined, { signal }),
  });
}

export function useTimeline(customerKey: string) {
  return useQuery({
    queryKey: [...customerKeyOf(customerKey), 'timeline'],
    queryFn: ({ signal }) => call<Timeline>('GET', path`/customers/${customerKey}/timeline`, undefined, { signal }),
  });
}

const PARTS = {
  instalments: 'credit:check',
  receivables: 'customers:read',
  reports: 'reports:read',
  releases: 'releases:read',
  'limit-proposals': 'proposals:read',
} as const satisfies Record<string, Permission>;

/** One part of what the branch knows of the customer. */
export function usePart<T>(customerKey: string, branch: string, part: keyof typeof PARTS) {
  const may = useMay();
  return useQuery({
    queryKey: [...customerKeyOf(customerKey), part, branch],
    enabled: may(PARTS[part]),
    queryFn: ({ signal }) =>
      call<T>('GET', `${path`/branches/${branch}/customers/${customerKey}`}/${part}`, undefined, { signal }),
  });
}

export function usePurchasing(branch: string) {
  const may = useMay();
  return useQuery({
    queryKey: ['purchasing', branch],
    enabled: may('purchasing:read'),
    queryFn: ({ signal }) => call<Purchasing>('GET', path`/branches/${branch}/purchasing`, undefined, { signal }),
  });
}
