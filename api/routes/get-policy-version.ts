/** Owns `GET /policies/{policy}/versions/{version}`: a published policy as it was published. */
import { z } from '@hono/zod-openapi';
import { CrivoError } from '../../domain/errors';
import { policyText } from '../params';
import { route } from '../route';
import { publicationView, showPublication } from '../views/publication-view';

/** Of a published version. */
export const versionParams = z.strictObject({
  policy: policyText,
  version: z.coerce.number().int().min(1).max(1_000_000).describe('The number of the version.'),
});

export const getPolicyVersion = route({
  method: 'get',
  path: '/policies/{policy}/versions/{version}',
  summary: 'Read a published policy version',
  permission: 'policies:read',
  params: versionParams,
  answer: publicationView.extend({ document: z.unknown().describe('The policy as it was published.') }),
  errors: ['PolicyNotFound'],
  handle: async ({ params }, deps) => {
    const published = await deps.stores.policies.find({ id: params.policy, version: params.version });
    if (published === null) throw new CrivoError('PolicyNotFound');
    return { ...showPublication(published), document: published.document };
  },
});
