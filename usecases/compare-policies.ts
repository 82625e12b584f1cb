/** Owns the comparison of two versions or drafts of a policy, by meaning. */
import type { PolicyDraftStore } from '../adapters/mongo/policy-draft-store';
import type { PolicyStore } from '../adapters/mongo/policy-store';
import { CrivoError } from '../domain/errors';
import { diffPolicies, type PolicyChange } from '../rules/diff';
import { findDraft } from './policy-drafts';

/** A published version by its number, 0 for nothing yet; or a draft by its id. */
export type ComparedSide = number | string;

export interface ComparedPolicies {
  readonly from: { readonly version: number | null; readonly draft: string | null; readonly revision: number | null };
  readonly to: ComparedPolicies['from'];
  readonly changes: readonly PolicyChange[];
}

export interface CompareDeps {
  readonly policyDrafts: Pick<PolicyDraftStore, 'find'>;
  readonly policies: Pick<PolicyStore, 'find'>;
}

/** Without `from`: a draft against the version it is based on, a version against the one before. Errors: `PolicyNotFound`, `PolicyDraftNotFound`. */
export async function comparePolicies(
  deps: CompareDeps,
  policy: string,
  { from, to }: { readonly from: ComparedSide | undefined; readonly to: ComparedSide },
): Promise<ComparedPolicies> {
  const later = await sideOf(deps, policy, to);
  const earlier = await sideOf(deps, policy, from ?? later.before);
  const changes = diffPolicies(earlier.document, later.document);
  return { from: earlier.shown, to: later.shown, changes };
}

async function sideOf(deps: CompareDeps, id: string, side: ComparedSide) {
  if (typeof side === 'string') {
    const { draft, revision, basedOn, document } = await findDraft(deps, { policy: id, draft: side });
    return { document, before: basedOn, shown: { version: null, draft, revision } };
  }
  const shown = { version: side, draft: null, revision: null };
  if (side === 0) return { document: {}, before: 0, shown };
  const published = await deps.policies.find({ id, version: side });
  if (published === null) throw new CrivoError('PolicyNotFound', { state: { id, version: side } });
  return { document: published.document, before: side - 1, shown };
}
