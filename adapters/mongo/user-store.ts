/** Owns the users' documents, with what they sign in with, which leaves this store only by name. */
import type { mongo } from 'mongoose';
import type { AuditEntry } from '../../contracts/audit';
import type { FactorSetup, SecondFactor } from '../../contracts/second-factor';
import type { Credential, ProviderAccount, User } from '../../contracts/user';
import { ADMINISTRATORS } from '../../domain/user-groups';
import { insertAudit, type StoredAudit } from './audit-store';
import { isDuplicateKey, type Database } from './database';
import { goOn, type GoesOn, type StoredSession } from './session-store';

/** A person together with what they sign in with. */
export interface KnownUser {
  readonly user: User;
  readonly credential: Credential;
  /** Null for who has none. */
  readonly secondFactor: SecondFactor | null;
  /** One that is being set up. */
  readonly factorSetup: FactorSetup | null;
  /** Which account of the identity provider signs in; null before the first time. */
  readonly providerAccount: ProviderAccount | null;
}

/**
 * What a change of password leaves: a session of its own; or none, where an administrator hands one over: with that the
 * person begins anew, also at the identity provider.
 */
export interface CredentialChange {
  /** The next revision. */
  readonly record: User;
  readonly credential: Credential;
  /** The person's other sessions end. */
  readonly goesOn: GoesOn | null;
}

export interface UserStore {
  find(user: string): Promise<User | null>;
  findByEmail(email: string): Promise<KnownUser | null>;
  /** Of a person by name. */
  findKnown(user: string): Promise<KnownUser | null>;
  /** By name, at most `limit`, after the given one. */
  page(query: { readonly limit: number; readonly after?: string }): Promise<readonly User[]>;
  hasAny(): Promise<boolean>;
  insert(
    known: Pick<KnownUser, 'user' | 'credential'>,
    audit: AuditEntry,
  ): Promise<'inserted' | 'userTaken' | 'emailTaken'>;
  /** Who is switched off loses all sessions in the same moment; another e-mail, the account it was bound to. `lastAdministrator`: nobody would be left to change anything. */
  replace(record: User, audit: AuditEntry): Promise<'replaced' | 'changed' | 'emailTaken' | 'lastAdministrator'>;
  /** The user groups that somebody who may sign in is in. */
  groupsHeld(): Promise<readonly string[]>;
  /** False when the person was changed meanwhile. */
  putCredential(change: CredentialChange, audit: AuditEntry): Promise<boolean>;
}

export interface StoredUser extends Omit<User, 'user' | 'secondFactorSince'> {
  readonly _id: string;
  readonly credential: Credential;
  /** Written by its own store alone. */
  readonly secondFactor?: SecondFactor | null;
  readonly factorSetup?: FactorSetup | null;
  readonly providerAccount?: ProviderAccount | null;
}
type ShownUser = Omit<StoredUser, 'credential' | 'secondFactor' | 'factorSetup' | 'providerAccount'> & {
  readonly secondFactor?: Pick<SecondFactor, 'since'> | null;
};

/** Without what a person signs in with. */
const SHOWN = {
  credential: 0,
  factorSetup: 0,
  providerAccount: 0,
  'secondFactor.sealedSecret': 0,
  'secondFactor.recoveryHashes': 0,
} as const;
/** The next account of the identity provider that proves the e-mail is the person's. */
const UNBOUND = { $unset: { providerAccount: '' } } as const;
const ANY_ADMINISTRATOR = { userGroups: ADMINISTRATORS, isActive: true, branches: '*' } as const;

