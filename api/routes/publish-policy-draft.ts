/** Owns `POST /policies/{policy}/drafts/{draft}/publish`: an approved draft becomes the next version, live in every branch that uses the policy. */
import { draftStepSchema } from '../../contracts/policy-draft';
import { publishDraft } from '../../usecases/publish-draft';
import { demandPolicyBranches, POLICY_BRANCHES_NOTE } from '../demand-policy-branches';
import { route } from '../route';
import { draftParams } from '../views/policy-draft-view';
import { publishedView, showPublication } from '../views/publication-view';

export const publishPolicyDraft = route({
  method: 'post',
  path: '/policies/{policy}/drafts/{draft}/publish',
  summary: 'Publish an approved draft as the next version of the policy',
  permission: 'policies:publish',
  permissionNote: POLICY_BRANCHES_NOTE,
  params: draftParams,
  body: draftStepSchema,
  answer: publishedView,
  errors: [
    'PolicyDraftNotFound',
    'PolicyDraftConflict',
    'PolicyDraftNotDue',
    'PolicyDraftEnded',
    'PolicyInvalid',
    'PolicyVersionConflict',
  ],
  handle: async ({ params, body, principal }, { stores, now }) => {
    await demandPolicyBranches({ stores }, principal, params.policy);
    const published = await publishDraft({ ...stores, now }, principal.subject, params, body.revision);
    return { ...showPublication(published), warnings: [...published.warnings] };
  },
});
