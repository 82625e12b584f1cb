/** Owns the changes of a person's second factor, which stands in their document. Each is written with its audit entry. */
import type { mongo } from 'mongoose';
import type { AuditEntry } from '../../contracts/audit';
import type { FactorProof, FactorSetup, SecondFactor } from '../../contracts/second-factor';
import { insertAudit, type StoredAudit } from './audit-store';
import type { Database } from './database';
import { unusedProof } from './factor-proof';
import { goOn, type GoesOn, type StoredSession } from './session-store';
import type { StoredUser } from './user-store';

export interface SecondFactorStore {
  /** Keeps what is being set up, in place of what was before. False where the person has a factor by now. */
  keepSetup(user: string, setup: FactorSetup): Promise<boolean>;
  /** False where this setup was replaced or confirmed, or the session ended, meanwhile. */
  turnOn(user: string, on: TurningOn, audit: AuditEntry): Promise<boolean>;
  /** False where the code was used, the factor changed, or the session ended, meanwhile; so of the next. */
  turnOff(user: string, proof: FactorProof, goesOn: GoesOn, audit: AuditEntry): Promise<boolean>;
  /** Other recovery codes in place of all there were. */
  renewRecovery(user: string, proof: FactorProof, hashes: readonly string[], audit: AuditEntry): Promise<boolean>;
  /** Takes it from a person without any proof; all their sessions end. False where there is none. */
  reset(user: string, audit: AuditEntry): Promise<boolean>;
}

/** A confirmed setup, as it becomes the person's factor. */
export interface TurningOn {
  readonly setup: FactorSetup;
  readonly factor: SecondFactor;
  readonly goesOn: GoesOn;
}

const REMOVED = { $unset: { secondFactor: '', factorSetup: '' } } as const;

export function secondFactorStore(database: Database): SecondFactorStore {
  const users = database.collection<StoredUser>('users');
  const sessions = database.collection<StoredSession>('sessions');
  const audits = database.collection<StoredAudit>('audit');

  const change = (user: string, step: Step, audit: AuditEntry): Promise<boolean> =>
    database.transaction(async (session) => {
      const { matchedCount } = await users.updateOne({ _id: user, ...step.where }, step.update, { session });
      if (matchedCount === 0) return false;
      if (step.goesOn !== undefined && !(await goOn(sessions, user, step.goesOn, session))) {
        await session.abortTransaction();
        return false;
      }
      await insertAudit(audits, audit, session);
      return true;
    });
  return {
    keepSetup: async (user, factorSetup) => {
      const { matchedCount } = await users.updateOne({ _id: user, secondFactor: null }, { $set: { factorSetup } });
      return matchedCount === 1;
    },
    turnOn: (user, { setup, factor, goesOn }, audit) => {
      const where = { isActive: true, secondFactor: null, 'factorSetup.sealedSecret': setup.sealedSecret };
      const update = { $set: { secondFactor: factor }, $unset: { factorSetup: '' } } as const;
      return change(user, { where, update, goesOn }, audit);
    },
    turnOff: (user, proof, goesOn, audit) =>
      change(user, { where: unusedProof(proof), update: REMOVED, goesOn }, audit),
    renewRecovery: (user, proof, hashes, audit) => {
      const used = proof.kind === 'code' ? { 'secondFactor.lastStep': proof.step } : {};
      const update = { $set: { ...used, 'secondFactor.recoveryHashes': [...hashes] } };
      return change(user, { where: unusedProof(proof), update }, audit);
    },
    reset: (user, audit) =>
      change(user, { where: { secondFactor: { $ne: null } }, update: REMOVED, goesOn: null }, audit),
  };
}

interface Step {
  readonly where: Readonly<Record<string, unknown>>;
  readonly update: mongo.UpdateFilter<StoredUser>;
  /** What becomes of the person's sessions; without it they stay. */
  readonly goesOn?: GoesOn | null;
}
