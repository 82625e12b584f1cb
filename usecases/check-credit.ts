/** Owns the check at the moment a customer is chosen: it tells, and holds, buys and reserves nothing. */
import type { BranchRecord } from '../adapters/mongo/branch-store';
import type { CustomerRecord } from '../contracts/customer';
import type { LiveRelease } from '../contracts/release';
import type { Action } from '../domain/actions';
import { CrivoError } from '../domain/errors';
import { exceptionsInForce } from '../domain/exceptions';
import type { FactReadings } from '../domain/facts';
import { termCents, unknownModalities, type Payment } from '../domain/modalities';
import { waiversAmong } from '../domain/release';
import { judgeWaiving } from './claim-release';
import { gatherFacts, type Evidence } from './gather-facts';
import { judgePayments, type PaymentsVerdict } from './judge-payments';
import { readCustomer, type CustomerReading } from './order-subject';
import type { LoadedPolicy } from './policy-source';
import { exposureBy, readLedger, titlesOf } from './refresh-ledger';
import type { CreditStores } from './stores';

export interface CreditCheck {
  readonly branch: string;
  /** As it would be met for the first time; what is stored of it counts. `null` for a buyer without document. */
  readonly customer: CustomerRecord | null;
  readonly action: Action;
  readonly totalCents: number;
  readonly payments: readonly Payment[];
  /** Only an amount was told, and `payments` made up of it: terms are not asked about. */
  readonly isAmountOnly?: true;
  /** Who would record it: a release that one of them granted doesn't let it pass. Nobody where that isn't told. */
  readonly people?: readonly string[];
}

/** What a sale or order would meet now; by line as a sale is told. */
export interface CreditCheckResult extends PaymentsVerdict {
  readonly customerKey: string | null;
  readonly policy: { readonly id: string; readonly version: number };
  readonly unknownModalities: readonly string[];
}

/** A check with what it was judged on, for who tells more of it than the verdict. */
export interface CreditExamination {
  readonly result: CreditCheckResult;
  readonly branch: BranchRecord;
  /** Both `null` for a buyer without document. */
  readonly evidence: Evidence | null;
  readonly facts: FactReadings | null;
  /** The customer's live ones, whatever they let pass. */
  readonly releases: readonly LiveRelease[];
}

/** Reads only. Errors: `BranchNotFound`, `PolicyNotFound`, `PolicyInvalid`. */
export async function checkCredit(stores: CreditStores, check: CreditCheck): Promise<CreditCheckResult> {
  return (await examineCredit(stores, check)).result;
}

/** The same, with what it was judged on. */
export async function examineCredit(stores: CreditStores, check: CreditCheck): Promise<CreditExamination> {
  const [branch, reading] = await Promise.all([
    stores.branches.find(check.branch),
    check.customer && readCustomer(stores, check.customer, null),
  ]);
  if (branch === null) throw new CrivoError('BranchNotFound');
  const loaded = await stores.policies.inForce(branch.policy);
  const customer = reading?.customer ?? check.customer;
  const evidence =
    reading === null || customer === null
      ? null
      : await readEvidence(stores, check, { branch, loaded, customer, reading });
  const facts = evidence && gatherFacts(evidence);
  const { action, payments } = check;
  const amountCents = termCents(payments, loaded.policy.modalities);
  const { waivers, alwaysHeld } = exceptionsInForce(reading?.exceptions ?? [], {
    branch: check.branch,
    customerKey: customer?.customerKey ?? '',
    groupKey: customer?.groupKey ?? '',
    at: stores.now().toISOString(),
  });
  // What is checked is no order yet: only a release of the customer can let it pass.
  const releases = reading?.releases ?? [];
  const use = { branch: check.branch, on: null, amountCents, decision: null, people: check.people ?? [] };
  const { result: verdict } = await judgeWaiving(
    [...waivers, ...waiversAmong(releases, use)],
    (waived) =>
      judgePayments(
        { policy: loaded.policy, branch: check.branch, action, facts, payments, alwaysHeld: alwaysHeld ?? undefined },
        waived,
      ),
    ({ judgement }) => judgement,
  );
  const policy = { id: loaded.id, version: loaded.version };
  const unknown = unknownModalities(payments, loaded.policy.modalities);
  const result = { customerKey: customer?.customerKey ?? null, policy, ...verdict, unknownModalities: unknown };
  return { result, branch, evidence, facts, releases };
}

/** Of whom it is asked where and by which policy, and what was read of them. */
export interface ReadForCheck {
  readonly branch: BranchRecord;
  readonly loaded: Pick<LoadedPolicy, 'policy'>;
  readonly customer: CustomerRecord;
  readonly reading: Pick<CustomerReading, 'ledger' | 'reports'>;
}

/** What facts are computed from, free of charge and without a write. */
export async function readEvidence(
  stores: Pick<CreditStores, 'calendarOf' | 'exposures' | 'ingests' | 'ledgers' | 'movements' | 'now'>,
  order: Evidence['order'],
  { branch, loaded: { policy }, customer, reading }: ReadForCheck,
): Promise<Evidence> {
  const { groupKey } = customer;
  const ledger = reading.ledger.groupKey === groupKey ? reading.ledger : await readLedger(stores, customer);
  const { zone, holidays } = branch.parameters;
  const receivablesAt = await stores.ingests.lastAt(branch.branch);
  const now = stores.now();
  const { newestRecordedAt, titles, groupTitles } = titlesOf(ledger, policy.modalities);
  return {
    policy,
    zone,
    calendar: stores.calendarOf(holidays),
    customer,
    titles,
    groupTitles,
    receivablesAt,
    ledgerAsOf: newestRecordedAt ?? now.toISOString(),
    reports: reading.reports,
    exposure: exposureBy(ledger),
    ownKey: null,
    billedCents: 0,
    order,
    now,
  };
}
