/** Owns what the dashboard asks the API for: figures of a period, spend of the month, and purchases that wait. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { deskFiguresView } from '../../../api/views/desk-figures-view';
import type { NamedCustomer } from '../../../api/views/named-customer';
import type { purchasingView } from '../../../api/views/purchasing-view';
import type { purchaseView } from '../../../api/views/report-view';
import type { spendView } from '../../../api/views/spend-view';
import { call, query } from '../data/call';
import { useMay } from '../data/session';

export type Figures = z.output<typeof deskFiguresView>;
export type Budget = z.output<typeof purchasingView>;
export type SpendRow = z.output<typeof spendView>['rows'][number];
export interface Unknown {
  readonly purchase: z.output<typeof purchaseView>;
  readonly customer: NamedCustomer;
}

export interface Period {
  readonly from: string;
  readonly to: string;
}

const REFRESH_MS = 60_000;
/** More branches than a month's table is read for. */
const BUDGETS = 200;

/** What was shown stays while another period is read. */
export function useFigures(branch: string | null, period: Period | null) {
  return useQuery({
    queryKey: ['figures', branch, period],
    enabled: period !== null,
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call<Figures>('GET', figuresPath(branch, period), undefined, { signal }),
  });
}

export function figuresPath(branch: string | null, period: Period | null, format?: 'csv'): string {
  return `/figures/desk${query({ branch: branch ?? undefined, ...period, format })}`;
}

/** Of the month until today. */
export function useSpend(branch: string | null) {
  const may = useMay();
  return useQuery({
    queryKey: ['spend', branch],
    enabled: may('purchasing:read'),
    refetchInterval: REFRESH_MS,
    queryFn: ({ signal }) =>
      call<z.output<typeof spendView>>(
        'GET',
        `/reports/spend${query({ branch: branch ?? undefined, by: 'branch,product' })}`,
        undefined,
        { signal },
      ),
  });
}

export function useBudgets() {
  const may = useMay();
  return useQuery({
    queryKey: ['budgets'],
    enabled: may('purchasing:read'),
    refetchInterval: REFRESH_MS,
    queryFn: ({ signal }) =>
      call<{ readonly companyEnabled: boolean; readonly branches: readonly Budget[] }>(
        'GET',
        `/purchasing${query({ limit: BUDGETS })}`,
        undefined,
        { signal },
      ),
  });
}

export function useUnknown(branch: string | null) {
  const may = useMay();
  return useQuery({
    queryKey: ['unknown-purchases', branch],
    enabled: may('reports:read'),
    refetchInterval: REFRESH_MS,
    queryFn: ({ signal }) =>
      call<{ readonly purchases: readonly Unknown[] }>(
        'GET',
        `/purchases/unknown${query({ branch: branch ?? undefined })}`,
        undefined,
        { signal },
      ),
  });
}
