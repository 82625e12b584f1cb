/** Owns trying a policy that is not in force on one case: a real customer, what a decision was made of, or facts typed in. */
import type { CustomerRecord } from '../contracts/customer';
import type { DecisionRecord } from '../contracts/decision';
import type { Policy } from '../contracts/policy';
import type { Action } from '../domain/actions';
import { CrivoError } from '../domain/errors';
import { FACT_NAMES, type FactName, type FactReading, type FactReadings } from '../domain/facts';
import { termCents, type Payment } from '../domain/modalities';
import type { JudgedAt } from '../rules/evaluate';
import { simulate, type Simulated } from '../rules/simulation';
import { examineCredit } from './check-credit';
import type { LoadedPolicy } from './policy-source';
import { supposeFacts, whatWasJudged } from './simulate-decision';
import type { CreditStores } from './stores';

/** What a policy is tried on. */
export type SimulationCase =
  | {
      readonly kind: 'customer';
      readonly branch: string;
      readonly customer: CustomerRecord;
      readonly action: Action;
      readonly totalCents: number;
      readonly payments: readonly Payment[];
      /** Only an amount was told: terms are not asked about. */
      readonly isAmountOnly: boolean;
    }
  | { readonly kind: 'decision'; readonly record: DecisionRecord }
  /** All that isn't supposed is unknown. Without a branch no branch's overrides count. */
  | { readonly kind: 'facts'; readonly action: Action; readonly branch: string };

/** What is judged, before anything is supposed of it. */
export interface PreparedCase {
  readonly facts: FactReadings;
  readonly at: JudgedAt;
}

/**
 * Gathers a case's facts, free of charge: it reads only, and never buys. Facts that a policy's figures make (the grace of
 * overdue titles, the SPC table) are computed with the figures of the one that is tried. Errors: `BranchNotFound`,
 * `InvalidRequest` for a decision without facts.
 */
export async function prepareCase(
  stores: CreditStores,
  tried: LoadedPolicy,
  given: SimulationCase,
): Promise<PreparedCase> {
  if (given.kind === 'decision') return whatWasJudged(given.record);
  if (given.kind === 'facts') return typedIn(given);
  const { branch, customer, action, totalCents, payments, isAmountOnly } = given;
  const { facts } = await examineCredit(
    { ...stores, policies: { ...stores.policies, inForce: () => Promise.resolve(tried) } },
    { branch, customer, action, totalCents, payments, ...(isAmountOnly && { isAmountOnly }) },
  );
  if (facts === null) throw new CrivoError('CustomerNotFound');
  const holdable = payments.length === 0 || termCents(payments, tried.policy.modalities) > 0;
  return { facts, at: { branch, actions: [action], holdable } };
}

/** Errors: `InvalidRequest` for a fact that there isn't, or a value it can't have. */
export function simulateCase(
  policy: Policy,
  { facts, at }: PreparedCase,
  supposed: Readonly<Record<string, unknown>>,
  now: string,
): Promise<Simulated> {
  const supposing = supposeFacts(facts, supposed, now);
  // What has no part on term is never held.
  const holdable = at.holdable && supposed['hasTermPart'] !== false;
  return simulate(policy, supposing, { ...at, holdable });
}

const UNKNOWN: FactReading = { known: false, why: 'missing' };

function typedIn({ action, branch }: Extract<SimulationCase, { kind: 'facts' }>): PreparedCase {
  const facts = Object.fromEntries(FACT_NAMES.map((name) => [name, UNKNOWN])) as Record<FactName, FactReading>;
  return { facts, at: { branch, actions: [action], holdable: true } };
}
