/** Owns how a policy comes into force: an approved draft published, or an earlier version rolled back to. */
import type { PolicyStore } from '../adapters/mongo/policy-store';
import type { PolicyDraft, RollbackBody } from '../contracts/policy-draft';
import { CrivoError } from '../domain/errors';
import { contentHash } from './content-hash';
import { afterStep, draftAudit, overtaken, steppedAt } from './draft-step';
import { findDraft, type DraftDeps, type DraftPlace } from './policy-drafts';
import { readVersion } from './policy-source';
import { checkedPolicy, insertVersion, nextVersion, versionConflict, type Publication } from './publish-policy';

type PublishDeps = DraftDeps & { readonly policies: PolicyStore };

/**
 * The next version, in force wherever the policy is used, with its draft ended in the same transaction. Errors:
 * `PolicyVersionConflict` when the draft isn't based on the newest version any more; `PolicyDraftNotDue` unless this
 * very revision was approved; `PolicyDraftNotFound`, `PolicyDraftEnded`, `PolicyDraftConflict`, `PolicyInvalid`.
 */
export async function publishDraft(
  deps: PublishDeps,
  subject: string,
  place: DraftPlace,
  revision: number,
): Promise<Publication> {
  const was = await findDraft(deps, place);
  const status = await steppedAt(deps, was, 'publish', revision);
  const approved = demandApproval(was);
  const { policy, warnings } = checkedPolicy(was.policy, was.document);
  const origin = { draft: was.draft, approvedBy: approved.by };
  const { record, audit } = await nextVersion(deps, subject, was.basedOn, policy, origin);
  const next = afterStep(deps, subject, 'publish', was, (mark) => ({
    ...was,
    status,
    published: { ...mark, version: record.version },
  }));
  const written = await deps.policies.publishDraft(record, audit, {
    was,
    next,
    audit: draftAudit(subject, was, next),
  });
  if (written === 'versionTaken') throw await versionConflict(deps, was.policy);
  if (written === 'draftChanged') throw await overtaken(deps, was);
  const { document: _document, ...publication } = record;
  return { ...publication, warnings };
}

/**
 * A new version that says what `to` said: numbers only rise, and nothing that was published changes. What lint says of
 * it today is no hindrance: it was in force before, and is needed now. Errors: `PolicyNotFound`, `InvalidRequest` for the
 * version in force and for one that says the same, `PolicyInvalid` for one that this program can't read any more or that
 * isn't what was published, `PolicyVersionConflict`.
 */
export async function rollbackPolicy(
  deps: { readonly policies: PolicyStore; readonly now: () => Date },
  subject: string,
  id: string,
  { to, reason, basedOn }: RollbackBody,
): Promise<Publication> {
  const latest = await deps.policies.latestVersion(id);
  if (to > latest) throw new CrivoError('PolicyNotFound', { state: { id, latest } });
  if (to === latest) throw needless('is the version in force');
  const { policy, hash } = await readVersion(deps.policies, { id, version: to });
  const inForce = await deps.policies.find({ id, version: latest });
  // Its own hash would tell that of a document that was changed in the store since.
  if (inForce !== null && contentHash(inForce.document) === hash) throw needless('says what the version in force says');
  const { record, audit } = await nextVersion(deps, subject, basedOn ?? latest, policy, { rollbackTo: to, reason });
  return insertVersion(deps, record, audit, []);
}

function needless(message: string): CrivoError {
  return new CrivoError('InvalidRequest', { errors: [{ at: 'to', message, fix: 'name an earlier one' }] });
}

/** The status says that it is approved; that this is what was approved is asked of the approval itself. */
function demandApproval({ approved, hash, revision, status }: PolicyDraft): NonNullable<PolicyDraft['approved']> {
  if (approved?.hash === hash && approved.revision === revision) return approved;
  throw new CrivoError('PolicyDraftNotDue', { state: { status, revision } });
}
