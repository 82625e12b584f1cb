/** Owns the check at the moment a customer is chosen: it tells, and holds, buys and reserves nothing. */
import type { CustomerRecord } from '../contracts/customer';
import type { Judgement } from '../contracts/judgement';
import type { Payment } from '../contracts/order';
import type { Action } from '../domain/actions';
import { CrivoError } from '../domain/errors';
import { modalityTraits, termCents } from '../domain/modalities';
import { Outcome } from '../domain/outcome';
import { foldTitles } from '../domain/titles';
import { judgePolicy } from '../rules/evaluate';
import { gatherFacts, newestOf } from './gather-facts';
import { readCustomer } from './order-subject';
import { exposureBy, readLedger, isWhole } from './refresh-ledger';
import type { CreditStores } from './stores';

export interface CreditCheck {
  readonly branch: string;
  /** As it would be met for the first time; what is stored of it counts. */
  readonly customer: CustomerRecord;
  readonly action: Action;
  readonly totalCents: number;
  readonly payments: readonly Payment[];
}

export interface CreditCheckResult {
  readonly customerKey: string;
  readonly judgement: Judgement;
  readonly policy: { readonly id: string; readonly version: number };
  /** Per payment line: whether it could go on now. Lines that aren't term always can. */
  readonly payments: readonly { readonly line: number; readonly allowed: boolean }[];
}

/** Reads only. Errors: `BranchNotFound`, `PolicyNotFound`, `PolicyInvalid`. */
export async function checkCredit(stores: CreditStores, check: CreditCheck): Promise<CreditCheckResult> {
  const [branch, reading] = await Promise.all([
    stores.branches.find(check.branch),
    readCustomer(stores, check.customer),
  ]);
  if (branch === null) throw new CrivoError('BranchNotFound');
  const customer = reading.customer ?? check.customer;
  const { customerKey, groupKey } = customer;
  const ledger = reading.ledger.groupKey === groupKey ? reading.ledger : await readLedger(stores, customer);
  const { policy, id, version } = await stores.policies.load(branch.policy);
  const { zone, holidays } = branch.parameters;
  const calendar = stores.calendarOf(holidays);
  const now = stores.now();
  const facts = gatherFacts({
    policy,
    zone,
    calendar,
    customer,
    titles: isWhole(ledger.movements) ? foldTitles(ledger.movements, { zone, modalities: policy.modalities }) : null,
    ledgerAsOf: newestOf(ledger.movements) ?? now.toISOString(),
    exposure: exposureBy(ledger, customerKey, zone),
    ownKey: null,
    billedCents: 0,
    order: check,
    now,
  });
  const holdable = check.payments.length === 0 || termCents(check.payments, policy.modalities) > 0;
  const judgement = await judgePolicy(policy, facts, { branch: check.branch, actions: [check.action], holdable });
  const goesOn = judgement.outcome === Outcome.clear || judgement.outcome === Outcome.indicated;
  const payments = check.payments.map(({ modality }, line) => ({
    line,
    allowed: goesOn || !modalityTraits(modality, policy.modalities).term,
  }));
  return { customerKey, judgement, policy: { id, version }, payments };
}
