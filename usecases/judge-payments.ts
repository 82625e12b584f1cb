/** Owns the verdict by payment line: the one way in which credit checks and sales are told what may be taken. Pure. */
import type { Judgement, LineVerdict } from '../contracts/judgement';
import type { Policy } from '../contracts/policy';
import type { Action } from '../domain/actions';
import type { AlwaysHeld } from '../domain/exceptions';
import type { FactReadings } from '../domain/facts';
import { modalityTraits, termCents, type Payment } from '../domain/modalities';
import { Indicator, Outcome } from '../domain/outcome';
import { BUYER_UNIDENTIFIED } from '../domain/sale';
import type { WaivedCheck } from '../domain/waivers';
import { judgePolicy } from '../rules/evaluate';

export interface PaymentsToJudge {
  readonly policy: Policy;
  readonly branch: string;
  readonly action: Action;
  /** `null` for a buyer without document: nobody's facts. */
  readonly facts: FactReadings | null;
  readonly payments: readonly Payment[];
  readonly alwaysHeld?: AlwaysHeld | undefined;
}

export interface PaymentsVerdict {
  readonly judgement: Judgement;
  readonly payments: readonly LineVerdict[];
  /** True when no line is refused. */
  readonly allowed: boolean;
}

/**
 * Lines that aren't term always pass, whoever buys. A term line passes while no check blocks or leaves it open; the
 * checks that do are named at each of them; what is waived refuses nothing. No lines at all are judged as if on term: the careful reading.
 */
export async function judgePayments(
  given: PaymentsToJudge,
  waived: readonly WaivedCheck[] = [],
): Promise<PaymentsVerdict> {
  const { policy, branch, action, facts, payments, alwaysHeld } = given;
  if (facts === null) return unidentified(given);
  const holdable = payments.length === 0 || termCents(payments, policy.modalities) > 0;
  const at = { branch, actions: [action], holdable, ...(alwaysHeld && { alwaysHeld }) };
  const judgement = await judgePolicy(policy, facts, at, waived);
  const stopping = judgement.checks
    .filter(({ outcome }) => outcome === Outcome.blocked || outcome === Outcome.undetermined)
    .map(({ check }) => check);
  return { judgement, ...linesOf(given, stopping) };
}

/** Nothing is checked of who is not known, and nothing is taken on term. */
function unidentified(given: PaymentsToJudge): PaymentsVerdict {
  const lines = linesOf(given, [BUYER_UNIDENTIFIED]);
  const blocked = { outcome: Outcome.blocked, indicator: Indicator.restricted };
  const clear = { outcome: Outcome.clear, indicator: Indicator.clear };
  const isAllCash = lines.allowed && given.payments.length > 0;
  return { judgement: { ...(isAllCash ? clear : blocked), checks: [], restrictions: [] }, ...lines };
}

function linesOf({ payments, policy }: PaymentsToJudge, stopping: readonly string[]) {
  const lines = payments.map(({ modality }, line): LineVerdict => {
    const restrictions = modalityTraits(modality, policy.modalities).term ? stopping : [];
    return { line, modality, allowed: restrictions.length === 0, restrictions };
  });
  return { payments: lines, allowed: lines.every(({ allowed }) => allowed) };
}
