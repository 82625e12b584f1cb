/** Owns a decision without some of its facts: their readings, what conditions saw of them, and what restrictions say of them. */
import type { DecisionRecord } from '../contracts/decision';
import type { Evidence, Judgement, Restriction, RuleJudgement } from '../contracts/judgement';
import type { FactName, FactReadings } from '../domain/facts';

/** True for a fact that isn't told. */
export type Withheld = (fact: FactName) => boolean;

/** Stands in the place of a reading. */
export const WITHHELD = { known: false, why: 'withheld' } as const;

/** Facts and judgement as they may be told. */
export function decisionWithout(
  { facts, judgement }: Pick<DecisionRecord, 'facts' | 'judgement'>,
  isWithheld: Withheld,
) {
  return { facts: facts && factsWithout(facts, isWithheld), judgement: judgementWithout(judgement, isWithheld) };
}

/** The analyst's text of a check may tell figures: its restriction is told by the seller's. */
export function withoutNumbers<R extends { readonly analyst: string }>({
  analyst: _analyst,
  ...rest
}: R): Omit<R, 'analyst'> {
  return rest;
}

function factsWithout(facts: FactReadings, isWithheld: Withheld): unknown {
  const told = Object.entries(facts).map(([name, reading]) => [
    name,
    isWithheld(name as FactName) ? WITHHELD : reading,
  ]);
  return Object.fromEntries(told) as unknown;
}

function judgementWithout({ checks, restrictions, ...rest }: Judgement, isWithheld: Withheld): unknown {
  const ruleOf = ({ evidence, ...rule }: RuleJudgement) => ({
    ...rule,
    evidence: evidenceWithout(evidence, isWithheld),
  });
  return {
    ...rest,
    checks: checks.map((check) => ({ ...check, rules: check.rules.map(ruleOf) })),
    restrictions: restrictions.map((restriction) => restrictionWithout(restriction, isWithheld)),
  };
}

function restrictionWithout(restriction: Restriction, isWithheld: Withheld): unknown {
  const values = Object.entries(restriction.values).filter(([name]) => !isWithheld(name as FactName));
  const isWhole = values.length === Object.keys(restriction.values).length;
  return { ...(isWhole ? restriction : withoutNumbers(restriction)), values: Object.fromEntries(values) as unknown };
}

function evidenceWithout(evidence: Evidence, isWithheld: Withheld): unknown {
  const each = (inner: readonly Evidence[]) => inner.map((one) => evidenceWithout(one, isWithheld));
  if ('all' in evidence) return { ...evidence, all: each(evidence.all) };
  if ('any' in evidence) return { ...evidence, any: each(evidence.any) };
  if ('not' in evidence) return { ...evidence, not: evidenceWithout(evidence.not, isWithheld) };
  const { wanted } = evidence;
  const isOther = typeof wanted === 'object' && 'fact' in wanted && isWithheld(wanted.fact);
  return {
    ...evidence,
    ...(isWithheld(evidence.fact) && { seen: WITHHELD }),
    ...(isOther && { wantedSeen: WITHHELD }),
  };
}
