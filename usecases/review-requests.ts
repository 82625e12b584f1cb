/** Owns the reviewing of decisions by a person: asked for in the customer's name, and answered. */
import type { ReviewRequestStore } from '../adapters/mongo/review-request-store';
import type { DecisionRecord } from '../contracts/decision';
import type { ReviewAnswer, ReviewRequest } from '../contracts/review-request';
import { CrivoError } from '../domain/errors';
import { sees, type Principal } from '../domain/permissions';
import { newId } from './new-id';

interface ReviewDeps {
  readonly reviewRequests: ReviewRequestStore;
  readonly now: () => Date;
}

export async function openReview(
  { reviewRequests, now }: ReviewDeps,
  subject: string,
  { decision, branch, customerKey }: Pick<DecisionRecord, 'decision' | 'branch' | 'customerKey'>,
  reason: string,
): Promise<ReviewRequest> {
  const opened = { openedBy: subject, openedAt: now().toISOString(), status: 'open', answer: null } as const;
  const request: ReviewRequest = { request: newId('rev'), decision, branch, customerKey, reason, ...opened };
  await reviewRequests.insert(request);
  return request;
}

/** Nothing of the decision changes: what was wrong is mended where it stands. Errors: `ReviewRequestNotFound`, `ReviewRequestAnswered`. */
export async function answerReview(
  { reviewRequests, now }: ReviewDeps,
  principal: Principal,
  id: string,
  body: ReviewAnswer,
): Promise<ReviewRequest> {
  const found = await reviewRequests.find(id);
  if (found === null || !sees(principal, found.branch)) throw new CrivoError('ReviewRequestNotFound');
  const answer = { ...body, subject: principal.subject, at: now().toISOString() };
  if (!(await reviewRequests.answer(id, answer))) {
    const by = (await reviewRequests.find(id))?.answer;
    throw new CrivoError('ReviewRequestAnswered', { state: { by: by?.subject ?? null, at: by?.at ?? null } });
  }
  return { ...found, status: 'answered', answer };
}
