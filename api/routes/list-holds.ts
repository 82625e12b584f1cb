/** Owns `GET /holds`: one queue of held orders over the branches the caller may see, longest held first. */
import { z } from '@hono/zod-openapi';
import { branchCode, pageQuery } from '../../contracts/primitives';
import { CrivoError } from '../../domain/errors';
import { heldSince } from '../../domain/order';
import { sees } from '../../domain/permissions';
import { fromCursor, toCursor } from '../cursor';
import { route } from '../route';
import { currentOrder, orderView } from '../views/order-view';

const position = z.strictObject({ since: z.iso.datetime(), id: z.string().max(200) });

export const listHolds = route({
  method: 'get',
  path: '/holds',
  summary: 'The queue of held orders',
  permission: 'holds:read',
  query: pageQuery.extend({ branch: branchCode.optional() }),
  answer: z.object({ holds: z.array(orderView), nextCursor: z.string().nullable() }),
  errors: ['BranchNotFound'],
  handle: async ({ query, principal }, deps) => {
    if (query.branch !== undefined && !sees(principal, query.branch)) throw new CrivoError('BranchNotFound');
    const branches = query.branch === undefined ? principal.branches : [query.branch];
    const after = fromCursor(position, query.cursor);
    const held = await deps.stores.orders.held({ branches, limit: query.limit + 1, ...(after && { after }) });
    const page = held.slice(0, query.limit);
    const last = held.length > query.limit ? page.at(-1) : undefined;
    const nextCursor = last && toCursor({ since: heldSince(last.state) ?? '', id: `${last.branch}/${last.order}` });
    return { holds: page.map((record) => currentOrder(record, principal)), nextCursor: nextCursor ?? null };
  },
});
