/** Owns what is kept of a customer's ledger, so that judging reads one document: the titles that still tell something. */
import { addDays, type CalendarDate } from './calendar';
import { reservationKey } from './exposure';
import { HISTORY_DAYS } from './receivables';
import { MAX_CENTS } from './money';
import type { Movement } from './movements';
import { foldTitles, isIssued, type FoldedTitle, type Title } from './titles';

/** More movements than one customer can plausibly have. Beyond it no figure is made of a part: they are unknown. */
export const MAX_MOVEMENTS = 50_000;
/** The same of the titles that are kept, which make one document; a document has 16 MB at most. */
const MAX_KEPT_TITLES = 15_000;
const MAX_KEPT_BYTES = 15_000_000;
/** So few movements never come near it. */
const SURELY_KEPT = 300;
/** Of one customer: a group of a thousand such is summed exactly, too. */
const MAX_SUM_CENTS = MAX_CENTS / 1_000;
/** Settled titles are kept a while longer than they tell something, for documents that are not written every day. */
const KEPT_DAYS = HISTORY_DAYS + 35;

/**
 * The fold of all movements of one customer. Movements are only ever inserted, so `count` orders two folds: an older
 * one never overwrites a newer.
 */
export type CustomerLedger = {
  readonly customerKey: string;
  /** Of the movements that were folded. */
  readonly count: number;
  /** The greatest `recordedAt`, `null` where none tells. */
  readonly newestRecordedAt: string | null;
  /** Codes of the branches whose movements are in it, sorted. */
  readonly branches: readonly string[];
  /** Open, still exposed, or settled not too long ago; `null` where there is more than is read, kept or summed exactly. */
  readonly titles: readonly FoldedTitle[] | null;
  /**
   * Orders and sales, by `reservationKey`, that bill less than before, since a title of theirs was cancelled not too long
   * ago: all their titles are kept. Nothing else lessens what was billed, though titles of others are kept no longer.
   * Not there in a ledger that was folded before this was told.
   */
  readonly reopened?: readonly string[];
};

/** Of who has no movements. */
export function noLedger(customerKey: string): CustomerLedger {
  return { customerKey, count: 0, newestRecordedAt: null, branches: [], titles: [] };
}

/**
 * `movements` are all of the customer, at most one more than `MAX_MOVEMENTS`; `today` may be of any branch. `folded`:
 * their titles, where whoever asks has folded them already, in pieces.
 */
export function foldLedger(
  customerKey: string,
  movements: readonly Movement[],
  today: CalendarDate,
  folded: readonly Title[] | null = null,
): CustomerLedger {
  const oldest = addDays(today, -KEPT_DAYS);
  const isWhole = isTellable(movements);
  const titles = isWhole ? (folded ?? foldTitles(movements)).filter(isIssued) : [];
  const reopened = reopenedIn(titles, movements, oldest);
  const isKept = (title: FoldedTitle) =>
    stillTells(title, oldest) ||
    (reopened.size > 0 && title.state !== 'cancelled' && reservationsOf(title).some((key) => reopened.has(key)));
  const kept = isWhole ? titles.filter(isKept) : null;
  return {
    customerKey,
    count: movements.length,
    newestRecordedAt: newestOf(movements),
    branches: [...new Set(movements.map(({ branch }) => branch))].sort(),
    titles: kept !== null && isKeepable(kept, movements.length) ? kept : null,
    reopened: [...reopened].sort(),
  };
}

/**
 * True where figures can be made of all movements of a customer: they are few enough to be read, and whatever is summed
 * of them is exact. Nobody owes so much; a wrong file may say so, and must stop nobody else.
 */
export function isTellable(movements: readonly Movement[]): boolean {
  if (movements.length > MAX_MOVEMENTS) return false;
  let cents = 0;
  for (const movement of movements) if ('amountCents' in movement) cents += movement.amountCents ?? 0;
  return cents <= MAX_SUM_CENTS;
}

function isKeepable(titles: readonly FoldedTitle[], movements: number): boolean {
  if (titles.length > MAX_KEPT_TITLES) return false;
  if (movements <= SURELY_KEPT) return true;
  return titles.reduce((bytes, title) => bytes + bytesOf(title), 0) <= MAX_KEPT_BYTES;
}

/** At most, as it is stored: names and values that are short by themselves, and three bytes a character of ids. */
function bytesOf({ title, renegotiates, dueDateChanges, collections }: FoldedTitle): number {
  let bytes = 650 + 3 * title.length + 75 * dueDateChanges.length;
  for (const one of renegotiates) bytes += 15 + 3 * one.length;
  for (const { movement } of collections) bytes += 150 + 3 * movement.length;
  return bytes;
}

function stillTells(title: FoldedTitle, oldest: CalendarDate): boolean {
  const { state, openCents, exposedCents, settledOn, collections } = title;
  if (state === 'cancelled') return false;
  if (openCents > 0 || exposedCents > 0 || (settledOn !== null && settledOn >= oldest)) return true;
  // A cheque settles its title on one day and may become money much later.
  return collections.some(({ receivedOn }) => receivedOn !== null && receivedOn >= oldest);
}

function reopenedIn(
  titles: readonly FoldedTitle[],
  movements: readonly Movement[],
  oldest: CalendarDate,
): ReadonlySet<string> {
  const cancelled = new Set<string>();
  for (const { type, branch, title, effectiveOn } of movements) {
    if (type === 'cancelled' && effectiveOn >= oldest) cancelled.add(`${branch}/${title}`);
  }
  if (cancelled.size === 0) return cancelled;
  return new Set(titles.filter(({ branch, title }) => cancelled.has(`${branch}/${title}`)).flatMap(reservationsOf));
}

function reservationsOf({ branch, order, sale }: FoldedTitle): string[] {
  return [
    ...(order === null ? [] : [reservationKey({ kind: 'order', branch, id: order })]),
    ...(sale === null ? [] : [reservationKey({ kind: 'sale', branch, id: sale })]),
  ];
}

function newestOf(movements: readonly Movement[]): string | null {
  return movements.reduce<string | null>(
    (newest, { recordedAt }) => (recordedAt !== null && recordedAt > (newest ?? '') ? recordedAt : newest),
    null,
  );
}
