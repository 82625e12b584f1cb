/** Owns `GET /policies/{policy}/drafts/{draft}`: a draft as it stands. */
import { findDraft } from '../../usecases/policy-drafts';
import { answerDraft } from '../answer-draft';
import { route } from '../route';
import { assessedDraftView, draftParams } from '../views/policy-draft-view';

export const getPolicyDraft = route({
  method: 'get',
  path: '/policies/{policy}/drafts/{draft}',
  summary: 'Read a draft of a policy',
  permission: 'policies:read',
  params: draftParams,
  answer: assessedDraftView,
  errors: ['PolicyDraftNotFound'],
  handle: async ({ params, principal }, { stores }) =>
    answerDraft({ stores }, principal, await findDraft(stores, params)),
});
