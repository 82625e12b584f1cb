/** Owns the making and revoking of API keys: a secret is told once, and nobody makes a key in another person's name. */
import type { ApiKeyStore } from '../adapters/mongo/api-key-store';
import type { UserStore } from '../adapters/mongo/user-store';
import type { AuditEntry } from '../contracts/audit';
import type { ApiKey, ApiKeyBody } from '../contracts/user';
import { CrivoError } from '../domain/errors';
import type { Principal } from '../domain/permissions';
import { demandGrantable, demandMightier, type GrantDeps } from './grants';
import { newId } from './new-id';
import type { Secrets } from './sign-in';

export interface ApiKeyDeps extends GrantDeps {
  readonly apiKeys: Pick<ApiKeyStore, 'insert' | 'find' | 'revoke'>;
  readonly users: Pick<UserStore, 'find'>;
  readonly secrets: Secrets;
  readonly now: () => Date;
}

/**
 * What the key may is what its groups may, as they are at each call; of a person's key never more than the person.
 * Errors: `PermissionDenied` also for the key of another person, those of {@link demandGrantable}, `TooManyApiKeys`.
 */
export async function addApiKey(
  deps: ApiKeyDeps,
  admin: Principal,
  body: ApiKeyBody,
): Promise<{ readonly key: ApiKey; readonly secret: string }> {
  await demandGrantable(deps, admin, body);
  if (body.subject !== admin.subject && (await deps.users.find(body.subject)) !== null) {
    throw new CrivoError('PermissionDenied', {}, 'A person makes their own keys: a key acts in their name.');
  }
  const secret = `crv_${deps.secrets.make()}`;
  const createdAt = deps.now().toISOString();
  const key: ApiKey = { key: newId('key'), ...body, createdBy: admin.subject, createdAt };
  const made = { hash: deps.secrets.hash(secret), key };
  if (await deps.apiKeys.insert(made, auditOf(admin.subject, createdAt, key.key, null, key))) return { key, secret };
  throw new CrivoError('TooManyApiKeys');
}

/** It opens nothing any more within two seconds, in every process. Errors: `ApiKeyNotFound`, `PermissionDenied`. */
export async function revokeApiKey(deps: ApiKeyDeps, admin: Principal, id: string): Promise<ApiKey> {
  const key = await deps.apiKeys.find(id);
  if (key === null) throw new CrivoError('ApiKeyNotFound');
  await demandMightier(deps, admin, key);
  const audit = auditOf(admin.subject, deps.now().toISOString(), id, key, null);
  if (await deps.apiKeys.revoke(id, audit)) return key;
  throw new CrivoError('ApiKeyNotFound');
}

function auditOf(subject: string, at: string, target: string, before: ApiKey | null, after: ApiKey | null): AuditEntry {
  return { id: newId('aud'), at, subject, kind: 'apiKey', target, branch: null, before, after };
}
