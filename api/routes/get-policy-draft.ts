/** Owns `GET /policies/{policy}/drafts/{draft}`: a draft as it stands. */
import { findDraft } from '../../usecases/policy-drafts';
import { route } from '../route';
import { draftParams, draftView, showDraft } from '../views/policy-draft-view';

export const getPolicyDraft = route({
  method: 'get',
  path: '/policies/{policy}/drafts/{draft}',
  summary: 'Read a draft of a policy',
  permission: 'policies:read',
  params: draftParams,
  answer: draftView,
  errors: ['PolicyDraftNotFound'],
  handle: async ({ params }, { stores }) => showDraft(await findDraft(stores, params)),
});
