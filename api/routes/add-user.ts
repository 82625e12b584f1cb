/** Owns `POST /users`. */
import { userBodySchema } from '../../contracts/user';
import { addUser as add } from '../../usecases/users';
import { ALL_BRANCHES_NOTE, demandAllBranches } from '../demand-all-branches';
import { route } from '../route';
import { peopleDeps } from '../sign-in-deps';
import { userWithPasswordOf, userWithPasswordView } from '../views/user-view';

export const addUser = route({
  method: 'post',
  path: '/users',
  summary: 'A person who may sign in; the password to begin with is told once',
  permission: 'users:write',
  permissionNote: ALL_BRANCHES_NOTE,
  body: userBodySchema,
  answer: userWithPasswordView,
  errors: ['UserExists', 'UserGroupNotFound', 'BranchNotFound'],
  handle: async ({ body, principal }, deps) => {
    demandAllBranches(principal);
    return userWithPasswordOf(await add(peopleDeps(deps), principal, body));
  },
});
