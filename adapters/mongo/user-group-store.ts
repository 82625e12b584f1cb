/** Owns the user groups' documents. Each change is written together with its audit entry. */
import type { AuditEntry } from '../../contracts/audit';
import type { UserGroup } from '../../contracts/user';
import { insertAudit, type StoredAudit } from './audit-store';
import { insertOnce, isDuplicateKey, type Database } from './database';

/** As many as a company may have. */
export const MOST_GROUPS = 100;

export interface UserGroupStore {
  find(userGroup: string): Promise<UserGroup | null>;
  findAll(userGroups: readonly string[]): Promise<readonly UserGroup[]>;
  list(): Promise<readonly UserGroup[]>;
  /** Leaves one that is there as it is. */
  ensure(group: UserGroup): Promise<void>;
  /** Writes revision `n` over `n - 1`, or the first where there is none; false when somebody was quicker. */
  put(group: UserGroup, audit: AuditEntry): Promise<boolean>;
}

type StoredGroup = Omit<UserGroup, 'userGroup' | 'requiresSecondFactorSince'> & {
  readonly _id: string;
  /** Older ones lack it. */
  readonly requiresSecondFactorSince?: string | null;
};

export function userGroupStore(database: Database): UserGroupStore {
  const groups = database.collection<StoredGroup>('userGroups');
  const audits = database.collection<StoredAudit>('audit');
  return {
    find: async (userGroup) => {
      const stored = await groups.findOne({ _id: userGroup });
      return stored && fromStored(stored);
    },
    findAll: async (userGroups) => {
      if (userGroups.length === 0) return [];
      const stored = await groups
        .find({ _id: { $in: [...userGroups] } })
        .sort({ _id: 1 })
        .limit(MOST_GROUPS)
        .toArray();
      return stored.map(fromStored);
    },
    list: async () => (await groups.find().sort({ _id: 1 }).limit(MOST_GROUPS).toArray()).map(fromStored),
    ensure: async ({ userGroup, ...rest }) => void (await insertOnce(groups, { _id: userGroup, ...rest })),
    put: ({ userGroup, ...rest }, audit) =>
      database
        .transaction(async (session) => {
          if (rest.revision === 1) await groups.insertOne({ _id: userGroup, ...rest }, { session });
          else {
            const asRead = { _id: userGroup, revision: rest.revision - 1 };
            const { matchedCount } = await groups.updateOne(asRead, { $set: rest }, { session });
            if (matchedCount === 0) return false;
          }
          await insertAudit(audits, audit, session);
          return true;
        })
        .catch((error: unknown) => {
          if (isDuplicateKey(error)) return false;
          throw error;
        }),
  };
}

function fromStored({ _id, requiresSecondFactorSince = null, ...rest }: StoredGroup): UserGroup {
  return { userGroup: _id, ...rest, requiresSecondFactorSince };
}
