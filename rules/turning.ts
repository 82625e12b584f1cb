/** Owns what would have to be otherwise: for each fact, the smallest change of it alone that turns a judgement. Pure. */
import { leavesOf, operandFact, type Leaf } from '../contracts/condition';
import type { Policy } from '../contracts/policy';
import { factDefinition, type FactName, type FactReadings, type FactValue } from '../domain/facts';
import { holds } from '../domain/waivers';
import { compilePolicy, type Decided } from './compile';
import type { JudgedAt } from './evaluate';
import { formatReading, formatValue } from './format-value';

/** One change that is enough by itself. */
export interface Turn {
  readonly fact: FactName;
  /** What the fact would have to be; of all values that do, the nearest to what it is. */
  readonly value: FactValue;
  /** In Portuguese: what it is, and what it has to be. */
  readonly text: string;
}

export interface Turns {
  /** Each lets the whole go on, or holds what goes on. None where two checks hold for different reasons. */
  readonly outcome: readonly Turn[];
  /** By check that fired or couldn't be verified: each would make it not fire. */
  readonly checks: Readonly<Record<string, readonly Turn[]>>;
}

/** A hundredth of a day is what texts show of an average. */
const STEP = { cents: 1, count: 1, days: 0.01 } as const;

/**
 * Tries every fact the policy's rules read, at each value on which a comparison turns. Facts that hang together (what is
 * taken, and what will be) are changed one by one all the same: it explains a rule, and plans nothing. The facts' number
 * times the comparisons' is what it costs, a microsecond each.
 */
export function turnsOf(policy: Policy, facts: FactReadings, at: JudgedAt): Turns {
  const { decide } = compilePolicy(policy, at);
  const before = decide(facts);
  const leaves = policy.checks.flatMap(({ rules }) => rules.flatMap(({ when }) => leavesOf(when)));
  const names = [...new Set(leaves.flatMap((leaf) => [leaf.fact, operandFact(leaf) ?? leaf.fact]))];
  const tried = names.flatMap((fact) =>
    candidatesFor(fact, leaves, facts).map((candidate) => ({ candidate, after: decide(changed(facts, candidate)) })),
  );
  const nearest = (turns: (after: Decided) => boolean): Turn[] =>
    names.flatMap((fact) => {
      const found = tried.find((one) => one.candidate.fact === fact && turns(one.after));
      return found === undefined ? [] : [turnTo(found.candidate, facts)];
    });
  const checks = before.reasons.map((check) => [check, nearest((after) => !after.reasons.includes(check))] as const);
  return {
    outcome: nearest((after) => holds(after.outcome) !== holds(before.outcome)),
    checks: Object.fromEntries(checks),
  };
}

interface Candidate {
  readonly fact: FactName;
  readonly value: FactValue;
  /** How the value lies to the bound it comes from: on it, just below or just above. */
  readonly side: 'at' | 'below' | 'above';
  readonly bound: FactValue;
}

/** The values of a fact that its comparisons could tell apart, the nearest to what it is first. */
function candidatesFor(fact: FactName, leaves: readonly Leaf[], facts: FactReadings): readonly Candidate[] {
  const { type, values } = factDefinition(fact);
  if (type === 'boolean') return [true, false].map((value) => ({ fact, value, side: 'at', bound: value }));
  if (type === 'text') return Object.keys(values ?? {}).map((value) => ({ fact, value, side: 'at', bound: value }));
  const step = STEP[type];
  const actual = facts[fact];
  const from = actual.known && typeof actual.value === 'number' ? actual.value : 0;
  const found = boundsOf(fact, leaves, facts).flatMap((bound): Candidate[] => [
    { fact, value: bound, side: 'at', bound },
    { fact, value: round(bound - step), side: 'below', bound },
    { fact, value: round(bound + step), side: 'above', bound },
  ]);
  return found
    .filter(({ value }) => type === 'days' || Number(value) >= 0)
    .sort((a, b) => Math.abs(Number(a.value) - from) - Math.abs(Number(b.value) - from));
}

/** The numbers it is compared with: those of the policy, and other facts as they are. */
function boundsOf(fact: FactName, leaves: readonly Leaf[], facts: FactReadings): readonly number[] {
  const bounds = leaves.flatMap((leaf): unknown[] => {
    const other = operandFact(leaf);
    if (leaf.fact !== fact && other !== fact) return [];
    if (other === null) return [leaf.value].flat();
    const reading = facts[other === fact ? leaf.fact : other];
    return reading.known ? [reading.value] : [];
  });
  return [...new Set(bounds.filter((bound) => typeof bound === 'number'))];
}

function changed(facts: FactReadings, { fact, value }: Candidate): FactReadings {
  return { ...facts, [fact]: { known: true, value, asOf: '', source: 'suposto' } };
}

function turnTo({ fact, value, side, bound }: Candidate, facts: FactReadings): Turn {
  const { label } = factDefinition(fact);
  return { fact, value, text: `${label}: ${formatReading(fact, facts[fact])}; precisa ser ${wanted()}` };

  function wanted(): string {
    const told = formatValue(fact, bound);
    if (typeof value !== 'number' || typeof bound !== 'number') return told;
    if (side === 'below') return `menor que ${told}`;
    if (side === 'above') return `maior que ${told}`;
    const actual = facts[fact];
    if (!actual.known || typeof actual.value !== 'number') return told;
    return actual.value > bound ? `no máximo ${told}` : `no mínimo ${told}`;
  }
}

/** Sums of hundredths would otherwise read 9.989999. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
