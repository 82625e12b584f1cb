/** Owns `POST /policies/{policy}/drafts/{draft}/approve`: the second person says yes to a draft. */
import { draftStepSchema } from '../../contracts/policy-draft';
import { approveDraft } from '../../usecases/review-draft';
import { demandPolicyBranches, POLICY_BRANCHES_NOTE } from '../demand-policy-branches';
import { route } from '../route';
import { draftParams, draftView, showDraft } from '../views/policy-draft-view';

export const approvePolicyDraft = route({
  method: 'post',
  path: '/policies/{policy}/drafts/{draft}/approve',
  summary: 'Approve a draft, as somebody who neither wrote nor submitted it',
  permission: 'policies:approve',
  permissionNote: POLICY_BRANCHES_NOTE,
  params: draftParams,
  body: draftStepSchema,
  answer: draftView,
  errors: [
    'PolicyDraftNotFound',
    'PolicyDraftConflict',
    'PolicyDraftNotDue',
    'PolicyDraftEnded',
    'PolicyInvalid',
    'SamePerson',
  ],
  handle: async ({ params, body, principal }, { stores, now }) => {
    await demandPolicyBranches({ stores }, principal, params.policy);
    return showDraft(await approveDraft({ ...stores, now }, principal.subject, params, body.revision));
  },
});
