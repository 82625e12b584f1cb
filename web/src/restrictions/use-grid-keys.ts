/** Owns how the arrow keys move through a grid: one of its cells is in the tab order, the one that was reached last. */
import { useRef, useState, type KeyboardEvent, type RefObject } from 'react';

/** What a cell has to carry. */
export interface GridCell {
  readonly tabIndex: number;
  readonly 'data-cell': string;
  readonly onFocus: () => void;
}

interface Grid {
  readonly table: RefObject<HTMLTableElement | null>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly cell: (row: number, column: number) => GridCell;
}

export function useGridKeys(rows: number, columns: number): Grid {
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const [row, column] = [Math.min(at[0], rows - 1), Math.min(at[1], columns - 1)];
  return {
    table,
    onKeyDown: (event) => {
      const next = moved(event, [row, column], [rows - 1, columns - 1]);
      if (next === null) return;
      event.preventDefault();
      table.current?.querySelector<HTMLElement>(`[data-cell="${next.join('-')}"]`)?.focus();
    },
    cell: (ofRow, ofColumn) => ({
      tabIndex: ofRow === row && ofColumn === column ? 0 : -1,
      'data-cell': `${ofRow}-${ofColumn}`,
      onFocus: () => setAt([ofRow, ofColumn]),
    }),
  };
}

/** `null` for a key that doesn't move. */
function moved(
  { key, ctrlKey }: KeyboardEvent,
  [row, column]: readonly [number, number],
  [lastRow, lastColumn]: readonly [number, number],
): readonly [number, number] | null {
  switch (key) {
    case 'ArrowUp':
      return [Math.max(row - 1, 0), column];
    case 'ArrowDown':
      return [Math.min(row + 1, lastRow), column];
    case 'ArrowLeft':
      return [row, Math.max(column - 1, 0)];
    case 'ArrowRight':
      return [row, Math.min(column + 1, lastColumn)];
    case 'Home':
      return [ctrlKey ? 0 : row, 0];
    case 'End':
      return [ctrlKey ? lastRow : row, lastColumn];
    default:
      return null;
  }
}
