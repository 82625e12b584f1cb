/** Owns the reading of a customer's punctuality: of all its movements, since ledgers keep settled titles for a year only. */
import { dateInZone, type CalendarDate } from '../domain/calendar';
import { CrivoError } from '../domain/errors';
import { isTellable, MAX_MOVEMENTS } from '../domain/ledger';
import { punctuality, type PunctualMonth } from '../domain/punctuality';
import { foldTitles, isIssued, seenBy } from '../domain/titles';
import type { CreditStores } from './stores';

export interface Punctuality {
  readonly asOf: CalendarDate;
  /** Oldest first; `null` where there are more movements than are read, or greater sums than are exact. */
  readonly months: readonly PunctualMonth[] | null;
}

/** Reads only. Errors: `BranchNotFound`, `CustomerNotFound`, those of the policy. */
export async function readPunctuality(
  stores: CreditStores,
  asked: { readonly branch: string; readonly customerKey: string },
): Promise<Punctuality> {
  const [branch, customer, movements] = await Promise.all([
    stores.branches.find(asked.branch),
    stores.customers.find(asked.customerKey),
    stores.movements.ofCustomers([asked.customerKey], MAX_MOVEMENTS + 1),
  ]);
  if (branch === null) throw new CrivoError('BranchNotFound');
  if (customer === null) throw new CrivoError('CustomerNotFound');
  const { zone, holidays } = branch.parameters;
  const today = dateInZone(stores.now().toISOString(), zone);
  const { policy } = await stores.policies.inForce(branch.policy);
  if (!isTellable(movements)) return { asOf: today, months: null };
  const titles = foldTitles(movements)
    .filter(isIssued)
    .map((title) => seenBy(title, policy.modalities));
  return { asOf: today, months: punctuality(titles, { today, calendar: stores.calendarOf(holidays) }) };
}
