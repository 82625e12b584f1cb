/** Owns drafts of policies: begun, saved revision by revision, and discarded. Nothing here is judged by. */
import type { PolicyDraftStore } from '../adapters/mongo/policy-draft-store';
import type { PolicyStore } from '../adapters/mongo/policy-store';
import { exceedsPolicyBounds } from '../contracts/policy';
import { DRAFT_BOUNDS, type NewDraftBody, type PolicyDraft, type SaveDraftBody } from '../contracts/policy-draft';
import { CrivoError } from '../domain/errors';
import { contentHash } from './content-hash';
import { draftAudit, draftConflict, stepped, steppedAt, writeStep } from './draft-step';
import { newId } from './new-id';

export interface DraftDeps {
  readonly policyDrafts: PolicyDraftStore;
  readonly policies: Pick<PolicyStore, 'find' | 'latestVersion'>;
  readonly now: () => Date;
}

/** Where a draft is found. */
export interface DraftPlace {
  readonly policy: string;
  readonly draft: string;
}

/**
 * From the version in force, from a named one, or with a document of its own. Errors: `PolicyNotFound`; `InvalidRequest`
 * where a new policy comes without a document; `PolicyInvalid` for JSON beyond the bounds of a policy; `TooManyDrafts`.
 */
export async function createDraft(
  deps: DraftDeps,
  subject: string,
  policy: string,
  { name, ...body }: NewDraftBody,
): Promise<PolicyDraft> {
  const latest = await deps.policies.latestVersion(policy);
  const { document, basedOn } = await beginningOf(deps, policy, latest, body);
  demandBounds(document);
  await demandRoom(deps, policy);
  const at = deps.now().toISOString();
  const mark = { by: subject, at };
  const draft: PolicyDraft = {
    draft: newId('drf'),
    policy,
    name,
    basedOn,
    revision: 1,
    hash: contentHash(document),
    status: 'editing',
    editors: [subject],
    createdBy: subject,
    createdAt: at,
    saved: mark,
    submitted: null,
    approved: null,
    published: null,
    discarded: null,
    updatedAt: at,
    history: [{ ...mark, step: 'create', revision: 1, note: null }],
    document,
  };
  await deps.policyDrafts.insert(draft, draftAudit(subject, null, draft));
  return draft;
}

/**
 * The next revision. What was submitted or approved goes back to editing. Saving what stands there already changes
 * nothing, an approval neither. Errors: `PolicyDraftNotFound`, `PolicyDraftConflict` with what changed meanwhile,
 * `PolicyDraftEnded`, `PolicyNotFound` for a `basedOn` that was never published, `PolicyInvalid` beyond the bounds.
 */
export async function saveDraft(
  deps: DraftDeps,
  subject: string,
  place: DraftPlace,
  { revision, document, ...changes }: SaveDraftBody,
): Promise<PolicyDraft> {
  const was = await findDraft(deps, place);
  demandBounds(document);
  const saved = { ...was, ...changes, document, hash: contentHash(document) };
  const status = stepped(was, 'save');
  if (was.revision !== revision) throw await draftConflict(deps, was, revision);
  if (saved.hash === was.hash && saved.name === was.name && saved.basedOn === was.basedOn) return was;
  if (saved.basedOn > (await deps.policies.latestVersion(was.policy))) throw new CrivoError('PolicyNotFound');
  const editors = [...new Set([...was.editors, subject])];
  if (editors.length > DRAFT_BOUNDS.editors) {
    const message = `has been written by ${DRAFT_BOUNDS.editors} people already`;
    throw invalid('draft', message, 'begin another draft with its document');
  }
  return writeStep(deps, subject, 'save', was, (mark) => ({
    ...saved,
    status,
    revision: revision + 1,
    editors,
    saved: mark,
    submitted: null,
    approved: null,
  }));
}

/** Errors: `PolicyDraftNotFound`, `PolicyDraftEnded`, `PolicyDraftConflict`. */
export async function discardDraft(
  deps: DraftDeps,
  subject: string,
  place: DraftPlace,
  revision?: number,
): Promise<PolicyDraft> {
  const was = await findDraft(deps, place);
  const status = await steppedAt(deps, was, 'discard', revision ?? was.revision);
  return writeStep(deps, subject, 'discard', was, (mark) => ({ ...was, status, discarded: mark }));
}

/** Errors: `PolicyDraftNotFound`, also for one of another policy. */
export async function findDraft(
  { policyDrafts }: { readonly policyDrafts: Pick<PolicyDraftStore, 'find'> },
  { policy, draft }: DraftPlace,
): Promise<PolicyDraft> {
  const found = await policyDrafts.find(policy, draft);
  if (found === null) throw new CrivoError('PolicyDraftNotFound');
  return found;
}

async function demandRoom({ policyDrafts }: Pick<DraftDeps, 'policyDrafts'>, policy: string): Promise<void> {
  if ((await policyDrafts.countOpen(policy, DRAFT_BOUNDS.open)) < DRAFT_BOUNDS.open) return;
  throw new CrivoError('TooManyDrafts', { state: { atMost: DRAFT_BOUNDS.open } });
}

async function beginningOf(
  { policies }: DraftDeps,
  id: string,
  latest: number,
  { from, document, basedOn = latest }: Omit<NewDraftBody, 'name'>,
): Promise<{ readonly document: unknown; readonly basedOn: number }> {
  if (basedOn > latest || (from ?? 0) > latest) throw new CrivoError('PolicyNotFound', { state: { id, latest } });
  if (document !== undefined) return { document, basedOn };
  if (latest === 0) {
    const message = `is needed: there is no policy ${id} yet`;
    throw invalid('document', message, 'send the whole policy, or name one that is published');
  }
  const published = await policies.find({ id, version: from ?? latest });
  if (published === null) throw new CrivoError('PolicyNotFound', { state: { id, latest } });
  return { document: published.document, basedOn };
}

function demandBounds(document: unknown): void {
  const finding = exceedsPolicyBounds(document);
  if (finding !== null) throw new CrivoError('PolicyInvalid', { errors: [finding] });
}

function invalid(at: string, message: string, fix: string): CrivoError {
  return new CrivoError('InvalidRequest', { errors: [{ at, message, fix }] });
}
