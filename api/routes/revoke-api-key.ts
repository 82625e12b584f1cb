/** Owns `DELETE /api-keys/{key}`. */
import { revokeApiKey as revoke } from '../../usecases/api-keys';
import { ALL_BRANCHES_NOTE, demandAllBranches } from '../demand-all-branches';
import { apiKeyParams } from '../params';
import { route } from '../route';
import { peopleDeps } from '../sign-in-deps';
import { apiKeyOf, apiKeyView } from '../views/user-view';

export const revokeApiKey = route({
  method: 'delete',
  path: '/api-keys/{key}',
  summary: 'Revoke a key: it opens nothing any more within two seconds',
  permission: 'keys:write',
  permissionNote: ALL_BRANCHES_NOTE,
  params: apiKeyParams,
  answer: apiKeyView,
  errors: ['ApiKeyNotFound'],
  handle: async ({ params, principal }, deps) => {
    demandAllBranches(principal);
    return apiKeyOf(await revoke(peopleDeps(deps), principal, params.key));
  },
});
