/** Owns the way of a draft to its approval: sent by who wrote it, approved or returned by a second person. */
import type { PolicyDraft } from '../contracts/policy-draft';
import { CrivoError, type Finding } from '../domain/errors';
import { hadAHandIn } from '../domain/policy-draft';
import { demandFit, type AssessDeps } from './assess-draft';
import { steppedAt, writeStep } from './draft-step';
import { findDraft, type DraftDeps, type DraftPlace } from './policy-drafts';

/**
 * Errors: `PolicyInvalid` while lint finds an error or a test of the policy fails; `PolicyDraftNotFound`,
 * `PolicyDraftNotDue`, `PolicyDraftEnded`, `PolicyDraftConflict` for another revision than the one that was read.
 */
export async function submitDraft(
  deps: DraftDeps & AssessDeps,
  subject: string,
  place: DraftPlace,
  revision: number,
): Promise<PolicyDraft> {
  const was = await findDraft(deps, place);
  const status = await steppedAt(deps, was, 'submit', revision);
  await demandFit(deps, was);
  return writeStep(deps, subject, 'submit', was, (mark) => ({ ...was, status, submitted: mark }));
}

const NOT_BY_AUTHORS: Finding = {
  at: 'draft',
  message: 'was written or submitted by the same person',
  fix: 'have somebody approve it who did neither',
};

/** Errors: `SamePerson` for who wrote or submitted it, by subject; those of `submitDraft`. */
export async function approveDraft(
  deps: DraftDeps & AssessDeps,
  subject: string,
  place: DraftPlace,
  revision: number,
): Promise<PolicyDraft> {
  const was = await findDraft(deps, place);
  const status = await steppedAt(deps, was, 'approve', revision);
  if (hadAHandIn(was, subject)) throw new CrivoError('SamePerson', { errors: [NOT_BY_AUTHORS] });
  await demandFit(deps, was);
  return writeStep(deps, subject, 'approve', was, (mark) => ({
    ...was,
    status,
    approved: { ...mark, revision, hash: was.hash },
  }));
}

/** Back to its authors, with the reason. Errors: those of `submitDraft` but `PolicyInvalid`. */
export async function returnDraft(
  deps: DraftDeps,
  subject: string,
  place: DraftPlace,
  { revision, reason }: { readonly revision: number; readonly reason: string },
): Promise<PolicyDraft> {
  const was = await findDraft(deps, place);
  const status = await steppedAt(deps, was, 'return', revision);
  return writeStep(deps, subject, 'return', was, () => ({ ...was, status, submitted: null, approved: null }), reason);
}
