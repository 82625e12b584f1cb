/** Owns the queue of blocked orders: what waits for a decision, why, and since when; all of it by keyboard too. */
import { Button, Checkbox, Group, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { HOLD_SORTS, type HoldSort } from '../../../domain/hold-queue';
import { useMay } from '../data/session';
import { useBranchChoice } from '../shell/branch-choice';
import { useShortcuts } from '../shell/shortcuts';
import { Failure } from '../states/failure';
import { MessagePage } from '../states/message-page';
import type { Doing } from './hold-actions';
import { HoldSummary } from './hold-summary';
import { HoldTable } from './hold-table';
import { useHoldTexts } from './texts';
import { nameOf, useHolds, useHoldsChanged, type Hold } from './use-holds';
import './holds.css';

// Not of the first load: the queue is there before anybody opens an order of it.
const HoldDrawer = lazy(() => import('./hold-drawer'));
const DecideDialog = lazy(() => import('./decide-dialog'));

/** As many as the API decides at once. */
const MOST_AT_ONCE = 100;

export default function HoldsPage() {
  const say = useHoldTexts();
  const { branch } = useBranchChoice();
  const [by, setBy] = useState<HoldSort>('age');
  const [isMine, setMine] = useState(false);
  const queue = useHolds({ branch, by, isMine });
  const desk = useDesk(queue.holds);
  if (queue.error !== null && queue.holds.length === 0) {
    return <Failure error={queue.error} onRetry={() => void queue.refetch()} />;
  }
  return (
    <div className="holds">
      <Group className="holds-bar" px="sm" gap="md">
        <HoldSummary branch={branch} />
        <SegmentedControl
          size="xs"
          aria-label={say('sortedBy')}
          data={HOLD_SORTS.map((sort) => ({ value: sort, label: say(sort) }))}
          value={by}
          onChange={(value) => setBy(value)}
        />
        <Checkbox size="xs" label={say('onlyMine')} checked={isMine} onChange={() => setMine(!isMine)} />
        <SelectionBar holds={desk.chosen} onDo={desk.setDoing} onClear={desk.clear} />
      </Group>
      <div className="holds-body">
        {queue.isPending && <Waiting />}
        {!queue.isPending && queue.holds.length === 0 && (
          <MessagePage title={say('emptyTitle')} text={say(isMine ? 'emptyMine' : 'empty')} />
        )}
        {queue.holds.length > 0 && (
          <HoldTable
            holds={queue.holds}
            active={desk.active}
            selected={desk.selected}
            hasMore={queue.hasNextPage}
            isLoadingMore={queue.isFetchingNextPage}
            onMore={() => void queue.fetchNextPage()}
            onOpen={desk.open}
            onSelect={desk.toggle}
          />
        )}
        <Suspense fallback={null}>
          {desk.shown && <HoldDrawer hold={desk.shown} onClose={desk.close} onDo={desk.setDoing} />}
        </Suspense>
      </div>
      <Suspense fallback={null}>
        {desk.doing !== null && desk.acted.length > 0 && (
          <DecideDialog doing={desk.doing} holds={desk.acted} onClose={desk.done} />
        )}
      </Suspense>
    </div>
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

interface SelectionBarProps {
  readonly holds: readonly Hold[];
  readonly onDo: (doing: Doing) => void;
  readonly onClear: () => void;
}

function SelectionBar({ holds, onDo, onClear }: SelectionBarProps) {
  const say = useHoldTexts();
  const may = useMay();
  if (holds.length === 0 || !may('holds:work')) return null;
  return (
    <Group gap="xs" role="group" aria-label={say('selectedCount', { count: holds.length })}>
      <Text size="sm" fw={600}>
        {say('selectedCount', { count: holds.length })}
      </Text>
      {may('releases:decide') && (
        <>
          <Button size="compact-xs" onClick={() => onDo('release')}>
            {say('release')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => onDo('refuse')}>
            {say('refuse')}
          </Button>
        </>
      )}
      <Button size="compact-xs" variant="subtle" onClick={onClear}>
        {say('clearSelection')}
      </Button>
    </Group>
  );
}

/** Which order is looked at, which are marked, and what is about to be done to them. */
function useDesk(holds: readonly Hold[]) {
  const say = useHoldTexts();
  const changed = useHoldsChanged();
  const [activeName, setActive] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [doing, setDoing] = useState<Doing | null>(null);
  const found = holds.findIndex((hold) => nameOf(hold) === activeName);
  const active = found === -1 ? null : found;
  const current = active === null ? undefined : holds[active];
  const chosen = holds.filter((hold) => selected.has(nameOf(hold)));
  const toggle = (hold: Hold) =>
    setSelected((before) => {
      const after = new Set(before);
      if (!after.delete(nameOf(hold)) && after.size < MOST_AT_ONCE) after.add(nameOf(hold));
      return after;
    });
  const move = (step: number) => {
    const next = holds[Math.min(Math.max((active ?? (step > 0 ? -1 : 0)) + step, 0), holds.length - 1)];
    if (next !== undefined) setActive(nameOf(next));
  };
  const open = (index: number) => {
    const hold = holds[index];
    if (hold === undefined) return;
    setActive(nameOf(hold));
    setOpen(true);
  };
  const close = () => setOpen(false);
  useShortcuts([
    { keys: 'j', label: say('keyNext'), run: () => move(1) },
    { keys: 'k', label: say('keyPrevious'), run: () => move(-1) },
    { keys: 'o', label: say('keyOpen'), run: () => (isOpen ? close() : open(active ?? 0)) },
    { keys: 'x', label: say('keySelect'), run: () => current && toggle(current) },
    { keys: 'Escape', label: say('keyClose'), run: close },
    { keys: 'u', label: say('keyRefresh'), run: () => void changed() },
  ]);
  const shown = isOpen ? current : undefined;
  const isOfMany = chosen.length > 0 && doing !== 'escalate' && doing !== 'promise';
  return {
    ...{ active, selected, chosen, toggle, open, close, shown, doing, setDoing },
    acted: isOfMany ? chosen : current ? [current] : [],
    clear: () => setSelected(new Set()),
    done: (wasDone: boolean) => {
      setDoing(null);
      if (wasDone && isOfMany) setSelected(new Set());
    },
  };
}
