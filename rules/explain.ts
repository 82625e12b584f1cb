/** Owns what a person reads of a check that fired or couldn't be verified: two texts, and the values they speak of. */
import { factsReadBy } from '../contracts/condition';
import type { CheckJudgement, Restriction } from '../contracts/judgement';
import type { PolicyCheck } from '../contracts/policy';
import { isBureauFinding } from '../domain/bureau-facts';
import { factDefinition, type FactName, type FactReading, type UnknownReason } from '../domain/facts';
import { CheckResult, Outcome } from '../domain/outcome';
import { factsNamedIn, parseTemplate, type ParsedTemplate } from '../domain/text-template';
import { formatReading } from './format-value';
import type { Reader } from './reader';

/** Why a fact can't be told, in Portuguese. */
export const WHY_UNKNOWN: Readonly<Record<UnknownReason, string>> = {
  missing: 'sem dado',
  stale: 'dado desatualizado',
  illTyped: 'dado inválido',
  failed: 'falha na leitura',
  notApplicable: 'não se aplica',
};

/** The restriction a check leaves, or `null` for one that didn't fire. */
export function restrictionOf(check: PolicyCheck, judged: CheckJudgement, read: Reader): Restriction | null {
  const { result, mode, action } = judged;
  if (result === CheckResult.noHit) return null;
  const isUnknown = result === CheckResult.unknown;
  const { seller, analyst } = prepared(check);
  return {
    check: check.id,
    mode,
    action,
    result,
    unverified: isUnknown && judged.outcome === Outcome.indicated,
    seller: isUnknown ? unverifiedForSeller(check) : filled(check.texts.seller, seller, read),
    analyst: isUnknown ? unverifiedForAnalyst(check, read) : filled(check.texts.analyst, analyst, read),
    values: knownValues(check, read),
  };
}

/** What restrictions of a check are made of, read from it once: a policy's checks live as long as the policy is kept. */
interface Prepared {
  readonly seller: ParsedTemplate;
  readonly analyst: ParsedTemplate;
  readonly factsOfRules: readonly FactName[];
  /** Those of the rules and of both texts. */
  readonly facts: readonly FactName[];
}
const preparedChecks = new WeakMap<PolicyCheck, Prepared>();

function prepared(check: PolicyCheck): Prepared {
  const before = preparedChecks.get(check);
  if (before !== undefined) return before;
  const { seller, analyst } = check.texts;
  const factsOfRules = [...new Set(check.rules.flatMap((rule) => factsReadBy(rule.when)))];
  const facts = [...new Set([...factsOfRules, ...factsNamedIn(analyst), ...factsNamedIn(seller)])];
  const made = { seller: parseTemplate(seller), analyst: parseTemplate(analyst), factsOfRules, facts };
  preparedChecks.set(check, made);
  return made;
}

/** A text with its facts in place; a fact that couldn't be read says so. */
export function fill(template: string, read: Reader): string {
  return filled(template, parseTemplate(template), read);
}

function filled(template: string, parsed: ParsedTemplate, read: Reader): string {
  if (!parsed.ok) return template;
  return parsed.parts.map((part) => ('fact' in part ? told(part.fact, read) : part.words)).join('');
}

/** What a bureau says stands in the decision's facts, where who reads it is noted; texts are kept for longer, and go further. */
function told(fact: FactName, read: Reader): string {
  return isBureauFinding(fact) ? '(ver decisão)' : formatReading(fact, read(fact));
}

/** The policy's own text would state as a reason what nobody knows. */
function unverifiedForSeller(check: PolicyCheck): string {
  return `Não foi possível verificar agora: ${check.name}. Tente novamente em instantes ou solicite análise de crédito.`;
}

function unverifiedForAnalyst(check: PolicyCheck, read: Reader): string {
  const unread = prepared(check).factsOfRules.flatMap((fact) => missing(fact, read(fact)));
  return `Não foi possível verificar: ${check.name}. Sem leitura de: ${unread.join('; ')}.`;
}

function missing(fact: FactName, reading: FactReading): readonly string[] {
  return reading.known ? [] : [`${factDefinition(fact).label} (${WHY_UNKNOWN[reading.why]})`];
}

function knownValues(check: PolicyCheck, read: Reader): Restriction['values'] {
  const values: Restriction['values'] = {};
  for (const fact of prepared(check).facts) {
    const reading = read(fact);
    if (reading.known && !isBureauFinding(fact)) values[fact] = reading.value;
  }
  return values;
}
