/** Owns a version of a policy: checked whole, numbered after the one before, unchangeable from then on. */
import type { PolicyStore, PublicationOrigin, PublishedPolicy } from '../adapters/mongo/policy-store';
import type { AuditEntry } from '../contracts/audit';
import { parsePolicy, type Policy } from '../contracts/policy';
import { CrivoError, type Finding } from '../domain/errors';
import { lintPolicy } from '../rules/lint';
import { contentHash } from './content-hash';
import { newId } from './new-id';

/** A version without its JSON. */
export interface Publication extends Omit<PublishedPolicy, 'document'> {
  /** What lint leaves for the author to judge. */
  readonly warnings: readonly Finding[];
}

type Deps = { readonly policies: PolicyStore; readonly now: () => Date };

/**
 * Publishes `document` as the version after `basedOn`, without a second person: for what Crivo is shipped with. What
 * people write goes by a draft. Errors: `PolicyInvalid` with every finding; `PolicyVersionConflict` when `basedOn` isn't
 * the latest version any more.
 */
export async function publishPolicy(
  deps: Deps,
  subject: string,
  id: string,
  basedOn: number,
  document: unknown,
): Promise<Publication> {
  const { policy, warnings } = checkedPolicy(id, document);
  const { record, audit } = await nextVersion(deps, subject, basedOn, policy, {});
  return insertVersion(deps, record, audit, warnings);
}

/** Errors: `PolicyInvalid`. */
export function checkedPolicy(
  id: string,
  document: unknown,
): { readonly policy: Policy; readonly warnings: readonly Finding[] } {
  const parsed = parsePolicy(document);
  if (!parsed.ok) throw new CrivoError('PolicyInvalid', { errors: parsed.findings });
  const lint = lintPolicy(document);
  const errors = lint.filter((finding) => finding.severity === 'error').map(toPlainFinding);
  if (errors.length > 0) throw new CrivoError('PolicyInvalid', { errors });
  if (parsed.policy.id !== id) {
    const finding = { at: '/id', message: `must be ${id}, the policy in the address`, fix: `send ${id}` };
    throw new CrivoError('PolicyInvalid', { errors: [finding] });
  }
  return { policy: parsed.policy, warnings: lint.map(toPlainFinding) };
}

/** The version after `basedOn`, with its audit entry, not yet written. Errors: `PolicyVersionConflict`. */
export async function nextVersion(
  { policies, now }: Deps,
  subject: string,
  basedOn: number,
  policy: Policy,
  origin: PublicationOrigin,
): Promise<{ readonly record: PublishedPolicy; readonly audit: AuditEntry }> {
  const { id } = policy;
  const latest = await policies.latestVersion(id);
  if (latest !== basedOn) throw new CrivoError('PolicyVersionConflict', { state: { id, latest } });
  const before = latest === 0 ? null : await policies.find({ id, version: latest });
  const at = now().toISOString();
  const made = { version: latest + 1, hash: contentHash(policy) };
  const record = { id, ...made, publishedAt: at, publishedBy: subject, ...origin, document: policy };
  const audit: AuditEntry = {
    id: newId('aud'),
    at,
    subject,
    kind: 'policy',
    target: `${id}@${record.version}`,
    branch: null,
    before: before && { version: before.version, hash: before.hash, document: before.document },
    after: { ...made, ...origin, document: policy },
  };
  return { record, audit };
}

/** Errors: `PolicyVersionConflict` where somebody was quicker. */
export async function insertVersion(
  deps: Deps,
  record: PublishedPolicy,
  audit: AuditEntry,
  warnings: readonly Finding[],
): Promise<Publication> {
  if (!(await deps.policies.publish(record, audit))) throw await versionConflict(deps, record.id);
  const { document: _document, ...publication } = record;
  return { ...publication, warnings };
}

/** Tells the version to start from. */
export async function versionConflict({ policies }: Pick<Deps, 'policies'>, id: string): Promise<CrivoError> {
  return new CrivoError('PolicyVersionConflict', { state: { id, latest: await policies.latestVersion(id) } });
}

function toPlainFinding({ at, message, fix }: Finding): Finding {
  return { at, message, fix };
}

/** Publishes the shipped policy as version 1 where nothing was published yet. Safe to repeat and to race. */
export async function ensurePolicy(deps: Deps, id: string, document: unknown): Promise<void> {
  if ((await deps.policies.latestVersion(id)) > 0) return;
  try {
    await publishPolicy(deps, 'crivo', id, 0, document);
  } catch (error) {
    if (error instanceof CrivoError && error.code === 'PolicyVersionConflict') return;
    throw error;
  }
}
