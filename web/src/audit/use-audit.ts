/** Owns what the screen asks of the audit trail: page after page, and as a file. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import type { namedAuditEntryView } from '../../../api/views/audit-view';
import type { AuditKind } from '../../../domain/audit-kinds';
import { call, query } from '../data/call';

export type Entry = z.output<typeof namedAuditEntryView>;

/** Empty for what isn't looked for. */
export interface AuditFilter {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly kind: AuditKind | '';
  readonly target: string;
}
export const NO_FILTER: AuditFilter = { from: '', to: '', subject: '', kind: '', target: '' };

const PAGE = 200;

export function useAudit(filter: AuditFilter, branch: string | null) {
  const found = useInfiniteQuery({
    queryKey: ['audit', filter, branch],
    initialPageParam: '',
    queryFn: ({ pageParam: cursor, signal }) =>
      call<{ readonly entries: readonly Entry[]; readonly nextCursor: string | null }>(
        'GET',
        `/audit${query({ ...filter, branch: branch ?? undefined, limit: PAGE, cursor })}`,
        undefined,
        { signal },
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const entries = useMemo(() => found.data?.pages.flatMap((page) => page.entries) ?? [], [found.data]);
  return { ...found, entries };
}

export function exportPath(filter: AuditFilter, branch: string | null, format: 'csv' | 'ndjson'): string {
  return `/audit/export${query({ ...filter, branch: branch ?? undefined, format })}`;
}
