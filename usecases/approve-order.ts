/** Owns what an order's approvals do in its evaluations, and what an evaluation adds to them. */
import type { Cause, OrderDecision } from '../contracts/decision';
import type { Judgement } from '../contracts/judgement';
import { letsPass } from '../domain/order';
import { approvalAfter, lowered, sinceApproval, termsOf, toleratedBy, type Approval } from '../domain/tolerance';
import type { SinceApproval } from '../domain/tolerance';
import type { WaivedCheck, Waiver } from '../domain/waivers';
import type { OrderSubject } from './order-subject';

/** The approvals of an order that reach this evaluation of it. An order keeps its customer and branch for life. */
export function toleranceOf({ stored, content, loaded, branch }: OrderSubject, now: Date): readonly Waiver[] {
  const { tolerance, modalities } = loaded.policy;
  const moment = { at: now.toISOString(), zone: branch.parameters.zone };
  return toleratedBy(stored?.approval ?? null, termsOf(content.payments, modalities), tolerance, moment);
}

/** What this evaluation says of them. */
export function saidOfApproval(
  { stored, branch }: OrderSubject,
  { checks }: Judgement,
  waived: readonly WaivedCheck[],
): readonly SinceApproval[] {
  return sinceApproval(stored?.approval ?? null, checks, waived, branch.parameters.zone);
}

/** An order that waits and is looked at again passes nothing by that: its approvals don't become younger. */
const LOOKS_AGAIN: ReadonlySet<Cause> = new Set<Cause>(['reevaluate', 'retry']);

/** What the order keeps after this decision. */
export function approvalOf({ stored, content, loaded }: OrderSubject, decision: OrderDecision): Approval | null {
  const { before, event, cause, judgement, waived = [], at } = decision;
  const earlier = stored?.approval ?? null;
  const terms = termsOf(content.payments, loaded.policy.modalities);
  if (!letsPass(before, event)) return earlier && lowered(earlier, terms);
  return approvalAfter(earlier, {
    decision: decision.decision,
    at,
    terms,
    checks: judgement.checks,
    waived,
    isAction: !LOOKS_AGAIN.has(cause) || before.hold !== null,
  });
}
