/** Owns `DELETE /session`: a person signs out. */
import { z } from '@hono/zod-openapi';
import { newId } from '../../usecases/new-id';
import { route } from '../route';
import { dropToken, sessionToken } from '../session-cookie';
import { SECRETS } from '../sign-in-deps';

export const closeSession = route({
  method: 'delete',
  path: '/session',
  summary: 'Sign out: the session ends at once; without one there is nothing to do',
  permission: 'open',
  answer: z.object({ ended: z.boolean().describe('False where there was no session any more.') }),
  errors: [],
  handle: async ({ context }, deps) => {
    const token = sessionToken(context);
    const signedIn = token === undefined ? null : await deps.identity.ofSession(token);
    dropToken(context, deps);
    if (signedIn === null) return { ended: false };
    const { user, session } = signedIn.session;
    const at = deps.now().toISOString();
    const audit = { id: newId('aud'), at, subject: user, kind: 'session', target: session, branch: null } as const;
    const ended = await deps.stores.sessions.endByToken(SECRETS.hash(token ?? ''), {
      ...audit,
      before: { user },
      after: null,
    });
    return { ended };
  },
});
