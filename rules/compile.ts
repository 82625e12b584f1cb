/** Owns policies compiled for judging a great many facts: what json-rules-engine finds in one run, found in a microsecond. */
import type { Condition } from '../contracts/condition';
import { TruthValue, type Evidence, type Judgement, type RuleJudgement } from '../contracts/judgement';
import type { Policy } from '../contracts/policy';
import { ALWAYS_HOLD } from '../domain/checks';
import type { FactReadings } from '../domain/facts';
import { CheckResult, checkOutcome, Outcome } from '../domain/outcome';
import type { WaivedCheck } from '../domain/waivers';
import { closures } from './compiled/closures';
import { generate } from './compiled/generate';
import { lowered } from './compiled/lowered';
import { FALSE, TRUE, UNKNOWN, type Machine } from './compiled/machine';
import { appliedChecks, judgementFrom, type AppliedCheck, type JudgedAt } from './evaluate';
import { leafEvidence } from './evidence';
import { readerOf, type Reader } from './reader';

/** What comes of facts without the account of why: enough to tell which of two policies differ. */
export interface Decided {
  readonly outcome: Outcome;
  /** The checks that fired or couldn't be verified, in the policy's order. */
  readonly reasons: readonly string[];
}

/** One check's part in an outcome. */
export interface Restricting {
  readonly check: string;
  readonly outcome: Outcome;
}

/** What every comparison came to, in the order written; with the facts it is all that a judgement is told from. */
export type Trace = Uint8Array;

/**
 * A policy at one branch and one set of actions. All of it is a function of the facts alone, and equals what `judgePolicy`
 * answers. Not for orders: those are judged by the engine, and this is held against it.
 */
export interface CompiledPolicy {
  readonly decide: (facts: FactReadings) => Decided;
  /** Which checks fired or couldn't be verified, each with what it comes to by itself; in the policy's order. */
  readonly restricting: (facts: FactReadings) => readonly Restricting[];
  /** Evidence that costs next to nothing until somebody wants to see it. */
  readonly trace: (facts: FactReadings) => Trace;
  readonly judge: (facts: FactReadings, waived?: readonly WaivedCheck[]) => Judgement;
  /** The judgement that facts and their trace make. */
  readonly tell: (facts: FactReadings, trace: Trace, waived?: readonly WaivedCheck[]) => Judgement;
}

/** How rules are compiled: `code` is generated where that isn't forbidden. */
export type CompiledBy = 'code' | 'closures';

/** Conditions that are equal to the policy's are assumed: it has been parsed. */
export function compilePolicy(policy: Policy, at: JudgedAt, by: CompiledBy = 'code'): CompiledPolicy {
  const applied = appliedChecks(policy, at);
  const rules = applied.flatMap(({ check }) => check.rules);
  const program = lowered(rules.map(({ when }) => when));
  const machine = by === 'code' ? generatedOr(program) : closures(program);
  const places = new Float64Array(program.facts.length);
  const results = new Uint8Array(rules.length);
  const decide = decider(applied, at);

  const tell = (facts: FactReadings, trace: Trace, waived: readonly WaivedCheck[] = []): Judgement => {
    const read = readerOf(facts);
    const cursor = { leaf: 0, trace, read };
    const fired = rules.map(({ id, when }): RuleJudgement => {
      const evidence = evidenceFrom(when, cursor);
      return { rule: id, result: RESULT_OF[evidence.result], evidence };
    });
    return judgementFrom(applied, fired, { read, at, waived });
  };
  const trace = (facts: FactReadings): Trace => {
    const truths = new Uint8Array(program.leaves);
    machine.read(facts, places);
    machine.trace(places, truths);
    return truths;
  };
  return {
    decide: (facts) => {
      machine.read(facts, places);
      machine.run(places, results);
      return decide(results);
    },
    restricting: (facts) => {
      machine.read(facts, places);
      machine.run(places, results);
      return restrictingOf(applied, results);
    },
    trace,
    tell,
    judge: (facts, waived) => tell(facts, trace(facts), waived),
  };
}

