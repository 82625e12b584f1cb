/** Owns how often a sign-in may be tried: bounds on each of three counters, and what a passed one costs. */

/** What attempts are counted by. Two that share an office share its address; an attacker may have many addresses. */
export type AttemptScope = 'accountAtAddress' | 'account' | 'address';

/** So many within so long. */
export interface AttemptLimit {
  readonly attempts: number;
  readonly windowMs: number;
}

const MINUTE_MS = 60_000;

/**
 * Five guesses from one place lock an account for that place alone, so that who guesses doesn't lock the person out;
 * thirty from anywhere lock it for all. A window begins with its first attempt and ends for good with its time.
 */
export const SIGN_IN_LIMITS: Readonly<Record<AttemptScope, AttemptLimit>> = {
  accountAtAddress: { attempts: 5, windowMs: 15 * MINUTE_MS },
  account: { attempts: 30, windowMs: 60 * MINUTE_MS },
  address: { attempts: 100, windowMs: 60 * MINUTE_MS },
};
