/** Owns the replay of a decision: the same facts and the same policy version must give the same record. */
import type { DecisionRecord, OrderDecision, SaleDecision } from '../contracts/decision';
import type { Judgement } from '../contracts/judgement';
import type { Policy } from '../contracts/policy';
import { next, type OrderState } from '../domain/order';
import { judgePolicy } from '../rules/evaluate';
import { remark } from '../rules/remark';
import { contentHash } from './content-hash';
import { judgePayments, type PaymentsVerdict } from './judge-payments';
import type { PolicySource } from './policy-source';

/** What an order's decision comes to: the judgement, and the state that follows from it. */
type OrderResult = { readonly judgement: Judgement; readonly state: OrderState };

export interface Replay {
  readonly identical: boolean;
  /** An order's with its state, a sale's with the verdict by line. */
  readonly result: OrderResult | PaymentsVerdict;
}

/** Judges again what was judged then. Errors: `PolicyNotFound`, `PolicyInvalid`. */
export async function replayDecision(policies: PolicySource, record: DecisionRecord): Promise<Replay> {
  const { policy, hash } = await policies.load(record.policy);
  const result = await (record.kind === 'order' ? replayOrder(policy, record) : replaySale(policy, record));
  const identical = hash === record.policy.hash && contentHash(resultOf(record)) === contentHash(result);
  return { identical, result };
}

async function replayOrder(policy: Policy, record: OrderDecision): Promise<OrderResult> {
  const { branch, holdable, event, alwaysHeld, sinceApproval = [] } = record;
  const judged = await judgePolicy(
    policy,
    record.facts,
    { branch, actions: event.actions, holdable, ...(alwaysHeld && { alwaysHeld }) },
    record.waived,
  );
  return { judgement: remark(judged, sinceApproval), state: next(record.before, event) };
}

function replaySale(policy: Policy, record: SaleDecision): Promise<PaymentsVerdict> {
  const { branch, facts, content, waived, alwaysHeld } = record;
  return judgePayments({ policy, branch, action: 'receipt', facts, payments: content.payments, alwaysHeld }, waived);
}

function resultOf(record: DecisionRecord): Replay['result'] {
  const { judgement } = record;
  if (record.kind === 'order') return { judgement, state: record.state };
  return { judgement, payments: record.payments, allowed: record.allowed };
}
