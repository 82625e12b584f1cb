/** Owns the second step of a sign-in: a right password waits a few minutes for the code, and gives no rights until then. */
import type { AuditStore } from '../adapters/mongo/audit-store';
import type { SecondStepStore } from '../adapters/mongo/second-step-store';
import type { UserStore } from '../adapters/mongo/user-store';
import type { AuditEntry } from '../contracts/audit';
import type { SecondFactor, SecondStep } from '../contracts/second-factor';
import { CrivoError } from '../domain/errors';
import { newId } from './new-id';
import { proveFactor, type FactorDeps } from './prove-factor';
import { beginSession, isUsable, type BegunSession, type Browser, type SignInDeps } from './sign-in';

export interface SecondStepDeps extends FactorDeps, Omit<SignInDeps, 'passwords'> {
  readonly users: Pick<UserStore, 'findByEmail' | 'findKnown'>;
  readonly secondSteps: SecondStepStore;
  readonly audit: Pick<AuditStore, 'note'>;
}

/**
 * Errors: `SecondStepExpired` where no password waits for a code any more; `SecondFactorRefused` for a wrong or used
 * code; `TooManyAttempts`, `Unavailable`.
 */
export async function takeSecondStep(
  deps: SecondStepDeps,
  stepToken: string,
  code: string,
  browser: Browser,
): Promise<BegunSession> {
  const stepTokenHash = deps.secrets.hash(stepToken);
  const step = await deps.secondSteps.attempt(stepTokenHash, deps.now());
  const waiting = step && (await stillWaiting(deps, step));
  if (waiting === null) throw new CrivoError('SecondStepExpired');
  const { known, factor } = waiting;
  const { user } = known.user;
  const proof = await proveFactor(deps, factor, { user, code, address: browser.address });
  if (proof === null) {
    await deps.audit.note(factorAudit(user, user, deps.now(), { refused: 'code' }));
    throw new CrivoError('SecondFactorRefused');
  }
  const also = proof.kind === 'code' ? [] : [factorAudit(user, user, deps.now(), used(factor))];
  const begun = await beginSession(deps, known, browser, { by: 'password', factor: { proof, stepTokenHash }, also });
  if (begun === null) throw new CrivoError('SecondFactorRefused');
  return begun;
}

/** An entry of the factor of `target`; of secrets and codes it tells nothing. */
export function factorAudit(subject: string, target: string, at: Date, after: object): AuditEntry {
  const entry = { id: newId('aud'), at: at.toISOString(), subject, kind: 'secondFactor', target } as const;
  return { ...entry, branch: null, before: null, after };
}

function used({ recoveryHashes }: SecondFactor) {
  return { used: 'recoveryCode', recoveryCodesLeft: recoveryHashes.length - 1 };
}

/** With the password and the factor it began with, of a person who may still sign in. */
async function stillWaiting({ users, now }: SecondStepDeps, step: SecondStep) {
  const known = await users.findKnown(step.user);
  const factor = known?.secondFactor ?? null;
  if (known === null || factor === null || !isUsable(known, now())) return null;
  const isSame = known.credential.changedAt === step.passwordChangedAt && factor.since === step.factorSince;
  return isSame ? { known, factor } : null;
}
