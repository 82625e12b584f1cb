/** Owns a table for a Brazilian spreadsheet. */
import { stringify } from 'csv-stringify/sync';

export type Cell = string | number;

/**
 * Semicolons, decimal commas, a BOM by which it knows UTF-8. Text that a spreadsheet would run as a formula is defused
 * with an apostrophe.
 */
export function spreadsheet(titles: readonly string[], lines: readonly (readonly Cell[])[]): string {
  return spreadsheetLines([titles, ...lines], true);
}

/** A part of it: the first begins with the BOM. */
export function spreadsheetLines(lines: readonly (readonly Cell[])[], isFirst = false): string {
  return stringify([...lines], { bom: isFirst, delimiter: ';', escape_formulas: true, record_delimiter: 'windows' });
}

/** 1234 cents are `12,34`: by whole numbers, so that no cent is rounded. */
export function reais(cents: number): string {
  return `${Math.trunc(cents / 100)},${String(cents % 100).padStart(2, '0')}`;
}
