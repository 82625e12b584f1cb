/** Owns the changing of a branch's Deps account: what is accepted, which key it has, and the audit entry of each change. */
import type { DepsAccountStore } from '../adapters/mongo/deps-account-store';
import type { AddressGuard } from '../adapters/outbound/address-guard';
import type { AuditEntry } from '../contracts/audit';
import { SYNC_DEFAULT, type DepsAccount, type DepsAccountBody } from '../contracts/deps-account';
import { CrivoError, type Finding } from '../domain/errors';
import { acceptCertificates, fingerprintsOf } from './certificate-authority';
import type { Sealer } from './identify-customer';
import { newId } from './new-id';

export interface DepsAccountDeps {
  readonly accounts: DepsAccountStore;
  readonly guard: Pick<AddressGuard, 'problemOf'>;
  readonly sealer: Sealer;
  readonly now: () => Date;
}

const ATTEMPTS = 5;

/** Errors: `DepsAccountNotFound` where the branch has none. */
export async function findDepsAccount(
  { accounts }: { readonly accounts: Pick<DepsAccountStore, 'find'> },
  branch: string,
): Promise<DepsAccount> {
  const account = await accounts.find(branch);
  if (account === null) throw new CrivoError('DepsAccountNotFound');
  return account;
}

/**
 * All is as sent, with defaults for what is not, but password and sync: left out, those that are kept stay. A password that is kept belongs to the login it
 * was told for: with another address or e-mail it must be sent again, or whoever may change an address could have it
 * sent to a server of theirs. Errors: `InvalidRequest`, `TooManyConflicts`.
 */
export async function putDepsAccount(
  deps: DepsAccountDeps,
  subject: string,
  branch: string,
  { password, ...body }: DepsAccountBody,
): Promise<DepsAccount> {
  const apiUrl = acceptedUrl(deps, body.apiUrl);
  const caCertificate = acceptedCertificates(body.caCertificate, deps.now());
  const accountKey = accountKeyOf(deps.sealer, apiUrl, body.email);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await deps.accounts.find(branch);
    const kept = before?.accountKey === accountKey ? before.password : undefined;
    const sealed = password === undefined ? kept : deps.sealer.sealText(password);
    if (sealed === undefined) throw passwordMissing(before !== null);
    const after: DepsAccount = {
      ...body,
      sync: body.sync ?? before?.sync ?? SYNC_DEFAULT,
      branch,
      apiUrl,
      caCertificate,
      accountKey,
      password: sealed,
      revision: (before?.revision ?? 0) + 1,
      updatedAt: deps.now().toISOString(),
    };
    if (await deps.accounts.put(after, auditOf(subject, before, after))) return after;
  }
  throw new CrivoError('TooManyConflicts');
}

/** The same login, the same key: letter case of an e-mail and a slash at an address's end make no other. */
function accountKeyOf(sealer: Pick<Sealer, 'identity'>, apiUrl: string, email: string): string {
  return `dep_${sealer.identity('depsAccount', `${apiUrl}\n${email.toLowerCase()}`)}`;
}

/** As the parser writes it, without a slash at its end; paths of the API are put behind it. */
function acceptedUrl({ guard }: Pick<DepsAccountDeps, 'guard'>, text: string): string {
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

function passwordMissing(hasAccount: boolean): CrivoError {
  const message = hasAccount ? 'must be sent together with another address or e-mail' : 'must be sent the first time';
  return invalid('password', { message, fix: 'send the password of this login' });
}

function invalid(at: string, problem: Omit<Finding, 'at'>): CrivoError {
  return new CrivoError('InvalidRequest', { errors: [{ at, ...problem }] });
}

/** The password is not in it, sealed or not; only that another was told. Certificates stand by their fingerprints. */
function auditOf(subject: string, before: DepsAccount | null, after: DepsAccount): AuditEntry {
  const shown = ({
    branch: _branch,
    password: _password,
    revision: _revision,
    updatedAt: _at,
    ...rest
  }: DepsAccount) => {
    return { ...rest, caCertificate: rest.caCertificate && fingerprintsOf(rest.caCertificate) };
  };
  return {
    id: newId('aud'),
    at: after.updatedAt,
    subject,
    kind: 'depsAccount',
    target: after.branch,
    branch: after.branch,
    before: before && shown(before),
    after: { ...shown(after), passwordTold: before?.password !== after.password },
  };
}