/** What the results of all rules come to. It runs a million times a second: no list is made where nothing fired. */
function decider(applied: readonly AppliedCheck[], at: JudgedAt): (results: Uint8Array) => Decided {
  const ids = applied.map(({ check }) => check.id);
  const ends = Uint16Array.from(endsOf(applied.map(({ check }) => check.rules.length)));
  const severities = Uint8Array.from(
    applied.flatMap(({ mode, whenUnknown }) =>
      RESULTS.map((result) => SEVERITIES.indexOf(checkOutcome(result, mode, whenUnknown))),
    ),
  );
  const held = at.alwaysHeld === undefined ? [] : [ALWAYS_HOLD];
  const least = held.length === 0 ? 0 : SEVERITIES.indexOf(at.holdable ? Outcome.blocked : Outcome.indicated);
  return (results) => {
    let [rule, severity] = [0, least];
    let reasons: string[] | null = null;
    for (let check = 0; check < ids.length; check += 1) {
      const end = ends[check] ?? 0;
      let result = FALSE;
      for (; rule < end; rule += 1) if ((results[rule] ?? UNKNOWN) > result) result = results[rule] ?? UNKNOWN;
      if (result === FALSE) continue;
      severity = Math.max(severity, severities[RESULTS.length * check + result] ?? 0);
      (reasons ??= [...held]).push(ids[check] ?? '');
    }
    return { outcome: SEVERITIES[severity] ?? Outcome.undetermined, reasons: reasons ?? held };
  };
}

function restrictingOf(applied: readonly AppliedCheck[], results: Uint8Array): readonly Restricting[] {
  let rule = 0;
  return applied.flatMap(({ check, mode, whenUnknown }) => {
    let worst = FALSE;
    for (const end = rule + check.rules.length; rule < end; rule += 1)
      worst = Math.max(worst, results[rule] ?? UNKNOWN);
    const result = RESULTS[worst] ?? CheckResult.unknown;
    return worst === FALSE ? [] : [{ check: check.id, outcome: checkOutcome(result, mode, whenUnknown) }];
  });
}

function endsOf(lengths: readonly number[]): number[] {
  let end = 0;
  return lengths.map((length) => (end += length));
}

/** Mildest first. */
const SEVERITIES = Object.values(Outcome);
/** By the numbers of `machine.ts`. */
const RESULTS = [CheckResult.noHit, CheckResult.unknown, CheckResult.hit] as const;
const TRUTHS = [TruthValue.false, TruthValue.unknown, TruthValue.true] as const;
const RESULT_OF = { false: CheckResult.noHit, unknown: CheckResult.unknown, true: CheckResult.hit } as const;

function generatedOr(program: Parameters<typeof generate>[0]): Machine {
  try {
    return generate(program);
  } catch (error) {
    if (error instanceof EvalError) return closures(program);
    throw error;
  }
}

interface Cursor {
  leaf: number;
  readonly trace: Trace;
  readonly read: Reader;
}

function evidenceFrom(condition: Condition, cursor: Cursor): Evidence {
  if ('all' in condition) {
    const all = condition.all.map((child) => evidenceFrom(child, cursor));
    return { all, result: truthBy(all, Math.min, TRUE) };
  }
  if ('any' in condition) {
    const any = condition.any.map((child) => evidenceFrom(child, cursor));
    return { any, result: truthBy(any, Math.max, FALSE) };
  }
  if ('not' in condition) {
    const not = evidenceFrom(condition.not, cursor);
    return { not, result: TRUTHS[TRUE - TRUTHS.indexOf(not.result)] ?? TruthValue.unknown };
  }
  const result = TRUTHS[cursor.trace[cursor.leaf] ?? UNKNOWN] ?? TruthValue.unknown;
  cursor.leaf += 1;
  return leafEvidence(condition, result, cursor.read);
}

function truthBy(parts: readonly Evidence[], by: (a: number, b: number) => number, start: number): TruthValue {
  return TRUTHS[parts.reduce((so, part) => by(so, TRUTHS.indexOf(part.result)), start)] ?? TruthValue.unknown;
}
