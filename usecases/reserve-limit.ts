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
const ATTEMPTS = 100;
const UNCONDITIONAL = { takenAtMostCents: null, groupTakenAtMostCents: null } as const;

/** Carries the plan out on the exposure it was made from. False when that has changed: judge again. */
export async function applyReservation(
  stores: Pick<CreditStores, 'exposures'>,
  { customerKey }: Pick<Customer, 'customerKey'>,
  key: string,
  exposure: ExposureDocument,
  plan: ReservationPlan,
): Promise<boolean> {
  const { groupKey } = exposure;
  const before = exposure.reservations[key] ?? null;
  if (plan.after === null) return before === null || stores.exposures.free(groupKey, key, before);
  if (before !== null && before.customerKey !== customerKey) {
    // Another member's part must not carry this one's: its share is given back first, and what is left judged anew.
    await stores.exposures.free(groupKey, key, before);
    return false;
  }
  if (before !== null && isSame(before, plan.after)) return true;
  const ledgerCount = exposure.members[customerKey]?.ledgerCount ?? 0;
  const groupTermsOf = exposure.group?.updatedAt ?? null;
  const { after, takenAtMostCents, groupTakenAtMostCents } = plan;
  const limits = { takenAtMostCents, groupTakenAtMostCents, groupTermsOf };
  return stores.exposures.reserve({ groupKey, customerKey, key, before, after, ledgerCount, ...limits });
}

/**
 * Makes the exposure agree with a decision that was stored earlier: what another attempt reserved otherwise is undone.
 * What titles have billed since is taken into account. Errors: `TooManyConflicts`.
 */
export async function settleReservation(
  stores: Pick<CreditStores, 'exposures' | 'ledgers' | 'movements' | 'now'>,
  customer: Customer,
  key: string,
  { reservation }: OrderDecision,
): Promise<void> {
  await retried(async () => {
    const { exposure, titles } = await refreshLedger(stores, customer);
    const billedCents = billedByReservation(titles ?? []).get(key) ?? 0;
    const after = reservation && {
      ...reservation,
      remainingCents: remainingAfterBilling(reservation.reservedCents, billedCents),
    };
    return applyReservation(stores, customer, key, exposure, { after, ...UNCONDITIONAL });
  });
}

/**
 * Gives back what a sale holds beyond its stored decision. It never takes: a decision is stored after its reservation
 * was made, so what is missing here was given back with a cancellation. What another decision holds stays.
 * Errors: `TooManyConflicts`.
 */
export async function giveBackExcess(
  stores: Pick<CreditStores, 'exposures'>,
  customer: Customer,
  key: string,
  { decision, reservation }: Pick<SaleDecision, 'decision' | 'reservation'>,
): Promise<void> {
  await retried(async () => {
    const exposure = await stores.exposures.peek(customer.groupKey, customer.customerKey);
    const before = exposure.reservations[key];
    if (before?.decision !== decision) return true;
    if (reservation === null) return stores.exposures.free(exposure.groupKey, key, before);
    if (before.reservedCents <= reservation.reservedCents) return true;
    const billedCents = before.reservedCents - before.remainingCents;
    const remainingCents = remainingAfterBilling(reservation.reservedCents, billedCents);
    const plan = { after: { ...reservation, remainingCents }, ...UNCONDITIONAL };
    return applyReservation(stores, customer, key, exposure, plan);
  });
}

/** Frees what an order or sale holds, when it is cancelled or expires. Errors: `TooManyConflicts`. */
export async function freeReservation(
  stores: Pick<CreditStores, 'exposures'>,
  customer: Customer,
  key: string,
): Promise<void> {
  await retried(async () => {
    const exposure = await stores.exposures.peek(customer.groupKey, customer.customerKey);
    if (exposure.held[key] !== undefined)
      await stores.exposures.noteHeld(exposure.groupKey, customer.customerKey, key, 0);
    return applyReservation(stores, customer, key, exposure, { after: null, ...UNCONDITIONAL });
  });
}

async function retried(work: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) if (await work()) return;
  throw new CrivoError('TooManyConflicts');
}

function isSame(a: Reservation, b: Reservation): boolean {
  return (
    a.reservedCents === b.reservedCents &&
    a.remainingCents === b.remainingCents &&
    a.overLimit === b.overLimit &&
    a.decision === b.decision
  );
}
