/** Owns the changing of webhook endpoints: who may, what their secrets are, and the audit entry of each change. */
import { randomBytes } from 'node:crypto';
import type { BranchStore } from '../adapters/mongo/branch-store';
import type { WebhookEndpointStore } from '../adapters/mongo/webhook-endpoint-store';
import type { AddressGuard } from '../adapters/outbound/address-guard';
import type { AuditEntry } from '../contracts/audit';
import type { WebhookEndpoint, WebhookEndpointBody, WebhookEndpointChange } from '../contracts/webhook';
import { CrivoError } from '../domain/errors';
import { sees, type Principal } from '../domain/permissions';
import type { Sealer } from './identify-customer';
import { demandSeen } from './demand-seen';
import { newId } from './new-id';

export interface WebhookEndpointDeps {
  readonly endpoints: WebhookEndpointStore;
  readonly branches: Pick<BranchStore, 'find'>;
  readonly guard: Pick<AddressGuard, 'problemOf'>;
  readonly sealer: Pick<Sealer, 'sealText'>;
  readonly now: () => Date;
}

/** A secret is told once, at its making. */
export interface WithSecret {
  readonly record: WebhookEndpoint;
  readonly secret: string;
}

/** How long the secret before keeps signing beside the new one. */
const OVERLAP_MS = 24 * 3_600_000;
const MAX_SECRETS = 3;
const SECRET_BYTES = 32;
const ATTEMPTS = 5;

/** Errors: `InvalidRequest` at `url`; `BranchNotFound`, `PermissionDenied` as below; `TooManyWebhookEndpoints`. */
export async function addWebhookEndpoint(
  deps: WebhookEndpointDeps,
  principal: Principal,
  body: WebhookEndpointBody,
): Promise<WithSecret> {
  await requireBranches(deps, principal, body.branches);
  const secret = newWebhookSecret();
  const at = deps.now().toISOString();
  const record: WebhookEndpoint = {
    ...body,
    endpoint: newId('whe'),
    url: acceptedUrl(deps, body.url),
    status: 'enabled',
    disabledBy: null,
    secrets: [{ sealed: deps.sealer.sealText(secret), until: null }],
    revision: 1,
    createdAt: at,
    updatedAt: at,
  };
  if (await deps.endpoints.insert(record, auditOf(principal.subject, null, record))) return { record, secret };
  throw new CrivoError('TooManyWebhookEndpoints');
}

/** What is not named stays. Errors: as above, `WebhookEndpointNotFound`, and `SettingsChanged` where another state was seen. */
export async function changeWebhookEndpoint(
  deps: WebhookEndpointDeps,
  principal: Principal,
  endpoint: string,
  { url, status, seenUpdatedAt, ...change }: WebhookEndpointChange,
): Promise<WebhookEndpoint> {
  if (change.branches !== undefined) await requireBranches(deps, principal, change.branches);
  const accepted = url === undefined ? {} : { url: acceptedUrl(deps, url) };
  return changing(deps, principal, endpoint, (before) => {
    demandSeen(seenUpdatedAt, before);
    return {
      ...before,
      ...(definedOf(change) as Pick<WebhookEndpoint, 'description' | 'branches' | 'events'>),
      ...accepted,
      ...(status && { status, disabledBy: status === 'enabled' ? null : 'person' }),
    };
  });
}

/** A new secret signs at once; the one before signs beside it for a day, so that a receiver can change over. */
export async function rotateWebhookSecret(
  deps: WebhookEndpointDeps,
  principal: Principal,
  endpoint: string,
): Promise<WithSecret> {
  const secret = newWebhookSecret();
  const sealed = deps.sealer.sealText(secret);
  const now = deps.now();
  const end = new Date(now.getTime() + OVERLAP_MS).toISOString();
  const record = await changing(deps, principal, endpoint, (before) => {
    const older = liveSecrets(before, now).map((one) => ({ ...one, until: one.until ?? end }));
    return { ...before, secrets: [{ sealed, until: null }, ...older].slice(0, MAX_SECRETS) };
  });
  return { record, secret };
}

/** The endpoint as this caller may know it. Errors: `WebhookEndpointNotFound`, also for one of branches not theirs. */
export async function findWebhookEndpoint(
  { endpoints }: { endpoints: Pick<WebhookEndpointStore, 'find'> },
  principal: Principal,
  endpoint: string,
): Promise<WebhookEndpoint> {
  const found = await endpoints.find(endpoint);
  if (found === null || !seesEndpoint(principal, found)) throw new CrivoError('WebhookEndpointNotFound');
  return found;
}

/** Only who sees all branches an endpoint hears of may know it: it tells of all of them. */
export function seesEndpoint(principal: Principal, { branches }: Pick<WebhookEndpoint, 'branches'>): boolean {
  return branches === '*' ? principal.branches === '*' : branches.every((branch) => sees(principal, branch));
}

/** The secrets that sign now, the current one first. */
export function liveSecrets({ secrets }: Pick<WebhookEndpoint, 'secrets'>, now: Date): WebhookEndpoint['secrets'] {
  return secrets.filter(({ until }) => until === null || Date.parse(until) > now.getTime());
}

/** The entry of a change; secrets are not in it, only until when each signs. */
export function auditOf(subject: string, before: WebhookEndpoint | null, after: WebhookEndpoint): AuditEntry {
  const shown = ({ url, description, branches, events, status, disabledBy, secrets }: WebhookEndpoint) => {
    return { url, description, branches, events, status, disabledBy, secrets: secrets.map(({ until }) => ({ until })) };
  };
  return {
    id: newId('aud'),
    at: after.updatedAt,
    subject,
    kind: 'webhookEndpoint',
    target: after.endpoint,
    branch: null,
    before: before && shown(before),
    after: shown(after),
  };
}

async function changing(
  deps: WebhookEndpointDeps,
  principal: Principal,
  endpoint: string,
  change: (before: WebhookEndpoint) => WebhookEndpoint,
): Promise<WebhookEndpoint> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const before = await findWebhookEndpoint(deps, principal, endpoint);
    const after = { ...change(before), revision: before.revision + 1, updatedAt: deps.now().toISOString() };
    if (await deps.endpoints.replace(after, auditOf(principal.subject, before, after))) return after;
  }
  throw new CrivoError('TooManyConflicts');
}

/** As the parser writes it: what looks like another address than it is, is seen by who reads it back. */
function acceptedUrl({ guard }: Pick<WebhookEndpointDeps, 'guard'>, url: string): string {
  const problem = guard.problemOf(url);
  if (problem !== null) throw new CrivoError('InvalidRequest', { errors: [{ at: 'url', ...problem }] });
  return new URL(url).href;
}

/** `BranchNotFound` for one that is not there or not this caller's; all branches are for who sees them all. */
async function requireBranches(
  deps: Pick<WebhookEndpointDeps, 'branches'>,
  principal: Principal,
  wanted: WebhookEndpoint['branches'],
): Promise<void> {
  if (wanted === '*') {
    if (principal.branches === '*') return;
    throw new CrivoError('PermissionDenied', {}, 'This caller does not see all branches: name those it sees.');
  }
  for (const branch of wanted) {
    if (!sees(principal, branch) || (await deps.branches.find(branch)) === null)
      throw new CrivoError('BranchNotFound', { state: { branch } });
  }
}

/** As Standard Webhooks writes secrets: 24 to 64 random bytes in base64. */
function newWebhookSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

function definedOf(change: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
