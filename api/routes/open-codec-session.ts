/** Owns `POST /codec/session`: lets the caller's browser open payloads in Temporal's UI for some hours. */
import { z } from '@hono/zod-openapi';
import { requireCodec } from '../codec-payloads';
import { keepSession } from '../codec-session';
import { route } from '../route';

export const openCodecSession = route({
  method: 'post',
  path: '/codec/session',
  summary: "Let this browser open payloads in Temporal's UI",
  permission: 'histories:read',
  answer: z.object({ until: z.string() }),
  errors: ['RouteNotFound'],
  handle: ({ context, principal, requestId }, deps) => {
    const until = keepSession(context, requireCodec(deps, context), deps.now());
    deps.log.info({ requestId, subject: principal.subject }, 'a browser may open payloads of histories');
    return Promise.resolve({ until: until.toISOString() });
  },
});
