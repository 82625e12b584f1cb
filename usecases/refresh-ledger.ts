/** Owns the way from a customer's movements into its exposure, without a gap or a double count. */
import type { ExposureDocument } from '../adapters/mongo/exposure-store';
import { CrivoError } from '../domain/errors';
import { remainingAfterBilling, type Reservation } from '../domain/exposure';
import type { Movement } from '../domain/movements';
import { billedByReservation, exposedCentsOf } from '../domain/receivables';
import { foldTitles, type FoldOptions, type Title } from '../domain/titles';
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
    const ledgerCount = exposure.members[customerKey]?.ledgerCount ?? 0;
    if (ledgerCount > movements.length) continue;
    const titles = foldTitles(movements, fold);
    const member = exposure.members[customerKey];
    if (member === undefined || ledgerCount === movements.length) return { movements, titles, exposure };
    // A branch's policy may see modalities otherwise; what branches share must not depend on who looked last.
    const standard = foldTitles(movements, { zone: fold.zone });
    const reservations = usedReservations(exposure, customerKey, billedByReservation(standard));
    const openCents = exposedCentsOf(standard);
    const change = { groupKey, customerKey, before: member, ledgerCount: movements.length, openCents, reservations };
    await stores.exposures.applyLedger(change);
  }
  throw new CrivoError('TooManyConflicts');
}

function usedReservations(exposure: ExposureDocument, customerKey: string, billed: ReadonlyMap<string, number>) {
  return Object.entries(exposure.reservations).flatMap(([key, before]) => {
    if (before.customerKey !== customerKey) return [];
    const remainingCents = remainingAfterBilling(before.reservedCents, billed.get(key) ?? 0);
    const after: Reservation = { ...before, remainingCents };
    return remainingCents === before.remainingCents ? [] : [{ key, before, after }];
  });
}
