/** Owns `POST /policies/{policy}/drafts/{draft}/return`: a draft goes back to its authors, with a reason. */
import { returnDraftSchema } from '../../contracts/policy-draft';
import { returnDraft } from '../../usecases/review-draft';
import { route } from '../route';
import { draftParams, draftView, showDraft } from '../views/policy-draft-view';

export const returnPolicyDraft = route({
  method: 'post',
  path: '/policies/{policy}/drafts/{draft}/return',
  summary: 'Return a draft to its authors',
  permission: 'policies:approve',

  params: draftParams,
  body: returnDraftSchema,
  answer: draftView,
  errors: ['PolicyDraftNotFound', 'PolicyDraftConflict', 'PolicyDraftNotDue', 'PolicyDraftEnded'],
  handle: async ({ params, body, principal }, { stores, now }) =>
    showDraft(await returnDraft({ ...stores, now }, principal.subject, params, body)),
});
