/** Owns `POST /policies/{policy}/rollback`: an earlier version in force again, under a new number. */
import { rollbackSchema } from '../../contracts/policy-draft';
import { rollbackPolicy as rollback } from '../../usecases/publish-draft';
import { demandPolicyBranches, POLICY_BRANCHES_NOTE } from '../demand-policy-branches';
import { route } from '../route';
import { policyParams } from '../views/policy-draft-view';
import { publishedView, showPublication } from '../views/publication-view';

export const rollbackPolicy = route({
  method: 'post',
  path: '/policies/{policy}/rollback',
  summary: 'Bring what an earlier version says into force again, as a new version',
  permission: 'policies:publish',
  permissionNote: POLICY_BRANCHES_NOTE,
  params: policyParams,
  body: rollbackSchema,
  answer: publishedView,
  errors: ['PolicyNotFound', 'PolicyInvalid', 'PolicyVersionConflict'],
  handle: async ({ params, body, principal }, { stores, now }) => {
    await demandPolicyBranches({ stores }, principal, params.policy);
    const published = await rollback({ ...stores, now }, principal.subject, params.policy, body);
    return { ...showPublication(published), warnings: [...published.warnings] };
  },
});
