/** Owns the way from a customer's ledger into its exposure, without a gap or a double count. */
import type { ExposureDocument, LedgerChange } from '../adapters/mongo/exposure-store';
import { dateInZone } from '../domain/calendar';
import { CrivoError } from '../domain/errors';
import { remainingAfterBilling, type Reservation } from '../domain/exposure';
import { MAX_MOVEMENTS, noLedger, type CustomerLedger } from '../domain/ledger';
import type { ModalityOverrides } from '../domain/modalities';
import type { Movement } from '../domain/movements';
import { billedByReservation, exposedCentsOf } from '../domain/receivables';
import { seenBy, type IssuedTitle } from '../domain/titles';
import { foldInPieces } from './fold-in-pieces';
import { inSlices } from './in-slices';
import type { CreditStores } from './stores';

const ATTEMPTS = 20;

type Customer = { readonly customerKey: string; readonly groupKey: string };
type LedgerStores = Pick<CreditStores, 'ledgers' | 'movements' | 'exposures' | 'now'>;

/** The two as they were read, side by side: they need not agree yet. */
export interface LedgerReading {
  readonly groupKey: string;
  readonly exposure: ExposureDocument;
  readonly own: CustomerLedger;
  /** Of each other member of the group. */
  readonly others: readonly CustomerLedger[];
}

/**
 * One reading of a customer's exposure and ledger, and of the ledgers of the others of its group. `groupKey` is the one
 * known so far: the exposure is found where the customer belongs now.
 */
export async function readLedger(stores: LedgerStores, { customerKey, groupKey }: Customer): Promise<LedgerReading> {
  const [exposure, [own = noLedger(customerKey)]] = await Promise.all([
    stores.exposures.peek(groupKey, customerKey),
    readLedgers(stores, [customerKey]),
  ]);
  const members = Object.keys(exposure.members).filter((member) => member !== customerKey);
  const others = members.length === 0 ? [] : await readLedgers(stores, members);
  return { groupKey: exposure.groupKey, exposure, own, others };
}

/**
 * Ledgers as they are folded, in the order asked for. Of customers whose movements are being taken in right now (or
 * were, by who died) the movements themselves are read, under one bound: beyond it they are unknown.
 */
async function readLedgers(stores: LedgerStores, customerKeys: readonly string[]): Promise<readonly CustomerLedger[]> {
  const folded = await stores.ledgers.findMany(customerKeys);
  const unfinished = customerKeys.filter((key) => folded.get(key) === null);
  const own = unfinished.length === 0 ? null : await foldNow(stores, unfinished);
  return customerKeys.map((key) => folded.get(key) ?? own?.get(key) ?? noLedger(key));
}

async function foldNow(
  stores: LedgerStores,
  customerKeys: readonly string[],
): Promise<ReadonlyMap<string, CustomerLedger>> {
  const movements = await stores.movements.ofCustomers(customerKeys, MAX_MOVEMENTS + 1);
  const isWhole = movements.length <= MAX_MOVEMENTS;
  const today = dateInZone(stores.now().toISOString(), 'UTC');
  const byCustomer = byCustomerOf(movements);
  const folds = await inSlices(customerKeys, (key) => foldInPieces(key, byCustomer.get(key) ?? [], today));
  return new Map(folds.map((fold) => [fold.customerKey, isWhole ? fold : { ...fold, titles: null }]));
}

/** Movements of several customers, those of each together. */
export function byCustomerOf(movements: readonly Movement[]): ReadonlyMap<string, readonly Movement[]> {
  const byCustomer = new Map<string, Movement[]>();
  for (const movement of movements) {
    const own = byCustomer.get(movement.customerKey);
    if (own) own.push(movement);
    else byCustomer.set(movement.customerKey, [movement]);
  }
  return byCustomer;
}

/** A customer's ledger as of now, and the exposure that agrees with it. */
export interface Ledger {
  /** The instant of the newest movement, `null` without any that tells. */
  readonly newestRecordedAt: string | null;
  /** `null` where there is more than is read: nothing is known then, rather than a part. */
  readonly titles: readonly IssuedTitle[] | null;
  /** Of all members of the group; the same as `titles` for who is alone. */
  readonly groupTitles: readonly IssuedTitle[] | null;
  readonly exposure: ExposureDocument;
}

