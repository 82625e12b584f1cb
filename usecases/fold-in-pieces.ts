/** Owns the folding of one customer's movements, in pieces where there are many: nobody waits for the greatest customer. */
import type { CalendarDate } from '../domain/calendar';
import { foldLedger, isTellable, type CustomerLedger } from '../domain/ledger';
import type { Movement } from '../domain/movements';
import { foldTitle, groupByTitle, type Title } from '../domain/titles';
import { inSlices } from './in-slices';

/** So few are folded in about two milliseconds. */
const FEW = 1_000;

/** At once where there are few; `null` where there are too many to be folded at all. */
export function titlesInPieces(movements: readonly Movement[]): Promise<readonly Title[]> | null {
  if (movements.length <= FEW || !isTellable(movements)) return null;
  return inSlices(groupByTitle(movements), foldTitle);
}

/** As `foldLedger`; a promise only where it takes long. */
export function foldInPieces(
  customerKey: string,
  movements: readonly Movement[],
  today: CalendarDate,
): CustomerLedger | Promise<CustomerLedger> {
  const pieces = titlesInPieces(movements);
  if (pieces === null) return foldLedger(customerKey, movements, today);
  return pieces.then((titles) => foldLedger(customerKey, movements, today, titles));
}
