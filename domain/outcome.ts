/** Owns how results combine: outcomes and modes, each with its order of severity, so that combining needs no ifs. */

/** What an evaluation of one action came to, mildest first. */
export const Outcome = {
  clear: 'clear',
  indicated: 'indicated',
  undetermined: 'undetermined',
  blocked: 'blocked',
} as const;
export type Outcome = (typeof Outcome)[keyof typeof Outcome];

/** In Portuguese, as an analyst reads it. */
export const OUTCOME_LABELS: Readonly<Record<Outcome, string>> = {
  clear: 'sem restrição',
  indicated: 'com restrição (não bloqueia)',
  undetermined: 'não foi possível verificar',
  blocked: 'bloqueado',
};

/** What a check does at an action, mildest first. */
export const Mode = { off: 'off', indicate: 'indicate', block: 'block' } as const;
export type Mode = (typeof Mode)[keyof typeof Mode];

/** What a check found. `unknown` is never read as `noHit`. */
export const CheckResult = { noHit: 'noHit', hit: 'hit', unknown: 'unknown' } as const;
export type CheckResult = (typeof CheckResult)[keyof typeof CheckResult];

/** The "I" beside a customer or order: green, yellow, grey. */
export const Indicator = { clear: 'clear', restricted: 'restricted', unknown: 'unknown' } as const;
export type Indicator = (typeof Indicator)[keyof typeof Indicator];

const OUTCOMES = Object.values(Outcome);
const MODES = Object.values(Mode);

/** The most severe of several outcomes; `clear` for none. */
export function worstOutcome(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce((a, b) => (OUTCOMES.indexOf(b) > OUTCOMES.indexOf(a) ? b : a), Outcome.clear);
}

/** The most severe of several modes; `off` for none. An order that is amended is judged by all actions it has passed. */
export function strictestMode(modes: readonly Mode[]): Mode {
  return modes.reduce((a, b) => (MODES.indexOf(b) > MODES.indexOf(a) ? b : a), Mode.off);
}

/**
 * What one check contributes to the outcome.
 * An unknown check whose `whenUnknown` resolves to block leaves the order `undetermined`: unknown never approves, and
 * is never said to be a refusal. Where it only indicates, the restriction is marked unverified.
 */
export function checkOutcome(result: CheckResult, mode: Mode, whenUnknown: Mode = mode): Outcome {
  if (mode === Mode.off || result === CheckResult.noHit) return Outcome.clear;
  if (result === CheckResult.hit) return mode === Mode.block ? Outcome.blocked : Outcome.indicated;
  return whenUnknown === Mode.block ? Outcome.undetermined : Outcome.indicated;
}

/** How a stage is asked for: by a person (the ERP or a screen) or by itself when its turn comes. */
export const AskedBy = { person: 'person', automatic: 'automatic' } as const;
export type AskedBy = (typeof AskedBy)[keyof typeof AskedBy];

/** What an outcome means for the action that was judged. */
export type Verdict = 'pass' | 'wait' | 'hold';

/**
 * `clear` and `indicated` let an action pass; a branch may demand `clear` of an automatic stage, which then waits for a
 * person instead. Everything else holds.
 */
export function verdict(outcome: Outcome, by: AskedBy, demandsClear: boolean): Verdict {
  if (outcome === Outcome.clear) return 'pass';
  if (outcome === Outcome.indicated) return by === AskedBy.automatic && demandsClear ? 'wait' : 'pass';
  return 'hold';
}
