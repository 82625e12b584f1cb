/** Owns what is kept of a customer's ledger, so that judging reads one document: the titles that still tell something. */
import { addDays, type CalendarDate } from './calendar';
import { HISTORY_DAYS } from './receivables';
import { MAX_CENTS } from './money';
import type { Movement } from './movements';
import { foldTitles, isIssued, type FoldedTitle } from './titles';

/** More movements than one customer can plausibly have. Beyond it no figure is made of a part: they are unknown. */
export const MAX_MOVEMENTS = 50_000;
/** The same of the titles that are kept, which make one document. */
const MAX_KEPT_TITLES = 15_000;
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
  /** Open, still exposed, or settled not too long ago; `null` where there is more than is read or can be summed exactly. */
  readonly titles: readonly FoldedTitle[] | null;
};

/** Of who has no movements. */
export function noLedger(customerKey: string): CustomerLedger {
  return { customerKey, count: 0, newestRecordedAt: null, branches: [], titles: [] };
}

/** `movements` are all of the customer, at most one more than `MAX_MOVEMENTS`; `today` may be of any branch. */
export function foldLedger(customerKey: string, movements: readonly Movement[], today: CalendarDate): CustomerLedger {
  const oldest = addDays(today, -KEPT_DAYS);
  const isWhole = movements.length <= MAX_MOVEMENTS && isExact(movements);
  const kept = isWhole
    ? foldTitles(movements)
        .filter(isIssued)
        .filter((title) => stillTells(title, oldest))
    : null;
  return {
    customerKey,
    count: movements.length,
    newestRecordedAt: newestOf(movements),
    branches: [...new Set(movements.map(({ branch }) => branch))].sort(),
    titles: kept !== null && kept.length <= MAX_KEPT_TITLES ? kept : null,
  };
}

/** Whatever is summed of them is exact then. Nobody owes so much; a wrong file may say so, and must stop nobody else. */
function isExact(movements: readonly Movement[]): boolean {
  let cents = 0;
  for (const movement of movements) if ('amountCents' in movement) cents += movement.amountCents ?? 0;
  return cents <= MAX_CENTS;
}

function stillTells(title: FoldedTitle, oldest: CalendarDate): boolean {
  const { state, openCents, exposedCents, settledOn, collections } = title;
  if (state === 'cancelled') return false;
  if (openCents > 0 || exposedCents > 0 || (settledOn !== null && settledOn >= oldest)) return true;
  // A cheque settles its title on one day and may become money much later.
  return collections.some(({ receivedOn }) => receivedOn !== null && receivedOn >= oldest);
}

function newestOf(movements: readonly Movement[]): string | null {
  return movements.reduce<string | null>(
    (newest, { recordedAt }) => (recordedAt !== null && recordedAt > (newest ?? '') ? recordedAt : newest),
    null,
  );
}
