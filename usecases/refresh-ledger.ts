/** Owns the way from a customer's movements into its exposure, without a gap or a double count. */
import type { ExposureDocument, LedgerChange } from '../adapters/mongo/exposure-store';
import { CrivoError } from '../domain/errors';
import { remainingAfterBilling, type Reservation } from '../domain/exposure';
import type { Movement } from '../domain/movements';
import { billedByReservation, exposedCentsOf } from '../domain/receivables';
import { foldTitles, type FoldOptions, type Title } from '../domain/titles';
import type { CreditStores } from './stores';

/** More movements than one customer can plausibly have. Beyond it the ledger is not computed on a part: it is unknown. */
export const MAX_MOVEMENTS = 50_000;
const ATTEMPTS = 20;

type Customer = { readonly customerKey: string; readonly groupKey: string };

/** The two as they were read, side by side: they need not agree yet. */
export interface LedgerReading {
  readonly groupKey: string;
  readonly exposure: ExposureDocument;
  readonly movements: readonly Movement[];
}

/** Whether all movements of a customer were read, so that figures may be made of them. */
export function isWhole(movements: readonly Movement[]): boolean {
  return movements.length <= MAX_MOVEMENTS;
}

/** One reading of a customer's exposure and movements. */
export async function readLedger(
  stores: Pick<CreditStores, 'movements' | 'exposures'>,
  { customerKey, groupKey }: Customer,
): Promise<LedgerReading> {
  const [exposure, movements] = await Promise.all([
    stores.exposures.peek(groupKey, customerKey),
    stores.movements.ofCustomer(customerKey, MAX_MOVEMENTS + 1),
  ]);
  return { groupKey, exposure, movements };
}

/** A customer's ledger as of now, and the exposure that agrees with it. */
export interface Ledger {
  readonly movements: readonly Movement[];
  /** `null` where there are more movements than are read: nothing is known then, rather than a part. */
  readonly titles: readonly Title[] | null;
  readonly exposure: ExposureDocument;
}

/**
 * Reads the ledger and brings the exposure up to it. Movements are only ever inserted, so their number orders two
 * computations: an older one never overwrites a newer. Safe to repeat; a crash in between is healed by the next read.
 * `first`: a reading that was made already, of the same customer and group; it serves for the first attempt.
 * Errors: `TooManyConflicts`.
 */
export async function refreshLedger(
  stores: Pick<CreditStores, 'movements' | 'exposures'>,
  customer: Customer,
  fold: FoldOptions,
  first: LedgerReading | null = null,
): Promise<Ledger> {
  const { customerKey, groupKey } = customer;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const made = attempt === 0 && first?.groupKey === groupKey ? first : null;
    const { exposure, movements } = made ?? (await readLedger(stores, customer));
    if (!isWhole(movements)) return { movements, titles: null, exposure };
    if ((exposure.members[customerKey]?.ledgerCount ?? 0) > movements.length) continue;
    const change = changeBy({ groupKey, exposure, movements }, customerKey, fold.zone);
    if (change === null) return { movements, titles: foldTitles(movements, fold), exposure };
    await stores.exposures.applyLedger(change);
  }
  throw new CrivoError('TooManyConflicts');
}

/** The exposure as the movements of the same reading make it, for who must not write it. */
export function exposureBy(reading: LedgerReading, customerKey: string, zone: string): ExposureDocument {
  const { exposure } = reading;
  const change = changeBy(reading, customerKey, zone);
  if (change === null) return exposure;
  const reservations = change.reservations.map(({ key, after }) => [key, after] as const);
  const usedCents = change.reservations.reduce((sum, r) => sum + r.before.remainingCents - r.after.remainingCents, 0);
  const { ledgerCount, openCents, before } = change;
  const member = { ledgerCount, openCents, reservedCents: before.reservedCents - usedCents };
  return {
    ...exposure,
    members: { ...exposure.members, [customerKey]: member },
    reservations: { ...exposure.reservations, ...Object.fromEntries(reservations) },
  };
}

/**
 * What the movements change in the exposure, `null` when it knows them all. A branch's policy may see modalities
 * otherwise; what branches share must not depend on who looked last, so the standard table counts here.
 */
function changeBy(
  { groupKey, exposure, movements }: LedgerReading,
  customerKey: string,
  zone: string,
): LedgerChange | null {
  const before = exposure.members[customerKey];
  if (before === undefined || !isWhole(movements) || before.ledgerCount >= movements.length) return null;
  const titles = foldTitles(movements, { zone });
  const reservations = usedReservations(exposure, customerKey, billedByReservation(titles));
  const openCents = exposedCentsOf(titles);
  return { groupKey, customerKey, before, ledgerCount: movements.length, openCents, reservations };
}

function usedReservations(exposure: ExposureDocument, customerKey: string, billed: ReadonlyMap<string, number>) {
  return Object.entries(exposure.reservations).flatMap(([key, before]) => {
    if (before.customerKey !== customerKey) return [];
    const remainingCents = remainingAfterBilling(before.reservedCents, billed.get(key) ?? 0);
    const after: Reservation = { ...before, remainingCents };
    return remainingCents === before.remainingCents ? [] : [{ key, before, after }];
  });
}
