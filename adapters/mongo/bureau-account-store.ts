/** Owns the branches' accounts at bureaus, one document a branch and bureau. Each change is written with its audit entry. */
import type { AuditEntry } from '../../contracts/audit';
import { PURCHASE_DEFAULT, type BureauAccount, type KnownProducts } from '../../contracts/bureau-account';
import type { DepsAccount } from '../../contracts/deps-account';
import type { SpcAccount } from '../../contracts/spc-account';
import { insertAudit, type StoredAudit } from './audit-store';
import { isDuplicateKey, type Collection, type Database } from './database';

export interface BureauAccountStore<A extends BureauAccount> {
  find(branch: string): Promise<A | null>;
  /** Of all branches with this login, by branch code. */
  ofAccount(accountKey: string): Promise<readonly A[]>;
  /** Of all branches, by branch code. */
  list(): Promise<readonly A[]>;
  /** Writes the next revision over the one it was made from. False when that was changed meanwhile. */
  put(account: A, audit: AuditEntry): Promise<boolean>;
  /** Notes what the bureau says this login may buy, as a revision of its own. Nothing where the branch has another login by now. */
  keepProducts(branch: string, accountKey: string, knownProducts: KnownProducts): Promise<void>;
}
export type DepsAccountStore = BureauAccountStore<DepsAccount>;
export type SpcAccountStore = BureauAccountStore<SpcAccount>;

type StoredAccount = Omit<BureauAccount, 'branch'> & { readonly _id: string };

/** As many as there may be branches. */
const MAX_ACCOUNTS = 1_000;
/** What accounts have that were stored before it could be set. */
const LATER = { ...PURCHASE_DEFAULT, knownProducts: null };

export const depsAccountStore = (database: Database): DepsAccountStore => accountStore(database, 'depsAccounts');
export const spcAccountStore = (database: Database): SpcAccountStore => accountStore(database, 'spcAccounts');

function accountStore<A extends BureauAccount>(
  database: Database,
  collection: 'depsAccounts' | 'spcAccounts',
): BureauAccountStore<A> {
  const accounts = database.collection<StoredAccount>(collection);
  const audits = database.collection<StoredAudit>('audit');
  // What stands in a bureau's collection was written as an account of that bureau.
  const fromStored = ({ _id, ...rest }: StoredAccount): A => ({ ...LATER, branch: _id, ...rest }) as BureauAccount as A;
  const matching = async (filter: Partial<Pick<StoredAccount, 'accountKey'>>): Promise<readonly A[]> =>
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
    keepProducts: async (branch, accountKey, knownProducts) => {
      await accounts.updateOne({ _id: branch, accountKey }, { $set: { knownProducts }, $inc: { revision: 1 } });
    },
  };
}

async function write(
  accounts: Collection<StoredAccount>,
  { branch, ...account }: BureauAccount,
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
