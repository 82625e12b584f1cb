/** Owns the opening of a branch's Deps account into a login: the one place where its password is in clear. */
import type { DepsLogin } from '../adapters/deps/deps-client';
import type { DepsAccount } from '../contracts/deps-account';

/** For one call, never to be stored, logged or handed to a workflow. Throws where the key that sealed it is missing. */
export function depsLogin(account: DepsAccount, opener: { openText(sealed: string): string }): DepsLogin {
  const { accountKey, apiUrl, email, caCertificate, timeoutSeconds } = account;
  const password = opener.openText(account.password);
  return { accountKey, apiUrl, email, caCertificate, password, queryTimeoutMs: timeoutSeconds * 1_000 };
}
