/** Owns the reading of what facts are computed from, the same for orders and sales, and what it says of the limit. */
import type { BranchRecord } from '../adapters/mongo/branch-store';
import type { CustomerRecord } from '../contracts/customer';
import type { BureauReport } from '../domain/bureau-report';
import { groupTakenWithoutOwn, takenCents } from '../domain/exposure';
import type { FactReading, FactReadings } from '../domain/facts';
import type { Payment } from '../domain/modalities';
import { billedByReservation } from '../domain/receivables';
import { openShareCents, type Evidence } from './gather-facts';
import type { TakingInputs } from './plan-reservation';
import type { LoadedPolicy } from './policy-source';
import { refreshLedger, type LedgerReading } from './refresh-ledger';
import type { CreditStores } from './stores';

/** What every order or sale brings to be judged. */
export interface JudgedSubject {
  readonly branch: BranchRecord;
  readonly customer: CustomerRecord;
  readonly loaded: LoadedPolicy;
  readonly content: { readonly totalCents: number; readonly payments: readonly Payment[] };
  /** Of its own reservation. */
  readonly key: string;
  /** Read together with the customer; judging again reads anew. */
  readonly ledger: LedgerReading;
  /** What bureaus have answered so far. */
  readonly reports: readonly BureauReport[];
}

/** `isFirst`: the ledger that was read with the customer serves. Errors: `TooManyConflicts`. */
export async function gatherEvidence(
  stores: CreditStores,
  { branch, customer, loaded, content, key, ledger, reports }: JudgedSubject,
  isFirst: boolean,
): Promise<Evidence> {
  const { zone, holidays } = branch.parameters;
  const [read, receivablesAt] = await Promise.all([
    refreshLedger(stores, customer, loaded.policy.modalities, isFirst ? ledger : null),
    stores.ingests.lastAt(branch.branch),
  ]);
  const { newestRecordedAt, titles, groupTitles, exposure } = read;
  const now = stores.now();
  return {
    policy: loaded.policy,
    zone,
    calendar: stores.calendarOf(holidays),
    customer,
    titles,
    groupTitles,
    receivablesAt,
    ledgerAsOf: newestRecordedAt ?? now.toISOString(),
    reports,
    exposure,
    ownKey: key,
    billedCents: billedByReservation(titles ?? []).get(key) ?? 0,
    order: content,
    now,
  };
}

/** The customer's standing that a reservation is planned by, as it was judged. */
export function standingOf(
  evidence: Evidence,
  { limitCents, groupLimitCents }: FactReadings,
): Pick<TakingInputs, 'openShareCents' | 'takenCents' | 'limitCents' | 'groupTakenCents' | 'groupLimitCents'> {
  return {
    openShareCents: openShareCents(evidence),
    takenCents: takenCents(evidence.exposure, evidence.customer.customerKey),
    limitCents: centsOf(limitCents),
    groupTakenCents: groupTakenWithoutOwn(evidence.exposure, ''),
    groupLimitCents: centsOf(groupLimitCents),
  };
}

function centsOf(reading: FactReading): number | null {
  return reading.known && typeof reading.value === 'number' ? reading.value : null;
}
