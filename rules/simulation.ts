/** Owns the full account of one judgement for a person: each check with every comparison as a sentence, and what turns it. */
import { factsReadBy, type Leaf } from '../contracts/condition';
import type { Evidence, Judgement, LeafEvidence, Seen, TruthValue } from '../contracts/judgement';
import type { Policy } from '../contracts/policy';
import type { Action } from '../domain/actions';
import { factDefinition, type FactName, type FactReadings } from '../domain/facts';
import { operatorDefinition } from '../domain/operators';
import type { CheckResult, Mode, Outcome } from '../domain/outcome';
import { judgePolicy, type JudgedAt } from './evaluate';
import { formatValue } from './format-value';
import { sayOperand } from './say-condition';
import { turnsOf, type Turns } from './turning';
import { WHY_UNKNOWN } from './explain';

/** One comparison, as it came to. */
export interface ExplainedCondition {
  readonly fact: FactName;
  readonly operator: Leaf['operator'];
  readonly result: TruthValue;
  /** In Portuguese: what the fact is, what is asked of it, and the answer. */
  readonly text: string;
}

/** A check that was judged, with the name people know it by. */
export interface ExplainedCheck {
  readonly check: string;
  readonly name: string;
  readonly result: CheckResult;
  readonly mode: Mode;
  readonly action: Action;
  readonly outcome: Outcome;
  readonly rules: readonly {
    readonly rule: string;
    readonly result: CheckResult;
    /** In the order written, however they are grouped. */
    readonly conditions: readonly ExplainedCondition[];
  }[];
}

/** What judging these facts by this policy comes to. */
export interface Simulated {
  readonly judgement: Judgement;
  readonly turns: Turns;
  readonly explained: readonly ExplainedCheck[];
}

/** By the engine that judges orders; nothing is waived, since the question is what the checks say. */
export async function simulate(policy: Policy, facts: FactReadings, at: JudgedAt): Promise<Simulated> {
  const judgement = await judgePolicy(policy, facts, at);
  return { judgement, turns: turnsOf(policy, facts, at), explained: explain(policy, judgement) };
}

/** The facts that were read in judging: whatever else is known didn't count. */
export function factsThatCounted(policy: Policy, { checks }: Judgement): readonly FactName[] {
  const judged = new Set(checks.map(({ check }) => check));
  const rules = policy.checks.filter(({ id }) => judged.has(id)).flatMap((check) => check.rules);
  return [...new Set(rules.flatMap(({ when }) => factsReadBy(when)))];
}

function explain(policy: Policy, { checks }: Judgement): readonly ExplainedCheck[] {
  const names = new Map(policy.checks.map(({ id, name }) => [id, name]));
  return checks.map(({ check, result, mode, action, outcome, rules }) => ({
    ...{ check, name: names.get(check) ?? check, result, mode, action, outcome },
    rules: rules.map(({ rule, result: came, evidence }) => ({
      rule,
      result: came,
      conditions: leavesIn(evidence).map(explainLeaf),
    })),
  }));
}

function leavesIn(evidence: Evidence): readonly LeafEvidence[] {
  if ('fact' in evidence) return [evidence];
  if ('all' in evidence) return evidence.all.flatMap(leavesIn);
  return 'any' in evidence ? evidence.any.flatMap(leavesIn) : leavesIn(evidence.not);
}

const ANSWERS: Readonly<Record<TruthValue, string>> = { true: 'sim', false: 'não', unknown: 'não se sabe' };

function explainLeaf({ fact, operator, wanted, wantedSeen, seen, result }: LeafEvidence): ExplainedCondition {
  const asked = `${operatorDefinition(operator).label} ${sayOperand(fact, wanted)}`;
  const other = wantedSeen === undefined ? '' : ` (${saySeen(fact, wantedSeen)})`;
  const text = `${factDefinition(fact).label}: ${saySeen(fact, seen)}; ${asked}${other}? ${ANSWERS[result]}`;
  return { fact, operator, result, text };
}

function saySeen(fact: FactName, seen: Seen): string {
  return seen.known ? formatValue(fact, seen.value) : WHY_UNKNOWN[seen.why];
}
