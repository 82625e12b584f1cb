/** Owns the screen *Auditoria*: who changed what, from what to what, as a list and as a file. */
import '../form-styles';
import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useBranchChoice } from '../shell/branch-choice';
import { useShortcuts } from '../shell/shortcuts';
import { Failure } from '../states/failure';
import { MessagePage } from '../states/message-page';
import { AuditDrawer } from './audit-drawer';
import { AuditFilters } from './audit-filters';
import { AuditTable } from './audit-table';
import { useAuditTexts } from './texts';
import { NO_FILTER, useAudit, type AuditFilter, type Entry } from './use-audit';
import './audit.css';

export default function AuditPage() {
  const say = useAuditTexts();
  const { branch } = useBranchChoice();
  const [filter, setFilter] = useState<AuditFilter>(NO_FILTER);
  const trail = useAudit(filter, branch);
  const { entries } = trail;
  const { open, setOpen, close } = useLooking(entries);
  return (
    <div className="audit">
      <AuditFilters filter={filter} branch={branch} onChange={setFilter} />
      <div className="audit-body">
        {trail.isPending && <Waiting />}
        {trail.error !== null && <Failure error={trail.error} onRetry={() => void trail.refetch()} />}
        {trail.isSuccess && entries.length === 0 && (
          <Nothing isFiltered={branch !== null || isAsked(filter)} onClear={() => setFilter(NO_FILTER)} />
        )}
        {entries.length > 0 && (
          <AuditTable
            entries={entries}
            open={open?.id ?? null}
            hasMore={trail.hasNextPage}
            isLoadingMore={trail.isFetchingNextPage}
            onMore={() => void trail.fetchNextPage()}
            onOpen={setOpen}
          />
        )}
        {open !== undefined && <AuditDrawer entry={open} onClose={close} />}
      </div>
      <Text size="xs" c="dimmed" p="xs" role="status">
        {entries.length > 0 && say(trail.hasNextPage ? 'shownMore' : 'shownAll', { count: entries.length })}
      </Text>
    </div>
  );
}

/** Which entry is looked at, by mouse or by key. */
function useLooking(entries: readonly Entry[]) {
  const say = useAuditTexts();
  const [openId, setOpen] = useState<string | null>(null);
  const at = entries.findIndex(({ id }) => id === openId);
  const move = (step: number) => {
    const next = entries[Math.min(Math.max(at === -1 ? 0 : at + step, 0), entries.length - 1)];
    if (next !== undefined) setOpen(next.id);
  };
  const close = () => setOpen(null);
  useShortcuts([
    { keys: 'j', label: say('keyNext'), run: () => move(1) },
    { keys: 'k', label: say('keyPrevious'), run: () => move(-1) },
    { keys: 'Escape', label: say('keyClose'), run: close },
  ]);
  return { open: entries[at], setOpen, close };
}

function isAsked(filter: AuditFilter): boolean {
  return Object.values(filter).some((value) => value !== '');
}

interface NothingProps {
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}

function Nothing({ isFiltered, onClear }: NothingProps) {
  const say = useAuditTexts();
  return (
    <MessagePage title={say('emptyTitle')} text={say(isFiltered ? 'emptyFiltered' : 'empty')}>
      {isFiltered && (
        <Button variant="default" onClick={onClear}>
          {say('clear')}
        </Button>
      )}
    </MessagePage>
  );
}

function Waiting() {
  return (
    <Stack gap={4} p="sm" w="100%">
      {Array.from({ length: 12 }, (_, index) => (
        <Skeleton key={index} height={36} />
      ))}
    </Stack>
  );
}
