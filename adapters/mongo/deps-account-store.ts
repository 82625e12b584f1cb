/** Owns the branches' Deps accounts, one document a branch. Each change is written together with its audit entry. */
import type { AuditEntry } from '../../contracts/audit';
import type { DepsAccount } from '../../contracts/deps-account';
import { insertAudit, type StoredAudit } from './audit-store';
import { isDuplicateKey, type Collection, type Database } from './database';

export interface DepsAccountStore {
  find(branch: string): Promise<DepsAccount | null>;
  /** Of all branches with this login, by branch code. */
  ofAccount(accountKey: string): Promise<readonly DepsAccount[]>;
  /** Of all branches, by branch code. */
  list(): Promise<readonly DepsAccount[]>;
  /** Writes the next revision over the one it was made from. False when that was changed meanwhile. */
  put(account: DepsAccount, audit: AuditEntry): Promise<boolean>;
}

type StoredAccount = Omit<DepsAccount, 'branch'> & { readonly _id: string };

/** As many as there may be branches. */
const MAX_ACCOUNTS = 1_000;

export function depsAccountStore(database: Database): DepsAccountStore {
  const accounts = database.collection<StoredAccount>('depsAccounts');
  const audits = database.collection<StoredAudit>('audit');
  const matching = async (filter: Partial<Pick<StoredAccount, 'accountKey'>>): Promise<readonly DepsAccount[]> =>
    (await accounts.find(filter).sort({ _id: 1 }).limit(MAX_ACCOUNTS).toArray()).map(fromStored);
  return {
    find: async (branch) => {
      const stored = await accounts.findOne({ _id: branch });
      return stored && fromStored(stored);
    },
    ofAccount: (accountKey) => matching({ accountKey }),
    list: () => matching({}),
    put: async (account, audit) => {
      try {
        return await database.transaction(async (session) => {
          if (!(await write(accounts, account, session))) return false;
          await insertAudit(audits, audit, session);
          return true;
        });
      } catch (error) {
        // Two first ones at once: the other was faster.
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}

async function write(
  accounts: Collection<StoredAccount>,
  { branch, ...account }: DepsAccount,
  session: Parameters<typeof insertAudit>[2],
): Promise<boolean> {
  if (account.revision === 1) {
    await accounts.insertOne({ _id: branch, ...account }, { session });
    return true;
  }
  const made = { _id: branch, revision: account.revision - 1 };
  const { matchedCount } = await accounts.updateOne(made, { $set: account }, { session });
  return matchedCount === 1;
}

function fromStored({ _id, ...rest }: StoredAccount): DepsAccount {
  return { branch: _id, ...rest };
}
