/** Owns `POST /policies/{policy}/drafts/{draft}/submit`: a draft sent to be approved. */
import { draftStepSchema } from '../../contracts/policy-draft';
import { submitDraft } from '../../usecases/review-draft';
import { route } from '../route';
import { draftParams, draftView, showDraft } from '../views/policy-draft-view';

export const submitPolicyDraft = route({
  method: 'post',
  path: '/policies/{policy}/drafts/{draft}/submit',
  summary: 'Send a draft to be approved: lint finds no error and its tests pass',
  permission: 'policies:write',

  params: draftParams,
  body: draftStepSchema,
  answer: draftView,
  errors: ['PolicyDraftNotFound', 'PolicyDraftConflict', 'PolicyDraftNotDue', 'PolicyDraftEnded', 'PolicyInvalid'],
  handle: async ({ params, body, principal }, { stores, now }) =>
    showDraft(await submitDraft({ ...stores, now }, principal.subject, params, body.revision)),
});
