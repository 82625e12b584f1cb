/** Owns `POST /policies/{policy}/drafts/{draft}/test`: the tests of a draft, run on it as it stands. */
import { z } from '@hono/zod-openapi';
import { testDraft } from '../../usecases/policy-draft-tests';
import { route } from '../route';
import { draftParams } from '../views/policy-draft-view';
import { policyTestsView, showPolicyTests } from '../views/policy-tests-view';

export const testPolicyDraft = route({
  method: 'post',
  path: '/policies/{policy}/drafts/{draft}/test',
  summary: 'Run the tests that a draft carries and tell which rules they leave unseen',
  permission: 'policies:read',
  params: draftParams,
  answer: z
    .object({
      revision: z.number().describe('The revision that was tested.'),
      report: policyTestsView.describe('Its tests. One that fails is an answer, not an error.'),
    })
    .openapi('PolicyDraftTests'),
  errors: ['PolicyDraftNotFound', 'PolicyInvalid'],
  handle: async ({ params }, { stores }) => {
    const { draft, report } = await testDraft(stores, params);
    return { revision: draft.revision, report: showPolicyTests(report) };
  },
});
