/** Owns the signing in: attempts are bounded, and nothing tells a person nobody knows from a wrong password. */
import type { Passwords } from '../adapters/auth/passwords';
import type { NewSession, SessionStore } from '../adapters/mongo/session-store';
import type { SecondStepStore } from '../adapters/mongo/second-step-store';
import type { SignInAttemptStore } from '../adapters/mongo/sign-in-attempt-store';
import type { KnownUser, UserStore } from '../adapters/mongo/user-store';
import type { AuditEntry } from '../contracts/audit';
import type { Session, SignInBody, SignInWay, User } from '../contracts/user';
import { CrivoError } from '../domain/errors';
import { SIGN_IN_LIMITS, type AttemptLimit, type AttemptScope } from '../domain/sign-in-limits';
import { newId } from './new-id';
import { wantSecondStep, type WantedStep } from './want-second-step';

export interface AttemptDeps {
  readonly signInAttempts: SignInAttemptStore;
  /** A keyed hash: counters name neither e-mails nor addresses. */
  readonly identity: (purpose: string, value: string) => string;
  readonly now: () => Date;
}

/** How secrets are made, and what is kept of them. */
export interface Secrets {
  make(): string;
  hash(secret: string): string;
}

export interface SignInDeps extends AttemptDeps {
  readonly secrets: Secrets;
  readonly users: Pick<UserStore, 'findByEmail'>;
  readonly sessions: Pick<SessionStore, 'start'>;
  readonly secondSteps: Pick<SecondStepStore, 'begin'>;
  readonly passwords: Passwords;
  readonly longestMs: number;
}

/** The browser that asks. `token` is that of the session it has had until now. */
export interface Browser {
  readonly address: string;
  readonly name: string | undefined;
  readonly token: string | undefined;
}

/** The token stands in the browser's cookie alone. */
export interface BegunSession {
  readonly token: string;
  readonly session: Session;
  readonly user: User;
}

const LONGEST_BROWSER_NAME = 200;

/**
 * Always begins a session of its own: a token that somebody else put into the browser is worth nothing afterwards. Of a
 * person with a second factor it begins none, but waits for the code; nobody learns of the factor without the password.
 * Errors: `TooManyAttempts`, `SignInRefused`, whatever of it is wrong, `Unavailable`.
 */
export async function signIn(deps: SignInDeps, body: SignInBody, browser: Browser): Promise<BegunSession | WantedStep> {
  const known = await deps.users.findByEmail(body.email);
  const attempt = await countAttempt(deps, accountOf(body.email, known), browser.address);
  const matches = await deps.passwords.matches(known?.credential.hash ?? null, body.password);
  if (known === null || !matches || !isUsable(known, deps.now())) throw new CrivoError('SignInRefused');
  const factor = known.secondFactor;
  const begun =
    factor === null
      ? await beginSession(deps, known, browser, { by: 'password', factor: 'none' })
      : await wantSecondStep(deps, known, factor);
  if (begun === null) throw new CrivoError('SignInRefused');
  await attempt.passed();
  return begun;
}

/** How somebody has proven who they are. */
export interface SignInProof {
  readonly by: SignInWay;
  readonly factor: NewSession['factor'];
  /** To be written beside the entry of the session. */
  readonly also?: readonly AuditEntry[];
}

/**
 * A new session in place of the one the browser has had. Null where the person was switched off, or their password
 * or second factor changed, since they were read; or the code was used.
 */
export async function beginSession(
  deps: Omit<SignInDeps, 'passwords' | 'secondSteps'>,
  known: KnownUser,
  browser: Browser,
  { by, factor, also = [] }: SignInProof,
): Promise<BegunSession | null> {
  const begun = begin(deps, known.user, browser.name, by);
  const { session, token } = begun;
  const started = await deps.sessions.start(
    {
      tokenHash: deps.secrets.hash(token),
      session,
      credentialHash: known.credential.hash,
      factor,
      replaces: browser.token === undefined ? null : deps.secrets.hash(browser.token),
    },
    [sessionAudit(session, how(factor)), ...also],
  );
  return started ? begun : null;
}

/**
 * Counts a guess before it is looked at, so that many at once are not more than allowed. Who is refused at one place
 * adds nothing to the count of all places. Errors: `TooManyAttempts`.
 */
export async function countAttempt(
  { signInAttempts, identity, now }: AttemptDeps,
  account: string,
  address: string,
  limits: Readonly<Record<AttemptScope, AttemptLimit>> = SIGN_IN_LIMITS,
) {
  const ids: Readonly<Record<AttemptScope, string>> = {
    accountAtAddress: identity('sign-in at address', `${account}\0${address}`),
    account: identity('sign-in', account),
    address: identity('sign-in address', address),
  };
  for (const scope of ['accountAtAddress', 'account', 'address'] as const) {
    const { attempts, windowMs } = limits[scope];
    const count = await signInAttempts.take(ids[scope], windowMs, now());
    if (count.attempts <= attempts) continue;
    const retryAfterSeconds = Math.max(1, Math.ceil((count.until.getTime() - now().getTime()) / 1_000));
    throw new CrivoError('TooManyAttempts', { retryAfterSeconds });
  }
  return {
    /** It was no guess: it counts for nothing. */
    passed: async () => {
      await signInAttempts.forget(ids.accountAtAddress);
      await signInAttempts.giveBack(ids.account);
      await signInAttempts.giveBack(ids.address);
    },
  };
}

/** Guesses are at one password: a new one, as an administrator hands it over, has none against it. */
export function accountOf(email: string, known: KnownUser | null): string {
  return `${email}\0${known?.credential.changedAt ?? ''}`;
}

/** Switched on, with a password that hasn't ended. */
export function isUsable({ user, credential }: Pick<KnownUser, 'user' | 'credential'>, now: Date): boolean {
  return user.isActive && (credential.validUntil === null || now.toISOString() < credential.validUntil);
}

/** Beside the session: the code it took, or that an account is bound from now on. */
function how(factor: NewSession['factor']): object {
  if (factor === 'none') return {};
  if ('proof' in factor) return { secondFactor: factor.proof.kind };
  return factor.bound === null ? { isFirstOfAccount: true } : {};
}

function sessionAudit({ session, user, startedAt, endsAt, browser, by }: Session, how: object): AuditEntry {
  const after = { user, endsAt, browser, by, ...how };
  const entry = { id: newId('aud'), at: startedAt, subject: user, kind: 'session', target: session } as const;
  return { ...entry, branch: null, before: null, after };
}

function begin(
  { now, longestMs, secrets }: Pick<SignInDeps, 'now' | 'longestMs' | 'secrets'>,
  user: User,
  browserName: string | undefined,
  by: SignInWay,
): BegunSession {
  const startedAt = now().toISOString();
  const endsAt = new Date(now().getTime() + longestMs).toISOString();
  const browser = browserName?.slice(0, LONGEST_BROWSER_NAME).toWellFormed() ?? null;
  const session = { session: newId('ses'), user: user.user, startedAt, lastSeenAt: startedAt, endsAt, browser, by };
  return { token: secrets.make(), session, user };
}
