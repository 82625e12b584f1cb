/** Owns the API keys: only the hash of a secret is kept, with whom it stands for. */
import type { AuditEntry } from '../../contracts/audit';
import type { ApiKey } from '../../contracts/user';
import type { Permission, Principal } from '../../domain/permissions';
import { permissionsOfGroups, withinPerson } from '../../domain/user-groups';
import { insertAudit, type StoredAudit } from './audit-store';
import type { Database } from './database';
import { userGroupStore } from './user-group-store';
import { userStore } from './user-store';

/** As many as a company may have. */
export const MOST_KEYS = 1_000;
/** More keys than one person has. */
const MOST_OF_ONE = 100;

/** A key that is to be made. */
export interface NewApiKey {
  readonly hash: string;
  readonly key: ApiKey;
}

export interface ApiKeyStore {
  /** As all is now: never more than the person of this name has, and nobody where that person is switched off. */
  findBySecretHash(hash: string): Promise<Principal | null>;
  /** What a subject may: by signing in, and by any of its keys; none where nothing of it is left. */
  ofSubject(subject: string): Promise<readonly Principal[]>;
  /** A key with permissions of its own, as a seed has it. */
  put(hash: string, principal: Principal): Promise<void>;
  /** The user groups that some key stands in. */
  groupsHeld(): Promise<readonly string[]>;
  /** Newest first. */
  list(): Promise<readonly ApiKey[]>;
  find(key: string): Promise<ApiKey | null>;
  /** False when there are as many as there may be. */
  insert(made: NewApiKey, audit: AuditEntry): Promise<boolean>;
  /** False when it was revoked before. */
  revoke(key: string, audit: AuditEntry): Promise<boolean>;
}

interface StoredApiKey extends Omit<ApiKey, 'key'> {
  readonly _id: string;
  readonly key: string;
  /** `null`: those of its groups, as they are now. */
  readonly permissions: readonly Permission[] | null;
}

const BY_A_SEED = { name: '', createdBy: 'crivo', createdAt: '1970-01-01T00:00:00.000Z' } as const;
const KEY_ID_LENGTH = 32;

export function apiKeyStore(database: Database): ApiKeyStore {
  const keys = database.collection<StoredApiKey>('apiKeys');
  const audits = database.collection<StoredAudit>('audit');
  const users = userStore(database);
  const groups = userGroupStore(database);

  const permissionsOf = async (names: readonly string[]) => permissionsOfGroups(await groups.findAll(names));
  const asPrincipal = async ({ subject, userGroups, branches, permissions }: StoredApiKey): Promise<Principal> => ({
    subject,
    userGroups,
    branches,
    permissions: permissions ?? (await permissionsOf(userGroups)),
  });
  /** `undefined` for a program. */
  const personOf = async (subject: string): Promise<Principal | null | undefined> => {
    const user = await users.find(subject);
    if (user === null) return undefined;
    const { userGroups, branches } = user;
    return user.isActive ? { subject, userGroups, branches, permissions: await permissionsOf(userGroups) } : null;
  };
  return {
    findBySecretHash: async (hash) => {
      const stored = await keys.findOne({ _id: hash });
      if (stored === null) return null;
      const [own, person] = await Promise.all([asPrincipal(stored), personOf(stored.subject)]);
      return person ? withinPerson(own, person) : person === null ? null : own;
    },
    ofSubject: async (subject) => {
      const person = await personOf(subject);
      if (person === null) return [];
      const stored = await keys.find({ subject }).limit(MOST_OF_ONE).toArray();
      const own = await Promise.all(stored.map(asPrincipal));
      return person === undefined ? own : [person, ...own.map((key) => withinPerson(key, person))];
    },
    put: async (hash, { subject, userGroups, permissions, branches }) => {
      const key = `key_${hash.slice(0, KEY_ID_LENGTH)}`;
      const principal = { subject, userGroups, permissions, branches };
      await keys.replaceOne({ _id: hash }, { ...BY_A_SEED, ...principal, key }, { upsert: true });
    },
    groupsHeld: () => keys.distinct('userGroups'),
    list: async () => (await keys.find().sort({ createdAt: -1, _id: 1 }).limit(MOST_KEYS).toArray()).map(shown),
    find: async (key) => {
      const stored = await keys.findOne({ key });
      return stored && shown(stored);
    },
    insert: ({ hash, key }, audit) =>
      database.transaction(async (session) => {
        if ((await keys.countDocuments({}, { session })) >= MOST_KEYS) return false;
        await keys.insertOne({ _id: hash, ...key, permissions: null }, { session });
        await insertAudit(audits, audit, session);
        return true;
      }),
    revoke: (key, audit) =>
      database.transaction(async (session) => {
        if ((await keys.deleteOne({ key }, { session })).deletedCount === 0) return false;
        await insertAudit(audits, audit, session);
        return true;
      }),
  };
}

function shown({ key, name, subject, userGroups, branches, createdBy, createdAt }: StoredApiKey): ApiKey {
  return { key, name, subject, userGroups, branches, createdBy, createdAt };
}
