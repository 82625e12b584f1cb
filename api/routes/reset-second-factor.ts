/** Owns `POST /users/{user}/second-factor-reset`. */
import { resetSecondFactor as reset } from '../../usecases/users';
import { ALL_BRANCHES_NOTE, demandAllBranches } from '../demand-all-branches';
import { userParams } from '../params';
import { route } from '../route';
import { peopleDeps } from '../sign-in-deps';
import { userOf, userView } from '../views/user-view';

export const resetSecondFactor = route({
  method: 'post',
  path: '/users/{user}/second-factor-reset',
  summary: 'Take the second factor from a person who has lost it; their sessions end, and the password signs in again',
  permission: 'users:write',
  permissionNote: ALL_BRANCHES_NOTE,
  params: userParams,
  answer: userView,
  errors: ['UserNotFound', 'SecondFactorOff'],
  handle: async ({ params, principal }, deps) => {
    demandAllBranches(principal);
    return userOf(await reset(peopleDeps(deps), principal, params.user));
  },
});
