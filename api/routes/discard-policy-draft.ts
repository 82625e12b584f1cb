/** Owns `DELETE /policies/{policy}/drafts/{draft}`: a draft that nobody goes on with. It stays readable. */
import { discardDraftSchema } from '../../contracts/policy-draft';
import { discardDraft } from '../../usecases/policy-drafts';
import { route } from '../route';
import { draftParams, draftView, showDraft } from '../views/policy-draft-view';

export const discardPolicyDraft = route({
  method: 'delete',
  path: '/policies/{policy}/drafts/{draft}',
  summary: 'Discard a draft; it can still be read',
  permission: 'policies:write',
  params: draftParams,
  query: discardDraftSchema,
  answer: draftView,
  errors: ['PolicyDraftNotFound', 'PolicyDraftConflict', 'PolicyDraftEnded'],
  handle: async ({ params, query, principal }, { stores, now }) =>
    showDraft(await discardDraft({ ...stores, now }, principal.subject, params, query.revision)),
});
