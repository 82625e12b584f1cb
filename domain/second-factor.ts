/** Owns the rules of the second factor: how long its steps last, how often it may be guessed, and who has to have one. */
import { SIGN_IN_LIMITS, type AttemptLimit, type AttemptScope } from './sign-in-limits';

/** How many recovery codes a person is given at once; each is good for one use. */
export const RECOVERY_CODES = 10;

/** How long a secret that was shown can be confirmed by a code. */
export const SETUP_MS = 10 * 60_000;

/** How long a right password waits for its code, and how many codes may be tried with it. */
export const SECOND_STEP_MS = 5 * 60_000;
export const SECOND_STEP_ATTEMPTS = 5;

const DAY_MS = 24 * 3_600_000;

/**
 * A code is one of a million, of which three are right at a time. Who guesses at it has the password, so that twenty
 * wrong ones a day are no mistake of the person's: another factor, set up after a reset, has none against it.
 */
export const SECOND_FACTOR_LIMITS: Readonly<Record<AttemptScope, AttemptLimit>> = {
  ...SIGN_IN_LIMITS,
  account: { attempts: 20, windowMs: DAY_MS },
};

interface FactorDemand {
  readonly session: { readonly by: string; readonly startedAt: string };
  readonly user: { readonly secondFactorSince: string | null };
  readonly groups: readonly { readonly requiresSecondFactorSince: string | null }[];
}

/**
 * True where one has to be set up before anything else: a group demands it since before this sign-in by password. Who
 * came by the identity provider was looked at there.
 */
export function isSecondFactorDue({ session, user, groups }: FactorDemand): boolean {
  if (session.by !== 'password' || user.secondFactorSince !== null) return false;
  return groups.some(({ requiresSecondFactorSince: since }) => since !== null && since <= session.startedAt);
}
