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

/**
 * What a program other than ours would take for the end of a cell or row, so that a formula might begin behind it: a line
 * break alone, a tab, and the comma of other countries, which is left alone within an amount.
 */
const ENDS_ELSEWHERE = [/[\r\n\t]/, /,(?!\d)/];

/** A part of it: the first begins with the BOM. */
export function spreadsheetLines(lines: readonly (readonly Cell[])[], isFirst = false): string {
  return stringify([...lines], {
    bom: isFirst,
    delimiter: ';',
    escape_formulas: true,
    quoted_match: ENDS_ELSEWHERE,
    record_delimiter: 'windows',
  });
}

/** 1234 cents are `12,34`: by whole numbers, so that no cent is rounded. */
export function reais(cents: number): string {
  const amount = Math.abs(cents);
  return `${cents < 0 ? '-' : ''}${Math.floor(amount / 100)},${String(amount % 100).padStart(2, '0')}`;
}
