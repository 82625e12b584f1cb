/** Owns how a step of a draft is written: over what was read, with its entry in the history and in the audit. */
import type { PolicyDraftStore } from '../adapters/mongo/policy-draft-store';
import type { AuditEntry } from '../contracts/audit';
import { DRAFT_BOUNDS, type DraftMark, type PolicyDraft } from '../contracts/policy-draft';
import { CrivoError } from '../domain/errors';
import { hasDraftEnded, nextDraftStatus, type DraftStatus, type DraftStep } from '../domain/policy-draft';
import { diffPolicies } from '../rules/diff';
import { newId } from './new-id';
import { laterThan } from './version-time';

type StepDeps = { readonly policyDrafts: PolicyDraftStore; readonly now: () => Date };

/** Where the step leads. Errors: `PolicyDraftEnded`, `PolicyDraftNotDue`, with how the draft stands. */
export function stepped(draft: PolicyDraft, step: DraftStep): DraftStatus {
  const status = nextDraftStatus(draft.status, step);
  if (status !== null) return status;
  throw new CrivoError(hasDraftEnded(draft.status) ? 'PolicyDraftEnded' : 'PolicyDraftNotDue', {
    state: standing(draft),
  });
}

/** A step of a person who has read this revision. Errors: those of `stepped`, `PolicyDraftConflict`. */
export async function steppedAt(
  deps: StepDeps,
  draft: PolicyDraft,
  step: DraftStep,
  revision: number,
): Promise<DraftStatus> {
  const status = stepped(draft, step);
  if (draft.revision !== revision) throw await draftConflict(deps, draft, revision);
  return status;
}

/** The draft after a step, with its time and its place in the history. */
export function afterStep(
  { now }: Pick<StepDeps, 'now'>,
  subject: string,
  step: DraftStep,
  was: PolicyDraft,
  change: (mark: DraftMark) => PolicyDraft,
  note: string | null = null,
): PolicyDraft {
  const at = laterThan(was.updatedAt, now());
  const mark = { by: subject, at };
  const next = change(mark);
  const history = [...was.history, { ...mark, step, revision: next.revision, note }].slice(-DRAFT_BOUNDS.history);
  return { ...next, updatedAt: at, history };
}

/** Writes the step, once. Errors: `PolicyDraftConflict` where somebody was quicker. */
export async function writeStep(
  deps: StepDeps,
  subject: string,
  step: DraftStep,
  was: PolicyDraft,
  change: (mark: DraftMark) => PolicyDraft,
  note: string | null = null,
): Promise<PolicyDraft> {
  const next = afterStep(deps, subject, step, was, change, note);
  if (await deps.policyDrafts.replace(was, next, draftAudit(subject, was, next))) return next;
  throw await overtaken(deps, was);
}

/** The draft was changed between its reading and its writing. */
export async function overtaken(deps: StepDeps, was: PolicyDraft): Promise<CrivoError> {
  return draftConflict(deps, (await deps.policyDrafts.find(was.policy, was.draft)) ?? was, was.revision);
}

/** Who wrote the present revision, when, and how it differs from the one that was read, as long as that is kept. */
export async function draftConflict(
  { policyDrafts }: Pick<StepDeps, 'policyDrafts'>,
  draft: PolicyDraft,
  read: number,
): Promise<CrivoError> {
  const known = read === draft.revision ? draft : await policyDrafts.revision(draft.draft, read);
  const changes = known && diffPolicies(known.document, draft.document).slice(0, MOST_TOLD);
  return new CrivoError('PolicyDraftConflict', { state: { ...standing(draft), changes } });
}

/** What is told of a conflict, or kept in the audit of a save. */
const MOST_TOLD = 50;

/** An entry that tells the draft without its JSON: that is kept with its revisions. */
export function draftAudit(subject: string, before: PolicyDraft | null, after: PolicyDraft): AuditEntry {
  return {
    id: newId('aud'),
    at: after.updatedAt,
    subject,
    kind: 'policyDraft',
    target: `${after.policy}/${after.draft}`,
    branch: null,
    before: before && summary(before),
    after: {
      ...summary(after),
      ...(before && after.revision !== before.revision && { changes: savedChanges(before, after) }),
    },
  };
}

/** For ever, unlike the revisions themselves. */
function savedChanges(before: PolicyDraft, after: PolicyDraft): readonly string[] {
  return diffPolicies(before.document, after.document)
    .slice(0, MOST_TOLD)
    .map(({ at, text }) => `${at}: ${text}`);
}

function summary({ status, revision, basedOn, hash, name, history }: PolicyDraft) {
  const last = history.at(-1);
  return { step: last?.step ?? null, status, revision, basedOn, hash, name, note: last?.note ?? null };
}

function standing({ status, revision, saved }: PolicyDraft) {
  return { status, revision, by: saved.by, at: saved.at };
}
