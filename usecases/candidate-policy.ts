/** Owns the reading of a policy that is only tried: a draft, a published version, or a document sent along. */
import type { PolicyDraftStore } from '../adapters/mongo/policy-draft-store';
import { parsePolicy, type Policy } from '../contracts/policy';
import { CrivoError } from '../domain/errors';
import { lintPolicy } from '../rules/lint';
import { contentHash } from './content-hash';
import { findDraft } from './policy-drafts';
import type { PolicySource } from './policy-source';

/** What is to be tried. */
export type Candidate =
  | { readonly policy: string; readonly draft: string }
  | { readonly policy: string; readonly version: number }
  | { readonly document: unknown };

/** What was read, and where from: `version` or `draft` with its `revision`, or neither for a document sent along. */
export interface CandidatePolicy {
  readonly policy: Policy;
  readonly id: string;
  readonly version: number | null;
  readonly draft: string | null;
  readonly revision: number | null;
  readonly hash: string;
}

export interface CandidateDeps {
  readonly policyDrafts: Pick<PolicyDraftStore, 'find'>;
  readonly policies: PolicySource;
}

/**
 * Errors: `PolicyNotFound`, `PolicyDraftNotFound`; `PolicyInvalid` with every finding for one that could not be
 * published as it stands. A published version is taken as it is.
 */
export async function candidatePolicy(deps: CandidateDeps, candidate: Candidate): Promise<CandidatePolicy> {
  if ('version' in candidate) {
    const { policy, hash } = await deps.policies.load({ id: candidate.policy, version: candidate.version });
    return { policy, id: candidate.policy, version: candidate.version, draft: null, revision: null, hash };
  }
  if ('document' in candidate) {
    const policy = publishable(candidate.document);
    return { policy, id: policy.id, version: null, draft: null, revision: null, hash: contentHash(policy) };
  }
  const { draft, revision, document } = await findDraft(deps, candidate);
  const policy = publishable(document);
  return { policy, id: candidate.policy, version: null, draft, revision, hash: contentHash(policy) };
}

function publishable(document: unknown): Policy {
  const parsed = parsePolicy(document);
  if (!parsed.ok) throw new CrivoError('PolicyInvalid', { errors: parsed.findings });
  const errors = lintPolicy(document).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new CrivoError('PolicyInvalid', { errors });
  return parsed.policy;
}
