/** Owns what is told of an import: its counts, and its rejected lines up to a bound. */
import type { ImportCounts, Rejection } from './import-receivables';

/** More than anybody corrects by hand; all of them are counted. */
export const MOST_SHOWN = 1_000;

/** One line for each, and one more for those that are not shown. */
export function rejectionLines(rejections: readonly Rejection[], rejected: number): string[] {
  const lines = rejections.map(({ line, type, movement, errors }) => {
    const what = [type === 'row' ? null : type, movement].filter((part) => part !== null).join(' ');
    const reasons = errors.map(({ at, message, fix }) => `${at === '' ? '' : `${at} `}${message} (${fix})`);
    return `line ${line}${what === '' ? '' : `, ${what}`}: ${reasons.join('; ')}`;
  });
  return rejected > rejections.length ? [...lines, `and ${rejected - rejections.length} more`] : lines;
}

/** The counts in one sentence. */
export function summaryLine({ rows, ignored, movements, stored, repeated, rejected }: ImportCounts): string {
  const leftOut = ignored > 0 ? ` (${ignored} of them ignored, as the mapping says)` : '';
  return `${rows} rows${leftOut}, ${movements} movements: ${stored} stored, ${repeated} known before, ${rejected} rejected`;
}
