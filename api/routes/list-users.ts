/** Owns `GET /users`. */
import { z } from '@hono/zod-openapi';
import { pageQuery } from '../../contracts/primitives';
import { userName } from '../../contracts/user';
import { fromCursor, toCursor } from '../cursor';
import { ALL_BRANCHES_NOTE, demandAllBranches } from '../demand-all-branches';
import { route } from '../route';
import { userOf, userView } from '../views/user-view';

const position = z.strictObject({ user: userName });

export const listUsers = route({
  method: 'get',
  path: '/users',
  summary: 'Everybody who signs in or did, by name',
  permission: 'users:read',
  permissionNote: ALL_BRANCHES_NOTE,
  query: pageQuery,
  answer: z.object({ users: z.array(userView), nextCursor: z.string().nullable() }),
  errors: [],
  handle: async ({ query, principal }, deps) => {
    demandAllBranches(principal);
    const after = fromCursor(position, query.cursor)?.user;
    const found = await deps.stores.users.page({ limit: query.limit + 1, ...(after !== undefined && { after }) });
    const users = found.slice(0, query.limit).map(userOf);
    const last = found.length > query.limit ? users.at(-1) : undefined;
    return { users, nextCursor: last ? toCursor({ user: last.user }) : null };
  },
});
