/** Owns `PATCH /users/{user}`. */
import { userChangeSchema } from '../../contracts/user';
import { changeUser as change } from '../../usecases/users';
import { ALL_BRANCHES_NOTE, demandAllBranches } from '../demand-all-branches';
import { userParams } from '../params';
import { route } from '../route';
import { peopleDeps } from '../sign-in-deps';
import { userOf, userView } from '../views/user-view';

export const changeUser = route({
  method: 'patch',
  path: '/users/{user}',
  summary: 'Change a person as they were read, or switch them off: their sessions and keys end at once',
  permission: 'users:write',
  permissionNote: ALL_BRANCHES_NOTE,
  params: userParams,
  body: userChangeSchema,
  answer: userView,
  errors: ['UserNotFound', 'UserChanged', 'UserExists', 'LastAdministrator', 'UserGroupNotFound', 'BranchNotFound'],
  handle: async ({ params, body, principal }, deps) => {
    demandAllBranches(principal);
    return userOf(await change(peopleDeps(deps), principal, params.user, body));
  },
});
