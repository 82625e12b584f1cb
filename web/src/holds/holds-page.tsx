/** Owns the queue of blocked orders: what waits for a decision, why, and since when; all of it by keyboard too. */
import { Center, Checkbox, Group, SegmentedControl, Skeleton, Stack } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { HOLD_SORTS, type HoldSort } from '../../../domain/hold-queue';
import { useBranchChoice } from '../shell/branch-choice';
import { Failure } from '../states/failure';
import { MessagePage } from '../states/message-page';
import { HoldTable } from './hold-table';
import { HoldViews } from './hold-views';
import { SelectionBar } from './selection-bar';
import { useHoldTexts } from './texts';
import { useDesk } from './use-desk';
import { nameOf, type HoldView } from './use-holds';
import { useQueue } from './use-queue';
import './holds.css';

// Not of the first load: the queue is there before anybody opens an order of it.
const HoldDrawer = lazy(() => import('./hold-drawer'));
const DecideDialog = lazy(() => import('./decide-dialog'));

export default function HoldsPage() {
  const say = useHoldTexts();
  const { branch } = useBranchChoice();
  const [by, setBy] = useState<HoldSort>('age');
  const [view, setView] = useState<HoldView>('all');
  const [isMine, setMine] = useState(false);
  const queue = useQueue({ branch, by, view, isMine });
  const { live, holds } = queue;
  const desk = useDesk(holds);
  return (
    <div className="holds">
      <Group className="holds-bar" px="sm" gap="md">
        <HoldViews branch={branch} view={view} isLive={live.isLive} onView={setView} />
        <SegmentedControl
          size="xs"
          aria-label={say('sortedBy')}
          data={HOLD_SORTS.map((sort) => ({ value: sort, label: say(sort) }))}
          value={by}
          onChange={(value) => setBy(value)}
        />
        <Checkbox size="xs" label={say('onlyMine')} checked={isMine} onChange={() => setMine(!isMine)} />
        <SelectionBar holds={desk.chosen} onDo={desk.decide} onClear={desk.clear} />
        <span className="hold-live" data-live={live.isLive || undefined} role="status">
          {say(live.isLive ? 'live' : 'notLive')}
        </span>
      </Group>
      <div className="holds-body">
        <Rows queue={queue} desk={desk} empty={isMine ? 'emptyMine' : view === 'all' ? 'empty' : 'emptyView'} />
        <Suspense fallback={null}>
          {desk.opened && (
            <HoldDrawer
              {...desk.opened}
              people={live.people.get(nameOf(desk.opened.hold)) ?? []}
              change={live.changes.get(nameOf(desk.opened.hold))}
              onClose={desk.close}
              onDo={desk.decide}
            />
          )}
        </Suspense>
      </div>
      <Suspense fallback={null}>
        {desk.deciding && desk.deciding.on.length > 0 && (
          <DecideDialog doing={desk.deciding.doing} holds={desk.deciding.on} present={holds} onClose={desk.done} />
        )}
      </Suspense>
    </div>
  );
}

interface RowsProps {
  readonly queue: ReturnType<typeof useQueue>;
  readonly desk: ReturnType<typeof useDesk>;
  readonly empty: 'empty' | 'emptyMine' | 'emptyView';
}

function Rows({ queue, desk, empty }: RowsProps) {
  const say = useHoldTexts();
  if (queue.error !== null && queue.holds.length === 0) {
    return (
      <Center p="md" w="100%">
        <Failure error={queue.error} onRetry={() => void queue.refetch()} />
      </Center>
    );
  }
  if (queue.isPending) return <Waiting />;
  if (queue.holds.length === 0) return <MessagePage title={say('emptyTitle')} text={say(empty)} />;
  return (
    <HoldTable
      holds={queue.holds}
      live={queue.live}
      active={desk.active}
      selected={desk.selected}
      hasMore={queue.hasNextPage}
      isLoadingMore={queue.isFetchingNextPage}
      onMore={() => void queue.fetchNextPage()}
      onOpen={desk.open}
      onSelect={desk.toggle}
    />
  );
}

function Waiting() {
  return (
    <Stack gap={4} p="sm" w="100%">
      {Array.from({ length: 10 }, (_, index) => (
        <Skeleton key={index} height={44} />
      ))}
    </Stack>
  );
}
