/** Owns what is told of an import: its counts, and its rejected lines up to a bound. */
import type { FileFinding, ImportCounts, Rejection } from './import-receivables';

/** More than anybody corrects by hand; all of them are counted. */
export const MOST_SHOWN = 1_000;

/** One line for each, and one more for those that are not shown; `all` counts both. */
export function rejectionLines(rejections: readonly Rejection[], all: number): string[] {
  const lines = rejections.map(({ line, type, movement, errors }) => {
    const what = [type === 'row' ? null : type, movement].filter((part) => part !== null).join(' ');
    const reasons = errors.map((error) => `${placeOf(error)}${error.message} (${error.fix})`);
    return `line ${line}${what === '' ? '' : `, ${what}`}: ${reasons.join('; ')}`;
  });
  return all > rejections.length ? [...lines, `and ${all - rejections.length} more`] : lines;
}

function placeOf({ at, columns }: FileFinding): string {
  if (columns.length === 0) return at === '' ? '' : `${at} `;
  return `${at} (${columns.length > 1 ? 'columns' : 'column'} ${columns.join(', ')}) `;
}

/** What somebody should look at though nothing was rejected for it. */
export function overpaidLines({ overpaid }: ImportCounts): string[] {
  if (overpaid.length === 0) return [];
  const shown = overpaid.slice(0, MOST_NAMED).join(', ');
  const more = overpaid.length > MOST_NAMED ? ` and ${overpaid.length - MOST_NAMED} more` : '';
  return [`more was collected than they had, and the rest is the customers' credit, of the titles ${shown}${more}`];
}

const MOST_NAMED = 20;

/** The counts in one sentence that adds up: rows make movements, and of each movement something became. */
export function summaryLine(counts: ImportCounts): string {
  const { rows, ignored, unread, movements, stored, repeated, rejected } = counts;
  const without = [
    ignored > 0 ? `${ignored} ignored, as the mapping says` : null,
    unread > 0 ? `${unread} that make no movement and are told above` : null,
  ].filter((part) => part !== null);
  const notSent = movements - stored - repeated - rejected;
  const became = [`${stored} stored`, `${repeated} known before`, `${rejected} rejected`];
  if (notSent > 0) became.push(`${notSent} not sent`);
  const ofRows = without.length > 0 ? ` (${without.join('; ')})` : '';
  return `${rows} rows${ofRows}, ${movements} movements: ${became.join(', ')}`;
}
