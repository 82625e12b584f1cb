/** Owns `PUT /policies/{policy}/drafts/{draft}`: the next revision of a draft, whatever is still wrong with it. */
import { saveDraftSchema } from '../../contracts/policy-draft';
import { saveDraft } from '../../usecases/policy-drafts';
import { answerDraft } from '../answer-draft';
import { route } from '../route';
import { assessedDraftView, draftParams } from '../views/policy-draft-view';

export const savePolicyDraft = route({
  method: 'put',
  path: '/policies/{policy}/drafts/{draft}',
  summary: 'Save a draft: it goes back to editing, and an approval ends',
  permission: 'policies:write',
  params: draftParams,
  body: saveDraftSchema,
  answer: assessedDraftView,
  errors: ['PolicyDraftNotFound', 'PolicyDraftConflict', 'PolicyDraftEnded', 'PolicyNotFound', 'PolicyInvalid'],
  handle: async ({ params, body, principal }, { stores, now }) =>
    answerDraft({ stores }, principal, await saveDraft({ ...stores, now }, principal.subject, params, body)),
});
