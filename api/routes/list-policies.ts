/** Owns `GET /policies`: the published versions, newest first, and the branches that are judged by them. */
import { z } from '@hono/zod-openapi';
import { sees } from '../../domain/permissions';
import { route } from '../route';
import { publicationView, showPublication } from '../views/publication-view';

const usingBranch = z.object({
  branch: z.string().describe('Its code.'),
  name: z.string().describe('Its name.'),
  policy: z.string().describe('The id of the policy that its orders and sales are judged by.'),
});

export const listPolicies = route({
  method: 'get',
  path: '/policies',
  summary: 'List the published policy versions, at most 500, and the branches that use the policies',
  permission: 'policies:read',
  answer: z.object({
    policies: z.array(publicationView).describe('The newest of each policy first.'),
    branches: z.array(usingBranch).describe('Those that the caller sees, with the policy of each.'),
  }),
  errors: [],
  handle: async ({ principal }, { stores }) => {
    const [versions, branches] = await Promise.all([stores.policies.list(), stores.branches.list()]);
    return {
      policies: versions.map(showPublication),
      branches: branches
        .filter(({ branch }) => sees(principal, branch))
        .map(({ branch, parameters, policy }) => ({ branch, name: parameters.name, policy: policy.id })),
    };
  },
});
