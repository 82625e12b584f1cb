/** Owns `POST /policies/{policy}/drafts`: a draft from what is in force, from a version, or from a document. */
import { newDraftSchema } from '../../contracts/policy-draft';
import { createDraft } from '../../usecases/policy-drafts';
import { answerDraft } from '../answer-draft';
import { route } from '../route';
import { assessedDraftView, policyParams } from '../views/policy-draft-view';

export const createPolicyDraft = route({
  method: 'post',
  path: '/policies/{policy}/drafts',
  summary: 'Begin a draft of a policy: from the version in force, from another one, or with a document',
  permission: 'policies:write',
  params: policyParams,
  body: newDraftSchema,
  answer: assessedDraftView,
  errors: ['PolicyNotFound', 'PolicyInvalid', 'TooManyDrafts'],
  handle: async ({ params, body, principal }, { stores, now }) =>
    answerDraft({ stores }, principal, await createDraft({ ...stores, now }, principal.subject, params.policy, body)),
});
