/** Owns the table of the queue: only what is on the screen is drawn, whatever its length. */
import { Text, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { CARD_HEIGHT, HoldRow, ROW_HEIGHT } from './hold-row';
import { useHoldTexts } from './texts';
import { useNow } from './use-now';
import { nameOf, type Hold } from './use-holds';
import type { Live } from './use-live';

interface HoldTableProps {
  readonly holds: readonly Hold[];
  readonly live: Pick<Live, 'changes' | 'people'>;
  readonly active: number | null;
  readonly selected: ReadonlySet<string>;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
  readonly onOpen: (index: number) => void;
  readonly onSelect: (hold: Hold) => void;
}

/** Rows before the last at which the next page is asked for. */
const AHEAD = 60;

export function HoldTable(props: HoldTableProps) {
  const { holds, live, active, selected, hasMore, isLoadingMore, onMore, onOpen, onSelect } = props;
  const say = useHoldTexts();
  const now = useNow();
  const rowHeight = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false })
    ? CARD_HEIGHT
    : ROW_HEIGHT;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: holds.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  useEffect(() => virtual.measure(), [rowHeight, virtual]);
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoadingMore && last > holds.length - AHEAD) onMore();
  }, [hasMore, isLoadingMore, last, holds.length, onMore]);
  useEffect(() => {
    const hold = active === null ? undefined : holds[active];
    if (active === null || hold === undefined) return;
    virtual.scrollToIndex(active, { align: 'auto' });
    requestAnimationFrame(() =>
      scroller.current
        ?.querySelector<HTMLElement>(`[data-row="${CSS.escape(nameOf(hold))}"]`)
        ?.focus({ preventScroll: true }),
    );
    // Following the row that the person moves to, not each refresh of the queue.
  }, [active]);
  return (
    <div className="hold-table" role="table" aria-label={say('queue')} aria-rowcount={holds.length + 1}>
      <Head />
      <div role="rowgroup" className="hold-scroll" ref={scroller} tabIndex={0} aria-label={say('queue')}>
        <div className="hold-space" role="presentation" style={{ height: virtual.getTotalSize() }}>
          {rows.map(({ index, start }) => {
            const hold = holds[index];
            if (hold === undefined) return null;
            return (
              <HoldRow
                key={nameOf(hold)}
                say={say}
                hold={hold}
                index={index}
                top={start}
                now={now}
                change={live.changes.get(nameOf(hold))}
                people={live.people.get(nameOf(hold))}
                isActive={index === active}
                isSelected={selected.has(nameOf(hold))}
                onOpen={onOpen}
                onSelect={onSelect}
              />
            );
          })}
        </div>
      </div>
      {isLoadingMore && (
        <Text size="xs" c="dimmed" p="xs" role="status">
          {say('loadingMore')}
        </Text>
      )}
    </div>
  );
}

function Head() {
  const say = useHoldTexts();
  return (
    <div role="rowgroup">
      <div role="row" className="hold-row hold-head" aria-rowindex={1}>
        <div role="columnheader">
          <VisuallyHidden>{say('keySelect')}</VisuallyHidden>
        </div>
        <div role="columnheader">{say('order')}</div>
        <div role="columnheader">{say('customer')}</div>
        <div role="columnheader" className="sign-cell">
          I
        </div>
        <div role="columnheader" className="number-cell">
          {say('value')}
        </div>
        <div role="columnheader" className="reason-cell">
          {say('reasons')}
        </div>
        <div role="columnheader" className="number-cell">
          {say('age')}
        </div>
        <div role="columnheader" className="number-cell">
          {say('deadline')}
        </div>
      </div>
    </div>
  );
}
