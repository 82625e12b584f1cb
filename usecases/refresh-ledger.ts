/** Owns the way from a customer's movements into its exposure, without a gap or a double count. */
import type { ExposureDocument } from '../adapters/mongo/exposure-store';
import { CrivoError } from '../domain/errors';
import { remainingAfterBilling, reservationKey, type Reservation } from '../domain/exposure';
import { sumCents } from '../domain/money';
import type { Movement } from '../domain/movements';
import { foldTitles, isIssued, type FoldOptions, type IssuedTitle, type Title } from '../domain/titles';
import type { CreditStores } from './stores';

/** More movements than one customer can plausibly have; beyond it facts would be computed on a part. */
export const MAX_MOVEMENTS = 50_000;
const ATTEMPTS = 20;

/** A customer's ledger as of now, and the exposure that agrees with it. */
export interface Ledger {
  readonly movements: readonly Movement[];
  readonly titles: readonly Title[];
  readonly exposure: ExposureDocument;
}

/**
 * Reads the ledger and brings the exposure up to it. Movements are only ever inserted, so their number orders two
 * computations: an older one never overwrites a newer. Safe to repeat; a crash in between is healed by the next read.
 * Errors: `TooManyConflicts`.
 */
export async function refreshLedger(
  stores: Pick<CreditStores, 'movements' | 'exposures'>,
  customer: { readonly customerKey: string; readonly groupKey: string },
  fold: FoldOptions,
): Promise<Ledger> {
  const { customerKey, groupKey } = customer;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [exposure, movements] = await Promise.all([
      stores.exposures.open(groupKey, customerKey),
      stores.movements.ofCustomer(customerKey, MAX_MOVEMENTS),
    ]);
    const titles = foldTitles(movements, fold);
    const member = exposure.members[customerKey];
    if (member === undefined || member.ledgerCount >= movements.length) return { movements, titles, exposure };
    const reservations = usedReservations(exposure, customerKey, billedByReservation(titles));
    const openCents = sumCents(titles.filter(isIssued).map(owedCents));
    const change = { groupKey, customerKey, before: member, ledgerCount: movements.length, openCents, reservations };
    if (await stores.exposures.applyLedger(change)) {
      return { movements, titles, exposure: await stores.exposures.open(groupKey, customerKey) };
    }
  }
  throw new CrivoError('TooManyConflicts');
}

/** What of a title counts in the limit: nothing where the acquirer of a card owes it. */
function owedCents(title: IssuedTitle): number {
  return title.owedByCustomer ? title.exposedCents : 0;
}

/** What titles have billed of each order, by the key of the order's reservation, in cents. */
export function billedByReservation(titles: readonly Title[]): ReadonlyMap<string, number> {
  const billed = new Map<string, number>();
  for (const title of titles) {
    if (!isIssued(title) || title.order === null || title.state === 'cancelled') continue;
    const key = reservationKey({ kind: 'order', branch: title.branch, id: title.order });
    billed.set(key, (billed.get(key) ?? 0) + title.principalCents);
  }
  return billed;
}

function usedReservations(exposure: ExposureDocument, customerKey: string, billed: ReadonlyMap<string, number>) {
  return Object.entries(exposure.reservations).flatMap(([key, before]) => {
    if (before.customerKey !== customerKey) return [];
    const remainingCents = remainingAfterBilling(before.reservedCents, billed.get(key) ?? 0);
    const after: Reservation = { ...before, remainingCents };
    return remainingCents === before.remainingCents ? [] : [{ key, before, after }];
  });
}
