/** Owns `GET /policies/{policy}/drafts`: its drafts, newest first, without their documents. */
import { z } from '@hono/zod-openapi';
import { pageQuery } from '../../contracts/primitives';
import { DRAFT_STATUSES, hasDraftEnded } from '../../domain/policy-draft';
import { fromCursor, toCursor } from '../cursor';
import { route } from '../route';
import { draftHeadView, policyParams, showDraftHead } from '../views/policy-draft-view';

const position = z.strictObject({ createdAt: z.iso.datetime(), id: z.string().max(100) });
const OPEN = DRAFT_STATUSES.filter((status) => !hasDraftEnded(status));

export const listPolicyDrafts = route({
  method: 'get',
  path: '/policies/{policy}/drafts',
  summary: 'List the drafts of a policy, newest first',
  permission: 'policies:read',
  params: policyParams,
  query: pageQuery.extend({
    status: z
      .enum([...DRAFT_STATUSES, 'open', 'all'])
      .default('open')
      .describe('open: neither published nor discarded.'),
  }),
  answer: z.object({
    drafts: z.array(draftHeadView).describe('Without their documents.'),
    nextCursor: z.string().nullable().describe('For the next page; null on the last one.'),
  }),
  errors: [],
  handle: async ({ params, query: { status, limit, cursor } }, { stores }) => {
    const before = fromCursor(position, cursor);
    const found = await stores.policyDrafts.page({
      policy: params.policy,
      ...(status !== 'all' && { statuses: status === 'open' ? OPEN : [status] }),
      limit: limit + 1,
      ...(before && { before }),
    });
    const drafts = found.slice(0, limit);
    const last = found.length > limit ? drafts.at(-1) : undefined;
    return {
      drafts: drafts.map(showDraftHead),
      nextCursor: last ? toCursor({ createdAt: last.createdAt, id: last.draft }) : null,
    };
  },
});
