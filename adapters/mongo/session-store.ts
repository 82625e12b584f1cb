/** Owns the sessions: only the hash of a cookie's token is kept. */
import type { AuditEntry } from '../../contracts/audit';
import type { FactorProof } from '../../contracts/second-factor';
import type { ProviderAccount, Session, SignInWay } from '../../contracts/user';
import { insertAudit, type StoredAudit } from './audit-store';
import type { Collection, Database } from './database';
import { unusedProof, usingUp } from './factor-proof';
import type { StoredStep } from './second-step-store';
import type { StoredUser } from './user-store';

/** How many of one person may last at once; the oldest end. */
export const MOST_SESSIONS = 20;

/** A session that is to begin. */
export interface NewSession {
  readonly tokenHash: string;
  readonly session: Session;
  /** Of the password that was looked at: one changed meanwhile begins nothing. */
  readonly credentialHash: string;
  /**
   * Of the second factor. `none`: the person had none when the password was looked at. Of the identity provider, which
   * has looked at one: the account it vouches for.
   */
  readonly factor: 'none' | ProviderProof | SecondStepProof;
  /** The session this browser had until now. */
  readonly replaces: string | null;
}

/** A code that was right, and the step of the sign-in that asked for it: both are used up. */
export interface SecondStepProof {
  readonly proof: FactorProof;
  readonly stepTokenHash: string;
}

/** An account that the person has signed in by before, or, for the first time at this issuer, is bound to from now on. */
export interface ProviderProof {
  readonly account: ProviderAccount;
  readonly bound: ProviderAccount | null;
}

export interface SessionStore {
  findByToken(tokenHash: string): Promise<Session | null>;
  /** With its audit entries. False where the person was switched off, password, factor or account changed, or the code used, meanwhile. */
  start(started: NewSession, audits: readonly AuditEntry[]): Promise<boolean>;
  /** Notes that it was used. */
  touch(tokenHash: string, at: string): Promise<void>;
  /** Ends one by its token. */
  endByToken(tokenHash: string, audit: AuditEntry): Promise<boolean>;
  /** Newest first. */
  listOf(user: string): Promise<readonly Session[]>;
  /** Ends those of a person, or the one that is named; how many there were. */
  endOf(user: string, session: string | null, audit: AuditEntry): Promise<number>;
}

export interface StoredSession extends Omit<Session, 'by'> {
  readonly _id: string;
  /** Older ones lack it: they were begun by a password. */
  readonly by?: SignInWay;
  readonly expiresAt: Date;
}

export function sessionStore(database: Database): SessionStore {
  const sessions = database.collection<StoredSession>('sessions');
  const users = database.collection<StoredUser>('users');
  const steps = database.collection<StoredStep>('secondSteps');
  const audits = database.collection<StoredAudit>('audit');
  const ending = (filter: Partial<StoredSession>, audit: AuditEntry): Promise<number> =>
    database.transaction(async (session) => {
      const { deletedCount } = await sessions.deleteMany(filter, { session });
      if (deletedCount > 0) await insertAudit(audits, audit, session);
      return deletedCount;
    });
  return {
    findByToken: async (tokenHash) => {
      const stored = await sessions.findOne({ _id: tokenHash });
      return stored && fromStored(stored);
    },
    start: ({ tokenHash, session: begun, credentialHash, factor, replaces }, entries) =>
      database.transaction(async (session) => {
        if (factor !== 'none' && 'proof' in factor) {
          const { deletedCount } = await steps.deleteOne({ _id: factor.stepTokenHash }, { session });
          if (deletedCount === 0) return false;
        }
        const asVerified = { _id: begun.user, isActive: true, 'credential.hash': credentialHash };
        const { where, set, pull } = factorUse(factor);
        const noted = { $set: { lastSignInAt: begun.startedAt, ...set }, ...pull };
        if ((await users.updateOne({ ...asVerified, ...where }, noted, { session })).matchedCount === 0) {
          await session.abortTransaction();
          return false;
        }
        if (replaces !== null) await sessions.deleteOne({ _id: replaces }, { session });
        await endOldest(sessions, begun.user, session);
        await sessions.insertOne(toStored(tokenHash, begun), { session });
        for (const entry of entries) await insertAudit(audits, entry, session);
        return true;
      }),
    touch: async (tokenHash, at) => void (await sessions.updateOne({ _id: tokenHash }, { $max: { lastSeenAt: at } })),
    endByToken: async (tokenHash, audit) => (await ending({ _id: tokenHash }, audit)) > 0,
    listOf: async (user) => {
      const stored = await sessions
        .find({ user })
        .sort({ startedAt: -1 })
        .limit(2 * MOST_SESSIONS)
        .toArray();
      return stored.map(fromStored);
    },
    endOf: (user, one, audit) => ending({ user, ...(one !== null && { session: one }) }, audit),
  };
}

function factorUse(factor: NewSession['factor']) {
  if (factor === 'none') return { where: { secondFactor: null }, set: {}, pull: {} };
  if ('account' in factor) {
    const { bound, account } = factor;
    const asRead =
      bound === null
        ? { providerAccount: null }
        : { 'providerAccount.issuer': bound.issuer, 'providerAccount.subjectHash': bound.subjectHash };
    return { where: asRead, set: { providerAccount: account }, pull: {} };
  }
  return { where: unusedProof(factor.proof), ...usingUp(factor.proof) };
}

/** Leaves room for one more. */
async function endOldest(
  sessions: Collection<StoredSession>,
  user: string,
  session: Parameters<typeof insertAudit>[2],
): Promise<void> {
  const others = await sessions
    .find({ user }, { projection: { _id: 1 }, session })
    .sort({ startedAt: 1 })
    .limit(2 * MOST_SESSIONS)
    .toArray();
  const tooMany = others.slice(0, Math.max(0, others.length + 1 - MOST_SESSIONS)).map(({ _id }) => _id);
  if (tooMany.length > 0) await sessions.deleteMany({ _id: { $in: tooMany } }, { session });
}

/** As it is kept: the database clears it away some time after its end. */
export function toStored(tokenHash: string, session: Session): StoredSession {
  return { _id: tokenHash, ...session, expiresAt: new Date(session.endsAt) };
}

/** The one session that goes on, under another token; the person's others end. */
export interface GoesOn {
  readonly tokenHash: string;
  readonly session: Session;
}

/**
 * Ends a person's sessions but the one that goes on, within the change that asks for it. False where that one has ended
 * meanwhile: who ended it, such as an administrator, must not see it come back.
 */
export async function goOn(
  sessions: Collection<StoredSession>,
  user: string,
  goesOn: GoesOn | null,
  session: Parameters<typeof insertAudit>[2],
): Promise<boolean> {
  const isThere =
    goesOn === null ||
    (await sessions.deleteOne({ user, session: goesOn.session.session }, { session })).deletedCount > 0;
  if (!isThere) return false;
  await sessions.deleteMany({ user }, { session });
  if (goesOn !== null) await sessions.insertOne(toStored(goesOn.tokenHash, goesOn.session), { session });
  return true;
}

function fromStored({ _id, expiresAt: _expiresAt, ...session }: StoredSession): Session {
  return { ...session, by: session.by ?? 'password' };
}