export function userStore(database: Database): UserStore {
  const users = database.collection<StoredUser>('users');
  const sessions = database.collection<StoredSession>('sessions');
  const groups = database.collection<{ _id: string; guard?: number }>('userGroups');
  const audits = database.collection<StoredAudit>('audit');

  /** Two who take the last two administrators' rights from each other conflict here. */
  const leavesNobody = async (session: mongo.ClientSession): Promise<boolean> => {
    await groups.updateOne({ _id: ADMINISTRATORS }, { $inc: { guard: 1 } }, { session });
    return (await users.findOne(ANY_ADMINISTRATOR, { projection: { _id: 1 }, session })) === null;
  };
  return {
    find: async (user) => {
      const stored = await users.findOne({ _id: user }, { projection: SHOWN });
      return stored && fromStored(stored);
    },
    findByEmail: async (email) => known(await users.findOne({ email })),
    findKnown: async (user) => known(await users.findOne({ _id: user })),
    page: async ({ limit, after }) => {
      const stored = await users
        .find(after === undefined ? {} : { _id: { $gt: after } }, { projection: SHOWN })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      return stored.map(fromStored);
    },
    groupsHeld: () => users.distinct('userGroups', { isActive: true }),
    hasAny: async () => (await users.findOne({}, { projection: { _id: 1 } })) !== null,
    insert: ({ user: { user, ...rest }, credential }, audit) =>
      database
        .transaction(async (session) => {
          await users.insertOne({ _id: user, ...withoutFactor(rest), credential }, { session });
          await insertAudit(audits, audit, session);
          return 'inserted' as const;
        })
        .catch(async (error: unknown) => {
          if (!isDuplicateKey(error)) throw error;
          return (await users.findOne({ _id: user }, { projection: { _id: 1 } })) === null ? 'emailTaken' : 'userTaken';
        }),
    replace: ({ user, ...rest }, audit) =>
      database
        .transaction(async (session) => {
          const asRead = { _id: user, revision: rest.revision - 1 };
          const before = await users.findOneAndUpdate(
            asRead,
            { $set: withoutSignIn(rest) },
            { returnDocument: 'before', session },
          );
          if (before === null) return 'changed' as const;
          if (isAdministrator(before) && !isAdministrator(rest) && (await leavesNobody(session))) {
            await session.abortTransaction();
            return 'lastAdministrator' as const;
          }
          if (before.email !== rest.email) await users.updateOne({ _id: user }, UNBOUND, { session });
          if (!rest.isActive) await sessions.deleteMany({ user }, { session });
          await insertAudit(audits, audit, session);
          return 'replaced' as const;
        })
        .catch((error: unknown) => {
          if (isDuplicateKey(error)) return 'emailTaken';
          throw error;
        }),
    putCredential: ({ record, credential, goesOn }, audit) =>
      database.transaction(async (session) => {
        const { user, revision, mustChangePassword, updatedAt } = record;
        const asRead = { _id: user, revision: revision - 1 };
        const next = { $set: { revision, mustChangePassword, updatedAt, credential }, ...(goesOn === null && UNBOUND) };
        if ((await users.updateOne(asRead, next, { session })).matchedCount === 0) return false;
        if (!(await goOn(sessions, user, goesOn, session))) {
          await session.abortTransaction();
          return false;
        }
        await insertAudit(audits, audit, session);
        return true;
      }),
  };
}

/** A sign-in at the same moment notes its time by itself. */
function withoutSignIn(record: Omit<User, 'user'>) {
  const { lastSignInAt: _lastSignInAt, ...rest } = withoutFactor(record);
  return rest;
}

function withoutFactor({ secondFactorSince: _since, ...rest }: Omit<User, 'user'>) {
  return rest;
}

function isAdministrator({
  userGroups,
  isActive,
  branches,
}: Pick<User, 'userGroups' | 'isActive' | 'branches'>): boolean {
  return isActive && branches === '*' && userGroups.includes(ADMINISTRATORS);
}

function known(stored: StoredUser | null): KnownUser | null {
  if (stored === null) return null;
  const { credential, secondFactor = null, factorSetup = null, providerAccount = null } = stored;
  return { user: fromStored(stored), credential, secondFactor, factorSetup, providerAccount };
}

function fromStored(stored: StoredUser | ShownUser): User {
  const {
    secondFactor,
    credential: _credential,
    factorSetup: _setup,
    providerAccount: _account,
    ...rest
  } = stored as StoredUser;
  const { _id: user, ...shown } = rest;
  return { user, ...shown, secondFactorSince: secondFactor?.since ?? null };
}
