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
  /** Of each other member of the group by its key; `null` where they are more than are read. */
  readonly ofOthers: ReadonlyMap<string, readonly Movement[]> | null;
}

/** Whether all movements of a customer were read, so that figures may be made of them. */
export function isWhole(movements: readonly Movement[]): boolean {
  return movements.length <= MAX_MOVEMENTS;
}

/**
 * One reading of a customer's exposure and movements, and of those of the others of its group. `groupKey` is the one
 * known so far: the exposure is found where the customer belongs now.
 */
export async function readLedger(
  stores: Pick<CreditStores, 'movements' | 'exposures'>,
  { customerKey, groupKey }: Customer,
): Promise<LedgerReading> {
  const [exposure, movements] = await Promise.all([
    stores.exposures.peek(groupKey, customerKey),
    stores.movements.ofCustomer(customerKey, MAX_MOVEMENTS + 1),
  ]);
  const others = Object.keys(exposure.members).filter((member) => member !== customerKey);
  const ofOthers = others.length === 0 ? NOBODY : await readOthers(stores, others);
  return { groupKey: exposure.groupKey, exposure, movements, ofOthers };
}

const NOBODY: ReadonlyMap<string, readonly Movement[]> = new Map();

/** One bound for all of them: a group of many is read as little as a customer of many titles. */
async function readOthers(
  stores: Pick<CreditStores, 'movements'>,
  others: readonly string[],
): Promise<LedgerReading['ofOthers']> {
  const read = await stores.movements.ofCustomers(others, MAX_MOVEMENTS + 1);
  if (!isWhole(read)) return null;
  const byMember = new Map(others.map((member): [string, Movement[]] => [member, []]));
  for (const movement of read) byMember.get(movement.customerKey)?.push(movement);
  return byMember;
}

/** A customer's ledger as of now, and the exposure that agrees with it. */
export interface Ledger {
  readonly movements: readonly Movement[];
  /** `null` where there are more movements than are read: nothing is known then, rather than a part. */
  readonly titles: readonly Title[] | null;
  /** Of all members of the group; the same as `titles` for who is alone. */
  readonly groupTitles: readonly Title[] | null;
  readonly exposure: ExposureDocument;
}

/** The titles of a reading: the customer's, and its whole group's. `null` where not all movements were read. */
export function titlesOf(
  { movements, ofOthers }: LedgerReading,
  fold: FoldOptions,
): Pick<Ledger, 'titles' | 'groupTitles'> {
  const titles = isWhole(movements) ? foldTitles(movements, fold) : null;
  if (ofOthers?.size === 0) return { titles, groupTitles: titles };
  if (titles === null || ofOthers === null) return { titles, groupTitles: null };
  return { titles, groupTitles: [...titles, ...[...ofOthers.values()].flatMap((others) => foldTitles(others, fold))] };
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
    const reading = made ?? (await readLedger(stores, customer));
    const { exposure, movements } = reading;
    if (isBehind(reading, customerKey)) continue;
    const changes = changesBy(reading, customerKey, fold.zone);
    if (changes.length === 0) return { movements, ...titlesOf(reading, fold), exposure };
    for (const change of changes) await stores.exposures.applyLedger(change);
  }
  throw new CrivoError('TooManyConflicts');
}

/** The exposure as the movements of the same reading make it, for who must not write it. */
export function exposureBy(reading: LedgerReading, customerKey: string, zone: string): ExposureDocument {
  return changesBy(reading, customerKey, zone).reduce(applied, reading.exposure);
}

function applied(exposure: ExposureDocument, change: LedgerChange): ExposureDocument {
  const reservations = change.reservations.map(({ key, after }) => [key, after] as const);
  const usedCents = change.reservations.reduce((sum, r) => sum + r.before.remainingCents - r.after.remainingCents, 0);
  const { customerKey, ledgerCount, openCents, before } = change;
  const member = { ledgerCount, openCents, reservedCents: before.reservedCents - usedCents };
  return {
    ...exposure,
    members: { ...exposure.members, [customerKey]: member },
    reservations: { ...exposure.reservations, ...Object.fromEntries(reservations) },
  };
}

/** The exposure knows more of the customer's movements than were read beside it. */
function isBehind({ exposure, movements }: LedgerReading, customerKey: string): boolean {
  return isWhole(movements) && (exposure.members[customerKey]?.ledgerCount ?? 0) > movements.length;
}

/**
 * What the movements change in the exposure, of the customer and of the others of its group: a title of theirs that was
 * stored counts, even if who stored it died before it was applied.
 */
function changesBy({ groupKey, exposure, movements, ofOthers }: LedgerReading, customerKey: string, zone: string) {
  const read: [string, readonly Movement[]][] = [[customerKey, movements], ...(ofOthers ?? NOBODY)];
  return read.flatMap(([member, own]) => changeBy(groupKey, exposure, member, own, zone) ?? []);
}

/**
 * `null` when the exposure knows them all. A branch's policy may see modalities otherwise; what branches share must not
 * depend on who looked last, so the standard table counts here.
 */
function changeBy(
  groupKey: string,
  exposure: ExposureDocument,
  customerKey: string,
  movements: readonly Movement[],
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
