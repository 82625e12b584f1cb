/** Owns what is the SPC account's own among the accounts at bureaus: its operator, and the inputs asked for beside a product. */
import type { SpcAccountStore } from '../adapters/mongo/bureau-account-store';
import type { SpcLogin } from '../adapters/spc/spc-bureau';
import type { SpcAccount, SpcAccountBody } from '../contracts/spc-account';
import { CrivoError } from '../domain/errors';
import { putBureauAccount, type AccountKind, type BureauAccountDeps } from './bureau-accounts';

/** Errors: `SpcAccountNotFound` where the branch has none. */
export async function findSpcAccount(
  { accounts }: { readonly accounts: Pick<SpcAccountStore, 'find'> },
  branch: string,
): Promise<SpcAccount> {
  const account = await accounts.find(branch);
  if (account === null) throw new CrivoError('SpcAccountNotFound');
  return account;
}

/** As of every bureau. Errors: `InvalidRequest`, `TooManyConflicts`. */
export function putSpcAccount(
  deps: BureauAccountDeps<SpcAccount>,
  subject: string,
  branch: string,
  body: SpcAccountBody,
): Promise<SpcAccount> {
  return putBureauAccount(SPC, deps, subject, branch, body);
}

/**
 * The account opened into a login, the one place where its password is in clear: for one call, never to be stored,
 * logged or handed to a workflow. Throws where the key that sealed it is missing.
 */
export function spcLogin(account: SpcAccount, opener: { openText(sealed: string): string }): SpcLogin {
  const { accountKey, apiUrl, operator, caCertificate, optionalInputs, timeoutSeconds } = account;
  const password = opener.openText(account.password);
  return {
    accountKey,
    apiUrl,
    operator,
    password,
    caCertificate,
    optionalInputs,
    queryTimeoutMs: timeoutSeconds * 1_000,
  };
}

/** An operator is a number or a name with a case of its own. */
const SPC: AccountKind<SpcAccount, SpcAccountBody> = {
  auditKind: 'spcAccount',
  prefix: 'spc',
  userWord: 'operator',
  userOf: ({ operator }) => operator,
  complete: (shared, { operator, optionalInputs }) => ({ ...shared, operator, optionalInputs }),
};
