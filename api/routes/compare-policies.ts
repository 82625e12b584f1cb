/** Owns `GET /policies/{policy}/diff`: what differs between two versions or drafts, by meaning. */
import { z } from '@hono/zod-openapi';
import { comparePolicies as compare } from '../../usecases/compare-policies';
import { route } from '../route';
import { draftText, policyParams, policyChangeView, showChange } from '../views/policy-draft-view';

const version = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,6})$/, { message: 'must be a version or the id of a draft' })
  .transform(Number);
const side = z.union([draftText, version]);
const sideView = z.object({
  version: z.number().nullable().describe('The published version, 0 for nothing yet; null for a draft.'),
  draft: z.string().nullable().describe('The draft; null for a version.'),
  revision: z.number().nullable().describe('The revision of the draft; null for a version.'),
});

export const comparePolicies = route({
  method: 'get',
  path: '/policies/{policy}/diff',
  summary: 'Compare two versions or drafts of a policy by meaning: an order changed is no difference',
  permission: 'policies:read',
  params: policyParams,
  query: z.strictObject({
    from: side
      .optional()
      .describe(
        'A version or a draft; left out, what `to` was made from: the version before, or the one it is based on.',
      ),
    to: side.describe('A version or a draft.'),
  }),
  answer: z.object({
    from: sideView.describe('What is compared with.'),
    to: sideView.describe('What is compared.'),
    changes: z.array(policyChangeView).describe('One for each thing that differs, 500 at most.'),
  }),
  errors: ['PolicyNotFound', 'PolicyDraftNotFound'],
  handle: async ({ params, query }, { stores }) => {
    const { from, to, changes } = await compare(stores, params.policy, { from: query.from, to: query.to });
    return { from, to, changes: changes.map(showChange) };
  },
});
