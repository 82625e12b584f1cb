/** Owns what a release would give, as bands measure it, on what the customer has taken at this moment. */
import type { CustomerRecord } from '../contracts/customer';
import type { ReleaseMeasure } from '../domain/authority';
import { DefaultCheck } from '../domain/checks';
import { dateInZone } from '../domain/calendar';
import { groupTakenWithoutOwn, takenWithoutOwn } from '../domain/exposure';
import { limitInForce, type LimitInForce } from '../domain/limits';
import type { Policy } from '../contracts/policy';
import { exposureBy, readLedger, titlesOf } from './refresh-ledger';
import type { CreditStores } from './stores';

/** The checks by which a release leads beyond the limit. */
export const OF_THE_LIMIT: readonly string[] = [
  DefaultCheck.limitExceeded,
  DefaultCheck.noLimit,
  DefaultCheck.limitExpired,
] satisfies readonly DefaultCheck[];

/** What is to be released, of whom. `key` of the order or sale: what it holds already doesn't count against itself. */
export interface Measured {
  readonly customer: CustomerRecord;
  readonly policy: Policy;
  readonly zone: string;
  readonly key: string | null;
  readonly checks: 'all' | readonly string[];
  readonly amountCents: number;
}

/** The same as orders are judged by: both the customer's limit and its group's, where there is one. */
export async function measureRelease(
  stores: Pick<CreditStores, 'exposures' | 'ledgers' | 'movements' | 'now'>,
  { customer, policy, zone, key, checks, amountCents }: Measured,
): Promise<ReleaseMeasure> {
  if (checks !== 'all' && !checks.some((check) => OF_THE_LIMIT.includes(check))) {
    return { amountCents, checks, overLimitPercent: 0 };
  }
  const ledger = await readLedger(stores, customer);
  const exposure = exposureBy(ledger);
  const { titles, groupTitles } = titlesOf(ledger, policy.modalities);
  const today = dateInZone(stores.now().toISOString(), zone);
  const taken = titles === null ? null : takenWithoutOwn(exposure, customer.customerKey, key ?? '');
  const own = percentOver(limitInForce(customer, today), taken, amountCents);
  const groupTaken = groupTitles === null ? null : groupTakenWithoutOwn(exposure, key ?? '');
  const limit = exposure.group && limitInForce(exposure.group, today);
  const ofGroup = limit === null || limit.kind === 'none' ? 0 : percentOver(limit, groupTaken, amountCents);
  return { amountCents, checks, overLimitPercent: Math.max(own, ofGroup) };
}

/** No limit at all is exceeded without bound; what isn't known to be taken may be anything. */
function percentOver({ kind, amountCents }: LimitInForce, takenCents: number | null, addedCents: number): number {
  if (kind === 'unlimited' || kind === 'alwaysReview') return 0;
  if (takenCents === null || amountCents === null || amountCents === 0) return Infinity;
  return Math.max(0, ((takenCents + addedCents - amountCents) * 100) / amountCents);
}
