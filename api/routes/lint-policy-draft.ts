/** Owns `POST /policies/{policy}/drafts/{draft}/lint`: what is wrong or doubtful in a draft, and what its tests come to. */
import { assessDraft } from '../../usecases/assess-draft';
import { findDraft } from '../../usecases/policy-drafts';
import { route } from '../route';
import { assessmentView, draftParams, showAssessment } from '../views/policy-draft-view';

export const lintPolicyDraft = route({
  method: 'post',
  path: '/policies/{policy}/drafts/{draft}/lint',
  summary: 'Look for what is wrong or doubtful in a draft, and run its tests',
  permission: 'policies:read',
  params: draftParams,
  answer: assessmentView,
  errors: ['PolicyDraftNotFound'],
  handle: async ({ params }, { stores }) => showAssessment(await assessDraft(stores, await findDraft(stores, params))),
});
