/** Owns `GET /policies`: the published versions, newest first. */
import { z } from '@hono/zod-openapi';
import { route } from '../route';

export const publicationView = z
  .object({ id: z.string(), version: z.number(), hash: z.string(), publishedAt: z.string(), publishedBy: z.string() })
  .openapi('Publication');

export const listPolicies = route({
  method: 'get',
  path: '/policies',
  summary: 'List the published policy versions, at most 500',
  permission: 'policies:read',
  answer: z.object({ policies: z.array(publicationView) }),
  errors: [],
  handle: async (_input, deps) => ({ policies: [...(await deps.stores.policies.list())] }),
});
