/** Owns the writing of a reservation: one conditional update of one document, never more than what was judged. */
import type { ExposureDocument } from '../adapters/mongo/exposure-store';
import type { OrderDecision, SaleDecision } from '../contracts/decision';
import { CrivoError } from '../domain/errors';
import { remainingAfterBilling, type Reservation } from '../domain/exposure';
import { billedByReservation } from '../domain/receivables';
import type { ReservationPlan } from './plan-reservation';
import { refreshLedger } from './refresh-ledger';
import type { CreditStores } from './stores';

type Customer = { readonly customerKey: string; readonly groupKey: string };
/** Which write a reservation is made by: of an order its place among the order's writes, and when it was judged. */
export type ReservationMark = Pick<Reservation, 'sequence' | 'at'>;
type LimitStores = Pick<CreditStores, 'exposures'>;

const ATTEMPTS = 100;
const UNCONDITIONAL = { takenAtMostCents: null, groupTakenAtMostCents: null } as const;
const LARGEST_REVISION = 1_000_000;

/** Orders one write of an order's workflow among all of them. */
export function sequenceOf({
  generation,
  revision,
}: {
  readonly generation: number;
  readonly revision: number;
}): number {
  return generation * LARGEST_REVISION + revision;
}

/**
 * Carries the plan out on the exposure it was made from. False when that has changed: judge again. Errors:
 * `TooManyConflicts` when a later write of the same order has reserved already: who is so late has been answered for.
 */
export async function applyReservation(
  stores: LimitStores,
  { customerKey }: Pick<Customer, 'customerKey'>,
  key: string,
  exposure: ExposureDocument,
  plan: ReservationPlan & { readonly mark: ReservationMark },
): Promise<boolean> {
  const { groupKey } = exposure;
  const before = exposure.reservations[key] ?? null;
  if (isLater(before, plan.mark)) throw new CrivoError('TooManyConflicts');
  if (plan.after === null) return before === null || stores.exposures.free(groupKey, key, before);
  if (before !== null && before.customerKey !== customerKey) {
    // Another member's part must not carry this one's: its share is given back first, and what is left judged anew.
    await stores.exposures.free(groupKey, key, before);
    return false;
  }
  const after = { ...plan.after, ...plan.mark };
  if (before !== null && isSame(before, after)) return true;
  const ledgerCount = exposure.members[customerKey]?.ledgerCount ?? 0;
  const groupTermsOf = exposure.group?.updatedAt ?? null;
  const { takenAtMostCents, groupTakenAtMostCents } = plan;
  const limits = { takenAtMostCents, groupTakenAtMostCents, groupTermsOf };
  return stores.exposures.reserve({ groupKey, customerKey, key, before, after, ledgerCount, ...limits });
}

/**
 * Makes the exposure agree with a decision that was stored: what another attempt reserved otherwise is undone. What
 * titles have billed since is taken into account. Errors: `TooManyConflicts`.
 */
export async function settleReservation(
  stores: LimitStores & Pick<CreditStores, 'ledgers' | 'movements' | 'now'>,
  customer: Customer,
  key: string,
  decision: OrderDecision,
): Promise<void> {
  const { reservation, generation, evaluation: revision, at } = decision;
  const mark = { sequence: sequenceOf({ generation, revision }), at };
  await retried(async () => {
    const { exposure, titles } = await refreshLedger(stores, customer);
    const billedCents = billedByReservation(titles ?? []).get(key) ?? 0;
    const after = reservation && {
      ...reservation,
      remainingCents: remainingAfterBilling(reservation.reservedCents, billedCents),
    };
    return applyReservation(stores, customer, key, exposure, { after, mark, ...UNCONDITIONAL });
  });
}

/**
 * Gives back what a sale holds beyond its stored decision. It never takes: a decision is stored after its reservation
 * was made, so what is missing here was given back with a cancellation. What another decision holds stays.
 * Errors: `TooManyConflicts`.
 */
export async function giveBackExcess(
  stores: LimitStores,
  customer: Customer,
  key: string,
  { decision, reservation }: Pick<SaleDecision, 'decision' | 'reservation'>,
): Promise<void> {
  await lower(stores, customer, key, reservation, (held) => held.decision === decision);
}

/**
 * The same of an order that has moved on beyond an attempt: it holds no more than what it stands by. Errors:
 * `TooManyConflicts`.
 */
export async function giveBackOvertaken(
  stores: LimitStores,
  customer: Customer,
  key: string,
  standing: { readonly reservation: Reservation | null; readonly sequence: number },
): Promise<void> {
  const isOurs = (held: Reservation) => (held.sequence ?? 0) <= standing.sequence;
  await lower(stores, customer, key, standing.reservation, isOurs);
}

async function lower(
  stores: LimitStores,
  customer: Customer,
  key: string,
  most: Reservation | null,
  isMeant: (held: Reservation) => boolean,
): Promise<void> {
  await retried(async () => {
    const exposure = await stores.exposures.peek(customer.groupKey, customer.customerKey);
    const before = exposure.reservations[key];
    if (before === undefined || !isMeant(before)) return true;
    if (most === null) return stores.exposures.free(exposure.groupKey, key, before);
    if (before.reservedCents <= most.reservedCents) return true;
    const billedCents = before.reservedCents - before.remainingCents;
    const after = { ...most, remainingCents: remainingAfterBilling(most.reservedCents, billedCents) };
    const mark = marksOf(before);
    return applyReservation(stores, customer, key, exposure, { after, mark, ...UNCONDITIONAL });
  });
}

/**
 * Frees what an order or sale holds, when it is cancelled or expires. `sequence` of an order's move: what a later one
 * holds stays. Errors: `TooManyConflicts`.
 */
export async function freeReservation(
  stores: LimitStores,
  customer: Customer,
  key: string,
  sequence = Infinity,
): Promise<void> {
  await retried(async () => {
    const exposure = await stores.exposures.peek(customer.groupKey, customer.customerKey);
    const before = exposure.reservations[key];
    if (before !== undefined && isLater(before, { sequence })) return true;
    if (exposure.held[key] !== undefined)
      await stores.exposures.noteHeld(exposure.groupKey, customer.customerKey, key, 0);
    return before === undefined || stores.exposures.free(exposure.groupKey, key, before);
  });
}

async function retried(work: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) if (await work()) return;
  throw new CrivoError('TooManyConflicts');
}

function isLater(before: Reservation | null, { sequence }: ReservationMark): boolean {
  return before?.sequence !== undefined && sequence !== undefined && before.sequence > sequence;
}

function marksOf({ sequence, at }: Reservation): ReservationMark {
  return { ...(sequence !== undefined && { sequence }), ...(at !== undefined && { at }) };
}

/** Of an order, marks alone change nothing; of a sale the instant does: somebody relies on it anew. */
function isSame(a: Reservation, b: Reservation): boolean {
  return (
    a.reservedCents === b.reservedCents &&
    a.remainingCents === b.remainingCents &&
    a.overLimit === b.overLimit &&
    a.decision === b.decision &&
    (a.decision === undefined || a.at === b.at)
  );
}
