/** Owns `POST /codec/encode`: payloads sealed for what a person sends to a workflow from Temporal's UI or command line. */
import { z } from '@hono/zod-openapi';
import { payloadsSchema } from '../../contracts/payloads';
import { payloadCodec } from '../../platform/payload-codec';
import { sessionCredential } from '../codec-session';
import { fromJson, requireCodec, toJson } from '../codec-payloads';
import { route } from '../route';

export const encodePayloads = route({
  method: 'post',
  path: '/codec/encode',
  summary: "Seal payloads for Temporal's UI or command line",
  permission: 'histories:read',
  body: payloadsSchema,
  answer: z.object({ payloads: payloadsSchema.shape.payloads }),
  errors: ['RouteNotFound'],
  sessionOf: sessionCredential,
  handle: async ({ body, context }, deps) => {
    const { keyring } = requireCodec(deps, context);
    return toJson(await payloadCodec(keyring).encode(fromJson(body)));
  },
});
