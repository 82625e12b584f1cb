/** Owns `GET /user-groups`: "Grupos de Usuários". */
import { z } from '@hono/zod-openapi';
import { route } from '../route';
import { ALL_PERMISSIONS, permissionView, userGroupOf, userGroupView } from '../views/user-view';

export const listUserGroups = route({
  method: 'get',
  path: '/user-groups',
  summary: 'All user groups with what they may, and all permissions by the names of the manuals; there are few',
  permission: 'userGroups:read',
  answer: z.object({ userGroups: z.array(userGroupView), permissions: z.array(permissionView) }),
  errors: [],
  handle: async (_input, deps) => {
    const userGroups = (await deps.stores.userGroups.list()).map(userGroupOf);
    return { userGroups, permissions: ALL_PERMISSIONS };
  },
});