/** The titles of a reading as a policy sees them: the customer's, and its whole group's. */
export function titlesOf(
  { own, others }: LedgerReading,
  overrides?: ModalityOverrides,
): Pick<Ledger, 'titles' | 'groupTitles' | 'newestRecordedAt'> {
  const titles = own.titles?.map((title) => seenBy(title, overrides)) ?? null;
  const { newestRecordedAt } = own;
  if (others.length === 0) return { newestRecordedAt, titles, groupTitles: titles };
  if (titles === null || others.some((other) => other.titles === null))
    return { newestRecordedAt, titles, groupTitles: null };
  const ofOthers = others.flatMap((other) => other.titles ?? []).map((title) => seenBy(title, overrides));
  return { newestRecordedAt, titles, groupTitles: [...titles, ...ofOthers] };
}

/**
 * Reads the ledger and brings the exposure up to it. Safe to repeat; a crash in between is healed by the next read.
 * `first`: a reading that was made already, of the same customer and group; it serves for the first attempt.
 * Errors: `TooManyConflicts`.
 */
export async function refreshLedger(
  stores: LedgerStores,
  customer: Customer,
  overrides?: ModalityOverrides,
  first: LedgerReading | null = null,
): Promise<Ledger> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const made = attempt === 0 && first?.groupKey === customer.groupKey ? first : null;
    const reading = made ?? (await readLedger(stores, customer));
    if (isBehind(reading)) continue;
    const changes = changesBy(reading);
    if (changes.length === 0) return { ...titlesOf(reading, overrides), exposure: reading.exposure };
    for (const change of changes) await stores.exposures.applyLedger(change);
  }
  throw new CrivoError('TooManyConflicts');
}

/** The exposure as the ledgers of the same reading make it, for who must not write it. */
export function exposureBy(reading: LedgerReading): ExposureDocument {
  return changesBy(reading).reduce(applied, reading.exposure);
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

/** The exposure knows more of the customer's movements than the ledger that was read beside it. */
function isBehind({ exposure, own }: LedgerReading): boolean {
  return own.titles !== null && (exposure.members[own.customerKey]?.ledgerCount ?? 0) > own.count;
}

/**
 * What the ledgers change in the exposure, of the customer and of the others of its group: a title of theirs that was
 * stored counts, even if who stored it died before it was applied.
 */
function changesBy({ exposure, own, others }: LedgerReading): LedgerChange[] {
  return [own, ...others].flatMap((ledger) => ledgerChange(exposure, ledger) ?? []);
}

/**
 * `null` when the exposure knows all of a ledger. A branch's policy may see modalities otherwise; what branches share
 * must not depend on who looked last, so the standard table counts here.
 */
export function ledgerChange(exposure: ExposureDocument, ledger: CustomerLedger): LedgerChange | null {
  const { customerKey, count: ledgerCount } = ledger;
  const before = exposure.members[customerKey];
  if (before === undefined || ledger.titles === null || before.ledgerCount >= ledgerCount) return null;
  const titles = ledger.titles.map((title) => seenBy(title));
  const reservations = usedReservations(exposure, ledger, billedByReservation(titles));
  const { groupKey } = exposure;
  return { groupKey, customerKey, before, ledgerCount, openCents: exposedCentsOf(titles), reservations };
}

/** A reservation only grows again where a title that billed it was cancelled: others are not kept for ever. */
function usedReservations(
  exposure: ExposureDocument,
  { customerKey, reopened }: CustomerLedger,
  billed: ReadonlyMap<string, number>,
) {
  return Object.entries(exposure.reservations).flatMap(([key, before]) => {
    if (before.customerKey !== customerKey) return [];
    const unbilledCents = remainingAfterBilling(before.reservedCents, billed.get(key) ?? 0);
    const mayGrow = reopened === undefined || reopened.includes(key);
    const remainingCents = mayGrow ? unbilledCents : Math.min(unbilledCents, before.remainingCents);
    const after: Reservation = { ...before, remainingCents };
    return remainingCents === before.remainingCents ? [] : [{ key, before, after }];
  });
}
