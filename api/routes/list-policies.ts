/** Owns `GET /policies`: the published versions, newest first. */
import { z } from '@hono/zod-openapi';
import { route } from '../route';
import { publicationView, showPublication } from '../views/publication-view';

export const listPolicies = route({
  method: 'get',
  path: '/policies',
  summary: 'List the published policy versions, at most 500',
  permission: 'policies:read',
  answer: z.object({ policies: z.array(publicationView).describe('The newest of each policy first.') }),
  errors: [],
  handle: async (_input, deps) => ({
    policies: (await deps.stores.policies.list()).map(showPublication),
  }),
});
