/** Owns `GET /review-requests`: what people asked to be looked at again, oldest first. */
import { z } from '@hono/zod-openapi';
import { pageQuery } from '../../contracts/primitives';
import { REVIEW_STATUSES } from '../../contracts/review-request';
import { fromCursor, toCursor } from '../cursor';
import { route } from '../route';
import { reviewView } from '../views/review-view';

const position = z.strictObject({ openedAt: z.iso.datetime(), id: z.string().max(100) });

export const listReviews = route({
  method: 'get',
  path: '/review-requests',
  summary: 'Review requests of the branches the caller sees, oldest first; the open ones unless a status is named',
  permission: 'reviews:read',
  query: pageQuery.extend({ status: z.enum(REVIEW_STATUSES).default('open') }),
  answer: z.object({ requests: z.array(reviewView), nextCursor: z.string().nullable() }),
  errors: [],
  handle: async ({ query: { status, limit, cursor }, principal: { branches } }, { stores }) => {
    const after = fromCursor(position, cursor);
    const found = await stores.reviewRequests.page({ branches, status, limit: limit + 1, ...(after && { after }) });
    const requests = found.slice(0, limit);
    const last = found.length > limit ? requests.at(-1) : undefined;
    return { requests, nextCursor: last ? toCursor({ openedAt: last.openedAt, id: last.request }) : null };
  },
});
