/** Owns what is the Deps account's own among the accounts at bureaus: its e-mail, and how the branch syncs. */
import type { DepsAccountStore } from '../adapters/mongo/bureau-account-store';
import { SYNC_DEFAULT, type DepsAccount, type DepsAccountBody } from '../contracts/deps-account';
import { CrivoError } from '../domain/errors';
import { putBureauAccount, type AccountKind, type BureauAccountDeps } from './bureau-accounts';

/** Errors: `DepsAccountNotFound` where the branch has none. */
export async function findDepsAccount(
  { accounts }: { readonly accounts: Pick<DepsAccountStore, 'find'> },
  branch: string,
): Promise<DepsAccount> {
  const account = await accounts.find(branch);
  if (account === null) throw new CrivoError('DepsAccountNotFound');
  return account;
}

/** As of every bureau; how the branch syncs stays where it is left out. Errors: `InvalidRequest`, `TooManyConflicts`. */
export function putDepsAccount(
  deps: BureauAccountDeps<DepsAccount>,
  subject: string,
  branch: string,
  body: DepsAccountBody,
): Promise<DepsAccount> {
  return putBureauAccount(DEPS, deps, subject, branch, body);
}

/** Letter case of an e-mail makes no other login. */
const DEPS: AccountKind<DepsAccount, DepsAccountBody> = {
  auditKind: 'depsAccount',
  prefix: 'dep',
  userWord: 'e-mail',
  userOf: ({ email }) => email.toLowerCase(),
  complete: (shared, { email, periodLabels, batchSize, requestsPerMinute, sync }, before) => ({
    ...shared,
    email,
    periodLabels,
    batchSize,
    requestsPerMinute,
    sync: sync ?? before?.sync ?? SYNC_DEFAULT,
  }),
};
