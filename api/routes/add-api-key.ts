/** Owns `POST /api-keys`. */
import { apiKeyBodySchema } from '../../contracts/user';
import { addApiKey as add } from '../../usecases/api-keys';
import { ALL_BRANCHES_NOTE, demandAllBranches } from '../demand-all-branches';
import { route } from '../route';
import { peopleDeps } from '../sign-in-deps';
import { apiKeyOf, apiKeyWithSecretView } from '../views/user-view';

export const addApiKey = route({
  method: 'post',
  path: '/api-keys',
  summary: 'A key for a program, or for oneself; its secret is told once',
  permission: 'keys:write',
  permissionNote: ALL_BRANCHES_NOTE,
  body: apiKeyBodySchema,
  answer: apiKeyWithSecretView,
  errors: ['UserGroupNotFound', 'BranchNotFound', 'TooManyApiKeys'],
  handle: async ({ body, principal }, deps) => {
    demandAllBranches(principal);
    const { key, secret } = await add(peopleDeps(deps), principal, body);
    return { ...apiKeyOf(key), secret };
  },
});
