/** Owns `GET /api-keys`. */
import { z } from '@hono/zod-openapi';
import { ALL_BRANCHES_NOTE, demandAllBranches } from '../demand-all-branches';
import { route } from '../route';
import { apiKeyOf, apiKeyView } from '../views/user-view';

export const listApiKeys = route({
  method: 'get',
  path: '/api-keys',
  summary: 'All API keys that were not revoked, newest first; their secrets are known to nobody here',
  permission: 'keys:read',
  permissionNote: ALL_BRANCHES_NOTE,
  answer: z.object({ keys: z.array(apiKeyView) }),
  errors: [],
  handle: async ({ principal }, deps) => {
    demandAllBranches(principal);
    return { keys: (await deps.stores.apiKeys.list()).map(apiKeyOf) };
  },
});
