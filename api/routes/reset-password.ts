/** Owns `POST /users/{user}/password-reset`. */
import { resetPassword as reset } from '../../usecases/users';
import { ALL_BRANCHES_NOTE, demandAllBranches } from '../demand-all-branches';
import { userParams } from '../params';
import { route } from '../route';
import { peopleDeps } from '../sign-in-deps';
import { userWithPasswordOf, userWithPasswordView } from '../views/user-view';

export const resetPassword = route({
  method: 'post',
  path: '/users/{user}/password-reset',
  summary: 'Hand a person another password, told once and to be changed; their sessions end',
  permission: 'users:write',
  permissionNote: ALL_BRANCHES_NOTE,
  params: userParams,
  answer: userWithPasswordView,
  errors: ['UserNotFound', 'UserChanged'],
  handle: async ({ params, principal }, deps) => {
    demandAllBranches(principal);
    return userWithPasswordOf(await reset(peopleDeps(deps), principal, params.user));
  },
});
