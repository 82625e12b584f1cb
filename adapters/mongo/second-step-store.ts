/** Owns the right passwords that wait for a code: known by the hash of a token, each tried a few times and used once. */
import type { SecondStep } from '../../contracts/second-factor';
import { SECOND_STEP_ATTEMPTS } from '../../domain/second-factor';
import type { Database } from './database';

export interface SecondStepStore {
  begin(tokenHash: string, step: SecondStep): Promise<void>;
  /** Counts a try; `null` where there is none, it is over, or was tried too often. */
  attempt(tokenHash: string, now: Date): Promise<SecondStep | null>;
}

export interface StoredStep extends SecondStep {
  readonly _id: string;
  readonly attempts: number;
  readonly expiresAt: Date;
}

export function secondStepStore(database: Database): SecondStepStore {
  const steps = database.collection<StoredStep>('secondSteps');
  return {
    begin: async (tokenHash, step) =>
      void (await steps.insertOne({ _id: tokenHash, ...step, attempts: 0, expiresAt: new Date(step.until) })),
    attempt: async (tokenHash, now) => {
      const open = { _id: tokenHash, attempts: { $lt: SECOND_STEP_ATTEMPTS }, expiresAt: { $gt: now } };
      const found = await steps.findOneAndUpdate(open, { $inc: { attempts: 1 } });
      if (found === null) return null;
      const { _id, attempts: _attempts, expiresAt: _expiresAt, ...step } = found;
      return step;
    },
  };
}
