/** Owns `GET /users/{user}`. */
import { findUser } from '../../usecases/users';
import { ALL_BRANCHES_NOTE, demandAllBranches } from '../demand-all-branches';
import { userParams } from '../params';
import { route } from '../route';
import { userOf, userView } from '../views/user-view';

export const getUser = route({
  method: 'get',
  path: '/users/{user}',
  summary: 'One person who signs in',
  permission: 'users:read',
  permissionNote: ALL_BRANCHES_NOTE,
  params: userParams,
  answer: userView,
  errors: ['UserNotFound'],
  handle: async ({ params, principal }, deps) => {
    demandAllBranches(principal);
    return userOf(await findUser(deps.stores, params.user));
  },
});
