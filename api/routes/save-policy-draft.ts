/** Owns `PUT /policies/{policy}/drafts/{draft}`: the next revision of a draft, whatever is still wrong with it. */
import { saveDraftSchema } from '../../contracts/policy-draft';
import { saveDraft } from '../../usecases/policy-drafts';
import { route } from '../route';
import { draftParams, draftView, showDraft } from '../views/policy-draft-view';

export const savePolicyDraft = route({
  method: 'put',
  path: '/policies/{policy}/drafts/{draft}',
  summary: 'Save a draft: it goes back to editing, and an approval ends',
  permission: 'policies:write',
  params: draftParams,
  body: saveDraftSchema,
  answer: draftView,
  errors: ['PolicyDraftNotFound', 'PolicyDraftConflict', 'PolicyDraftEnded', 'PolicyNotFound', 'PolicyInvalid'],
  handle: async ({ params, body, principal }, { stores, now }) =>
    showDraft(await saveDraft({ ...stores, now }, principal.subject, params, body)),
});
