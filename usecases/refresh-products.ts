/** Owns the asking of a bureau for what a branch's login may buy, which is also the proof that the login works. */
import type { BureauAccountStore } from '../adapters/mongo/bureau-account-store';
import type { BureauAccount } from '../contracts/bureau-account';
import type { Bureau } from '../domain/bureau-report';
import { BureauError, type BureauErrorKind, type BureauProduct } from '../domain/credit-bureau';
import { DepsError, type DepsErrorKind } from '../domain/deps-error';
import { CrivoError, type ErrorCode } from '../domain/errors';

export interface RefreshDeps<A extends BureauAccount> {
  readonly accounts: Pick<BureauAccountStore<A>, 'find' | 'keepProducts'>;
  /** With the account's password opened; throws `BureauError` or `DepsError`. */
  readonly listProducts: (account: A) => Promise<readonly BureauProduct[]>;
  readonly now: () => Date;
}

interface Codes {
  readonly notFound: ErrorCode;
  readonly refused: ErrorCode;
  readonly unavailable: ErrorCode;
}

const CODES: Readonly<Record<Bureau, Codes>> = {
  deps: { notFound: 'DepsAccountNotFound', refused: 'DepsLoginRefused', unavailable: 'DepsUnavailable' },
  spc: { notFound: 'SpcAccountNotFound', refused: 'SpcLoginRefused', unavailable: 'SpcUnavailable' },
};
/** Whether asking again later may help. */
const UNAVAILABLE: ReadonlySet<BureauErrorKind | DepsErrorKind> = new Set([
  'rateLimited',
  'unavailable',
  'unknownOutcome',
  'unreadable',
]);
const RETRY_AFTER_SECONDS = 60;

/**
 * Nothing is charged. The list is kept with the account. Errors: `…AccountNotFound`; `…LoginRefused` and `…Unavailable`,
 * whose `state.provider` has the bureau's own words.
 */
export async function refreshProducts<A extends BureauAccount>(
  { accounts, listProducts, now }: RefreshDeps<A>,
  bureau: Bureau,
  branch: string,
): Promise<readonly BureauProduct[]> {
  const account = await accounts.find(branch);
  if (account === null) throw new CrivoError(CODES[bureau].notFound);
  const products = await listProducts(account).catch((error: unknown) => {
    throw error instanceof DepsError || error instanceof BureauError ? told(CODES[bureau], error) : error;
  });
  await accounts.keepProducts(branch, account.accountKey, { products, refreshedAt: now().toISOString() });
  return products;
}

function told({ refused, unavailable }: Codes, error: DepsError | BureauError): CrivoError {
  const details = { state: { kind: error.kind, provider: error.providerText }, cause: error };
  if (!UNAVAILABLE.has(error.kind)) return new CrivoError(refused, details, error.message);
  const retryAfterSeconds = Math.ceil((error.retryAfterMs ?? RETRY_AFTER_SECONDS * 1_000) / 1_000);
  return new CrivoError(unavailable, { ...details, retryAfterSeconds }, error.message);
}
