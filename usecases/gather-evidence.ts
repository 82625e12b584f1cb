/** Owns the reading of what facts are computed from, the same for orders and sales, and what it says of the limit. */
import type { BranchRecord } from '../adapters/mongo/branch-store';
import type { CustomerRecord } from '../contracts/customer';
import type { LiveRelease } from '../contracts/release';
import type { BureauReport } from '../domain/bureau-report';
import { groupTakenWithoutOwn, takenCents } from '../domain/exposure';
import { exceptionsInForce, type ExceptionsInForce, type StandingException } from '../domain/exceptions';
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
  /** Read with the customer too. */
  readonly releases: readonly LiveRelease[];
  readonly exceptions: readonly StandingException[];
}

/** What facts are computed from, and what stands against checks as it is read. */
export type GatheredEvidence = Evidence & {
  readonly releases: readonly LiveRelease[];
  readonly exceptions: ExceptionsInForce;
};

/** `isFirst`: the ledger, the releases and the exceptions that were read with the customer serve. Errors: `TooManyConflicts`. */
export async function gatherEvidence(
  stores: CreditStores,
  subject: JudgedSubject,
  isFirst: boolean,
): Promise<GatheredEvidence> {
  const { branch, customer, loaded, content, key, ledger, reports } = subject;
  const { customerKey, groupKey } = customer;
  const { zone, holidays } = branch.parameters;
  const asOf = stores.now().toISOString();
  const [read, receivablesAt, releases, standing] = await Promise.all([
    refreshLedger(stores, customer, loaded.policy.modalities, isFirst ? ledger : null),
    stores.ingests.lastAt(branch.branch),
    isFirst ? subject.releases : stores.releases.liveOf(customerKey, key, asOf),
    isFirst ? subject.exceptions : stores.exceptions.standingFor(customerKey, groupKey, asOf),
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
    releases,
    exceptions: exceptionsInForce(standing, { branch: branch.branch, customerKey, groupKey, at: now.toISOString() }),
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
