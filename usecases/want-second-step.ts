/** Owns the beginning of the second step of a sign-in: a right password is kept for a few minutes, without any rights. */
import type { SecondStepStore } from '../adapters/mongo/second-step-store';
import type { KnownUser } from '../adapters/mongo/user-store';
import type { SecondFactor } from '../contracts/second-factor';
import { SECOND_STEP_MS } from '../domain/second-factor';

/** A right password without its code. The token stands in the browser's cookie alone, and is good for nothing else. */
export interface WantedStep {
  readonly stepToken: string;
  readonly until: string;
}

interface WantDeps {
  readonly secondSteps: Pick<SecondStepStore, 'begin'>;
  readonly secrets: { make(): string; hash(secret: string): string };
  readonly now: () => Date;
}

/** Of somebody whose password was right. */
export async function wantSecondStep(
  { secondSteps, secrets, now }: WantDeps,
  { user, credential }: KnownUser,
  factor: SecondFactor,
): Promise<WantedStep> {
  const stepToken = secrets.make();
  const until = new Date(now().getTime() + SECOND_STEP_MS).toISOString();
  const begun = { passwordChangedAt: credential.changedAt, factorSince: factor.since };
  await secondSteps.begin(secrets.hash(stepToken), { user: user.user, ...begun, until });
  return { stepToken, until };
}
