/** Owns the list of entries: only what is on the screen is drawn, whatever its length. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { formatInstant } from '../texts/formats';
import { changesOf } from './changes';
import { fieldText } from './field-names';
import { useAuditTexts } from './texts';
import type { Entry } from './use-audit';

interface AuditTableProps {
  readonly entries: readonly Entry[];
  /** The id of the one that is looked at. */
  readonly open: string | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
  readonly onOpen: (id: string) => void;
}

const ROW_HEIGHT = 40;
/** Rows before the last at which the next page is asked for. */
const AHEAD = 60;

export function AuditTable(props: AuditTableProps) {
  const say = useAuditTexts();
  const { entries, open, onOpen } = props;
  const { scroller, rows, height } = useRows(props);
  return (
    <div className="audit-table" role="table" aria-label={say('trail')} aria-rowcount={entries.length + 1}>
      <div role="rowgroup">
        <div role="row" className="audit-row audit-head" aria-rowindex={1}>
          {(['when', 'who', 'kind', 'target', 'branch', 'change'] as const).map((column) => (
            <div key={column} role="columnheader" data-column={column}>
              {say(column)}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" className="audit-scroll" ref={scroller} tabIndex={0} aria-label={say('trail')}>
        <div className="audit-space" role="presentation" style={{ height }}>
          {rows.map(({ index, start }) => {
            const entry = entries[index];
            if (entry === undefined) return null;
            return <Row key={entry.id} {...{ entry, index, onOpen }} top={start} isOpen={entry.id === open} />;
          })}
        </div>
      </div>
    </div>
  );
}

/** Asks for the next page ahead of the last row, and follows the entry that the person moves to. */
function useRows({ entries, open, hasMore, isLoadingMore, onMore }: AuditTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoadingMore && last > entries.length - AHEAD) onMore();
  }, [hasMore, isLoadingMore, last, entries.length, onMore]);
  const at = entries.findIndex(({ id }) => id === open);
  useEffect(() => {
    if (at !== -1) virtual.scrollToIndex(at, { align: 'auto' });
    // Not with each page that comes in.
  }, [open]);
  return { scroller, rows, height: virtual.getTotalSize() };
}

interface RowProps {
  readonly entry: Entry;
  readonly index: number;
  readonly top: number;
  readonly isOpen: boolean;
  readonly onOpen: (id: string) => void;
}

function Row({ entry, index, top, isOpen, onOpen }: RowProps) {
  const say = useAuditTexts();
  const { id, at, subject, subjectName, kind, target, targetName, branch } = entry;
  return (
    <div
      role="row"
      className="audit-row"
      aria-rowindex={index + 2}
      data-active={isOpen || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="cell" data-column="when">
        <button type="button" className="audit-open" onClick={() => onOpen(id)}>
          {formatInstant(at)}
        </button>
      </div>
      <div role="cell" data-column="who" title={subject}>
        {subjectName ?? subject}
      </div>
      <div role="cell" data-column="kind">
        {say(kind)}
      </div>
      <div role="cell" data-column="target" title={target}>
        {targetName ?? target}
      </div>
      <div role="cell" data-column="branch">
        {branch ?? '–'}
      </div>
      <div role="cell" data-column="change">
        <ChangeText entry={entry} />
      </div>
    </div>
  );
}

/** The first change in full; how many more there are. */
function ChangeText({ entry: { before, after } }: { readonly entry: Entry }) {
  const say = useAuditTexts();
  const changes = changesOf(before, after, { yes: say('yes'), no: say('no'), none: say('none') });
  const [first] = changes;
  if (first === undefined) return say('noChange');
  const word = (value: string | null) => value ?? say('nothing');
  const more = changes.length > 1 ? ` ${say('more', { count: changes.length - 1 })}` : '';
  return `${fieldText(first.field)}: ${word(first.before)} → ${word(first.after)}${more}`;
}
