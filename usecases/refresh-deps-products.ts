/** Owns the asking of Deps for what a branch's login may buy, which is also the proof that the login works. */
import type { DepsClient } from '../adapters/deps/deps-client';
import type { DepsAccountStore } from '../adapters/mongo/deps-account-store';
import type { DepsProduct } from '../contracts/deps-account';
import { DepsError, type DepsErrorKind } from '../domain/deps-error';
import { CrivoError, type ErrorCode } from '../domain/errors';
import { findDepsAccount } from './deps-accounts';
import { depsLogin } from './deps-login';

export interface RefreshDeps {
  readonly accounts: Pick<DepsAccountStore, 'find'>;
  readonly client: Pick<DepsClient, 'login'>;
  readonly opener: { openText(sealed: string): string };
}

const CODES: Readonly<Record<DepsErrorKind, ErrorCode>> = {
  credential: 'DepsLoginRefused',
  refused: 'DepsLoginRefused',
  rateLimited: 'DepsUnavailable',
  unavailable: 'DepsUnavailable',
  unreadable: 'DepsUnavailable',
};
const RETRY_AFTER_SECONDS = 60;

/**
 * Nothing is charged, nothing is stored. Errors: `DepsAccountNotFound`; `DepsLoginRefused` and `DepsUnavailable`, whose
 * `state.provider` has Deps' own words.
 */
export async function refreshDepsProducts(
  { accounts, client, opener }: RefreshDeps,
  branch: string,
): Promise<readonly DepsProduct[]> {
  const account = await findDepsAccount({ accounts }, branch);
  try {
    return await client.login(depsLogin(account, opener));
  } catch (error) {
    throw error instanceof DepsError ? told(error) : error;
  }
}

function told(error: DepsError): CrivoError {
  const code = CODES[error.kind];
  const retryAfterSeconds = Math.ceil((error.retryAfterMs ?? RETRY_AFTER_SECONDS * 1_000) / 1_000);
  const details = { state: { kind: error.kind, provider: error.providerText }, cause: error };
  return new CrivoError(code, code === 'DepsUnavailable' ? { ...details, retryAfterSeconds } : details, error.message);
}
