/** Owns the replay of a decision: the same facts and the same policy version must give the same record. */
import type { DecisionRecord } from '../contracts/decision';
import type { Judgement } from '../contracts/judgement';
import { next, type OrderState } from '../domain/order';
import { judgePolicy } from '../rules/evaluate';
import { contentHash } from './content-hash';
import type { PolicySource } from './policy-source';

export interface Replay {
  readonly identical: boolean;
  readonly judgement: Judgement;
  readonly state: OrderState;
}

/** Judges again what was judged then. Errors: `PolicyNotFound`, `PolicyInvalid`. */
export async function replayDecision(policies: PolicySource, record: DecisionRecord): Promise<Replay> {
  const { policy, hash } = await policies.load(record.policy);
  const { branch, holdable, event } = record;
  const judgement = await judgePolicy(policy, record.facts, { branch, actions: event.actions, holdable });
  const state = next(record.before, event);
  const [then, now] = [record, { judgement, state }].map((one) =>
    contentHash({ judgement: one.judgement, state: one.state }),
  );
  const identical = hash === record.policy.hash && then === now;
  return { identical, judgement, state };
}
