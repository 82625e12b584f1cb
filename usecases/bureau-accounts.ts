/** Owns the changing of a branch's account at a bureau: what is accepted, which key it has, the audit entry of each change. */
import type { BureauAccountStore } from '../adapters/mongo/bureau-account-store';
import type { AddressGuard } from '../adapters/outbound/address-guard';
import type { AuditEntry } from '../contracts/audit';
import {
  PURCHASE_DEFAULT,
  type BureauAccount,
  type BureauAccountBody,
  type KnownProducts,
  type PurchaseSettings,
} from '../contracts/bureau-account';
import { CrivoError, type Finding } from '../domain/errors';
import { acceptCertificates, fingerprintsOf } from './certificate-authority';
import type { Sealer } from './identify-customer';
import { productFinding } from './known-products';
import { demandSeen } from './demand-seen';
import { newId } from './new-id';

export interface BureauAccountDeps<A extends BureauAccount> {
  readonly accounts: Pick<BureauAccountStore<A>, 'find' | 'put'>;
  readonly guard: Pick<AddressGuard, 'problemOf'>;
  readonly sealer: Sealer;
  readonly now: () => Date;
}

/** How one bureau's accounts differ from another's. */
export interface AccountKind<A extends BureauAccount, B extends BureauAccountBody> {
  readonly auditKind: Extract<AuditEntry['kind'], 'depsAccount' | 'spcAccount'>;
  /** Before the account's key. */
  readonly prefix: string;
  /** What the name that logs in is called. */
  readonly userWord: string;
  /** That name, written in one way however it was sent. */
  userOf(body: B): string;
  /** The account with what is this bureau's own. */
  complete(shared: BureauAccount, body: B, before: A | null): A;
}

const ATTEMPTS = 5;

/**
 * All is as sent, with defaults for what is not, but password and what decides about buying: left out, those that are
 * kept stay while the login does. A password belongs to the login it was told for: with another address or name it must
 * be sent again, or whoever may change an address could have it sent to a server of theirs; and what one contract makes
 * free, another may charge. Errors: `InvalidRequest`, `SettingsChanged`, `TooManyConflicts`.
 */
export async function putBureauAccount<A extends BureauAccount, B extends BureauAccountBody>(
  kind: AccountKind<A, B>,
  deps: BureauAccountDeps<A>,
  subject: string,
  branch: string,
  body: B,
): Promise<A> {
  const apiUrl = acceptedUrl(deps, body.apiUrl);
  const caCertificate = acceptedCertificates(body.caCertificate, deps.now());
  const accountKey = `${kind.prefix}_${deps.sealer.identity(kind.auditKind, `${apiUrl}\n${kind.userOf(body)}`)}`;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await deps.accounts.find(branch);
    demandSeen(body.seenUpdatedAt, before);
    const same = before?.accountKey === accountKey ? before : null;
    const password = body.password === undefined ? same?.password : deps.sealer.sealText(body.password);
    if (password === undefined) throw passwordMissing(kind, before !== null);
    const knownProducts = same?.knownProducts ?? null;
    if (body.defaultProducts !== undefined) requireKnown(body.defaultProducts, knownProducts);
    const shared: BureauAccount = {
      ...purchaseOf(body, same ?? PURCHASE_DEFAULT),
      branch,
      apiUrl,
      caCertificate,
      accountKey,
      password,
      knownProducts,
      revision: (before?.revision ?? 0) + 1,
      updatedAt: deps.now().toISOString(),
    };
    const after = kind.complete(shared, body, before);
    if (await deps.accounts.put(after, auditOf(kind, subject, before, after))) return after;
  }
  throw new CrivoError('TooManyConflicts');
}

function purchaseOf(body: BureauAccountBody, kept: PurchaseSettings): PurchaseSettings {
  return {
    defaultProducts: body.defaultProducts ?? kept.defaultProducts,
    reuseIsFree: body.reuseIsFree ?? kept.reuseIsFree,
    parallelLimit: body.parallelLimit ?? kept.parallelLimit,
    acceptsAlphanumericCnpj: body.acceptsAlphanumericCnpj ?? kept.acceptsAlphanumericCnpj,
    timeoutSeconds: body.timeoutSeconds ?? kept.timeoutSeconds,
  };
}

/** Nothing can be said before the bureau was asked once; afterwards only what it lists may be chosen. */
function requireKnown(chosen: PurchaseSettings['defaultProducts'], known: KnownProducts | null): void {
  const errors = (['F', 'J'] as const).flatMap((person) => {
    const product = chosen[person];
    return product === null ? [] : (productFinding(`defaultProducts.${person}`, known, product, person) ?? []);
  });
  if (errors.length > 0) throw new CrivoError('InvalidRequest', { errors });
}

/** As the parser writes it, without a slash at its end; what the API has below it is put behind it. */
function acceptedUrl({ guard }: { readonly guard: Pick<AddressGuard, 'problemOf'> }, text: string): string {
  const problem = guard.problemOf(text);
  if (problem !== null) throw invalid('apiUrl', problem);
  const url = new URL(text);
  if (text.includes('?')) throw invalid('apiUrl', { message: 'has a query', fix: 'leave out ? and what follows it' });
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function acceptedCertificates(text: string | null, now: Date): string | null {
  if (text === null) return null;
  const accepted = acceptCertificates(text, now);
  if (!accepted.ok) throw invalid('caCertificate', accepted.problem);
  return accepted.pem;
}

function passwordMissing({ userWord }: { readonly userWord: string }, hasAccount: boolean): CrivoError {
  const message = hasAccount
    ? `must be sent together with another address or ${userWord}`
    : 'must be sent the first time';
  return invalid('password', { message, fix: 'send the password of this login' });
}

function invalid(at: string, problem: Omit<Finding, 'at'>): CrivoError {
  return new CrivoError('InvalidRequest', { errors: [{ at, ...problem }] });
}

/** The password is not in it, sealed or not; only that another was told. Certificates stand by their fingerprints. */
function auditOf(
  { auditKind }: Pick<AccountKind<BureauAccount, BureauAccountBody>, 'auditKind'>,
  subject: string,
  before: BureauAccount | null,
  after: BureauAccount,
): AuditEntry {
  return {
    id: newId('aud'),
    at: after.updatedAt,
    subject,
    kind: auditKind,
    target: after.branch,
    branch: after.branch,
    before: before && shown(before),
    after: { ...shown(after), passwordTold: before?.password !== after.password },
  };
}

function shown(account: BureauAccount): Readonly<Record<string, unknown>> {
  const {
    branch: _branch,
    password: _password,
    revision: _revision,
    updatedAt: _at,
    knownProducts: _known,
    ...rest
  } = account;
  return { ...rest, caCertificate: rest.caCertificate && fingerprintsOf(rest.caCertificate) };
}
