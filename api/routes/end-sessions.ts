/** Owns `DELETE /users/{user}/sessions`. */
import { z } from '@hono/zod-openapi';
import { endSessions as end } from '../../usecases/users';
import { ALL_BRANCHES_NOTE, demandAllBranches } from '../demand-all-branches';
import { sessionText, userParams } from '../params';
import { route } from '../route';
import { peopleDeps } from '../sign-in-deps';

export const endSessions = route({
  method: 'delete',
  path: '/users/{user}/sessions',
  summary: 'End a person’s sessions at once, all of them or one',
  permission: 'users:write',
  permissionNote: ALL_BRANCHES_NOTE,
  params: userParams,
  query: z.strictObject({ session: sessionText.optional().describe('This one alone.') }),
  answer: z.object({ ended: z.number().describe('How many.') }),
  errors: ['UserNotFound'],
  handle: async ({ params, query, principal }, deps) => {
    demandAllBranches(principal);
    return { ended: await end(peopleDeps(deps), principal, params.user, query.session) };
  },
});
