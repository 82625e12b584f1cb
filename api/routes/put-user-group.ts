/** Owns `PUT /user-groups/{userGroup}`. */
import { userGroupBodySchema } from '../../contracts/user';
import { putUserGroup as put } from '../../usecases/user-groups';
import { ALL_BRANCHES_NOTE, demandAllBranches } from '../demand-all-branches';
import { userGroupParams } from '../params';
import { route } from '../route';
import { peopleDeps } from '../sign-in-deps';
import { userGroupOf, userGroupView } from '../views/user-view';

export const putUserGroup = route({
  method: 'put',
  path: '/user-groups/{userGroup}',
  summary: 'Say what a user group may, as it was read; it counts at once for all who are in it',
  permission: 'userGroups:write',
  permissionNote: ALL_BRANCHES_NOTE,
  params: userGroupParams,
  body: userGroupBodySchema,
  answer: userGroupView,
  errors: ['UserGroupNotFound', 'UserGroupChanged', 'TooManyUserGroups'],
  handle: async ({ params, body, principal }, deps) => {
    demandAllBranches(principal);
    return userGroupOf(await put(peopleDeps(deps), principal, params.userGroup, body));
  },
});
