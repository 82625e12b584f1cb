/** Owns `GET /policies`: the published versions, newest first, the branches judged by them, and what is not published yet. */
import { z } from '@hono/zod-openapi';
import { sees } from '../../domain/permissions';
import { route } from '../route';
import { publicationView, showPublication } from '../views/publication-view';

const MOST_UNPUBLISHED = 100;

const usingBranch = z.object({
  branch: z.string().describe('Its code.'),
  name: z.string().describe('Its name.'),
  policy: z.string().describe('The id of the policy that its orders and sales are judged by.'),
});

const namedGroup = z.object({
  userGroup: z.string().describe('Its id, as bands name it.'),
  name: z.string().describe('As administrators call it.'),
});

export const listPolicies = route({
  method: 'get',
  path: '/policies',
  summary:
    'List the published policy versions, at most 500, the branches that use the policies, and policies still to come',
  permission: 'policies:read',
  answer: z.object({
    policies: z.array(publicationView).describe('The newest of each policy first.'),
    branches: z.array(usingBranch).describe('Those that the caller sees, with the policy of each.'),
    unpublished: z
      .array(z.string())
      .describe('The ids of policies that have open drafts and no version yet, at most 100.'),
    userGroups: z.array(namedGroup).describe('Those that a band may name.'),
  }),
  errors: [],
  handle: async ({ principal }, { stores }) => {
    const [versions, branches, begun, groups] = await Promise.all([
      stores.policies.list(),
      stores.branches.list(),
      stores.policyDrafts.begunAnew(MOST_UNPUBLISHED),
      stores.userGroups.list(),
    ]);
    const published = new Set(versions.map(({ id }) => id));
    return {
      policies: versions.map(showPublication),
      branches: branches
        .filter(({ branch }) => sees(principal, branch))
        .map(({ branch, parameters, policy }) => ({ branch, name: parameters.name, policy: policy.id })),
      unpublished: begun.filter((id) => !published.has(id)),
      userGroups: groups.map(({ userGroup, name }) => ({ userGroup, name })),
    };
  },
});
