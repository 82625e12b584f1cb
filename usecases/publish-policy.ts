/** Owns the publication of a policy: the next version, unchangeable from then on, live where the policy is used. */
import type { PolicyStore } from '../adapters/mongo/policy-store';
import { parsePolicy } from '../contracts/policy';
import { CrivoError, type Finding } from '../domain/errors';
import { lintPolicy } from '../rules/lint';
import { contentHash } from './content-hash';
import { newId } from './new-id';

export interface Publication {
  readonly id: string;
  readonly version: number;
  readonly hash: string;
  readonly publishedAt: string;
  readonly publishedBy: string;
  /** What lint leaves for the author to judge. */
  readonly warnings: readonly Finding[];
}

type Deps = { readonly policies: PolicyStore; readonly now: () => Date };

/**
 * Publishes `document` as the version after `basedOn`. Errors: `PolicyInvalid` with every finding;
 * `PolicyVersionConflict` when `basedOn` isn't the latest version any more.
 */
export async function publishPolicy(
  { policies, now }: Deps,
  subject: string,
  id: string,
  basedOn: number,
  document: unknown,
): Promise<Publication> {
  const parsed = parsePolicy(document);
  if (!parsed.ok) throw new CrivoError('PolicyInvalid', { errors: parsed.findings });
  const lint = lintPolicy(document);
  const errors = lint.filter((finding) => finding.severity === 'error').map(toPlainFinding);
  if (errors.length > 0) throw new CrivoError('PolicyInvalid', { errors });
  if (parsed.policy.id !== id) {
    const finding = { at: 'id', message: `must be ${id}, the policy in the address`, fix: `send ${id}` };
    throw new CrivoError('PolicyInvalid', { errors: [finding] });
  }
  const latest = await policies.latestVersion(id);
  const conflict = new CrivoError('PolicyVersionConflict', { state: { id, latest } });
  if (latest !== basedOn) throw conflict;
  const before = latest === 0 ? null : await policies.find({ id, version: latest });
  const at = now().toISOString();
  const publication = {
    id,
    version: latest + 1,
    hash: contentHash(parsed.policy),
    publishedAt: at,
    publishedBy: subject,
  };
  const published = await policies.publish(
    { ...publication, document: parsed.policy },
    {
      id: newId('aud'),
      at,
      subject,
      kind: 'policy',
      target: `${id}@${publication.version}`,
      branch: null,
      before: before && { version: before.version, hash: before.hash, document: before.document },
      after: { version: publication.version, hash: publication.hash, document: parsed.policy },
    },
  );
  if (!published) throw conflict;
  return { ...publication, warnings: lint.map(toPlainFinding) };
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
