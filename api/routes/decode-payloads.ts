/** Owns `POST /codec/decode`: payloads of histories, opened for a person who may read them. */
import { z } from '@hono/zod-openapi';
import { payloadsSchema, type Payloads } from '../../contracts/payloads';
import { openForReader, UNDECODED } from '../../platform/payload-codec';
import { sessionCredential } from '../codec-session';
import { fromJson, requireCodec, toJson } from '../codec-payloads';
import { route } from '../route';

export const decodePayloads = route({
  method: 'post',
  path: '/codec/decode',
  summary: "Open payloads for Temporal's UI or command line",
  permission: 'histories:read',
  body: payloadsSchema,
  answer: z.object({ payloads: payloadsSchema.shape.payloads }),
  errors: ['RouteNotFound'],
  sessionOf: sessionCredential,
  handle: ({ body, principal, requestId, context }, deps): Promise<Payloads> => {
    const { keyring } = requireCodec(deps, context);
    const opened = openForReader(keyring, fromJson(body));
    const undecoded = opened.filter(({ metadata }) => metadata?.[UNDECODED]).length;
    const { subject } = principal;
    deps.log.info({ requestId, subject, payloads: opened.length, undecoded }, 'payloads of histories were opened');
    return Promise.resolve(toJson(opened));
  },
});
