/** Owns `GET /users/{user}/sessions`. */
import { z } from '@hono/zod-openapi';
import { findUser } from '../../usecases/users';
import { ALL_BRANCHES_NOTE, demandAllBranches } from '../demand-all-branches';
import { userParams } from '../params';
import { route } from '../route';
import { openSessionOf, openSessionView } from '../views/user-view';

export const listSessions = route({
  method: 'get',
  path: '/users/{user}/sessions',
  summary: 'Where a person is signed in, newest first; there are few',
  permission: 'users:read',
  permissionNote: ALL_BRANCHES_NOTE,
  params: userParams,
  answer: z.object({ sessions: z.array(openSessionView) }),
  errors: ['UserNotFound'],
  handle: async ({ params, principal, context }, deps) => {
    demandAllBranches(principal);
    const { user } = await findUser(deps.stores, params.user);
    const now = deps.now().getTime();
    const { idleMs } = deps.signIn.timing;
    const lasts = (session: { endsAt: string; lastSeenAt: string }) =>
      now < Date.parse(session.endsAt) && now - Date.parse(session.lastSeenAt) < idleMs;
    const own = context.get('signedIn')?.session.session;
    const sessions = (await deps.stores.sessions.listOf(user)).filter(lasts);
    return { sessions: sessions.map((session) => openSessionOf(session, own)) };
  },
});
