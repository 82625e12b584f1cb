/** Owns `GET /holds`: one queue of held orders over the branches the caller may see, filtered, sorted, page by page. */
import { z } from '@hono/zod-openapi';
import { holdsQuerySchema, type HoldsQuery } from '../../contracts/hold-queue';
import { CrivoError } from '../../domain/errors';
import { askedFor, pageOfHolds } from '../../usecases/list-holds';
import { fromCursor, toCursor } from '../cursor';
import type { ApiDeps } from '../deps';
import { route } from '../route';
import { holdsOf, holdView } from '../views/hold-view';

/** `of` is what was asked for: a place in one list is none in another. */
const position = z.strictObject({
  of: z.string().max(16),
  at: z.union([z.iso.datetime(), z.int()]),
  id: z.string().max(200),
});

export const listHolds = route({
  method: 'get',
  path: '/holds',
  summary: 'The queue of held orders, the longest held first unless sorted otherwise; several branches with commas',
  permission: 'holds:read',
  query: holdsQuerySchema,
  answer: z.object({ holds: z.array(holdView), nextCursor: z.string().nullable() }),
  errors: ['BranchNotFound'],
  handle: async ({ query, principal }, deps) => {
    const { held, next } = await pageOfHolds(listDeps(deps), principal, query, placeOf(query));
    const holds = await holdsOf(deps, principal, held);
    return { holds, nextCursor: next && toCursor({ of: askedFor(query), ...next }) };
  },
});

/** What the queue is read with. */
export function listDeps({ stores, credit, now }: Pick<ApiDeps, 'stores' | 'credit' | 'now'>) {
  const { holdQueue, branches, delegations } = stores;
  return { holdQueue, branches, delegations, policies: credit.policies, now };
}

/** Errors: `InvalidRequest`, also for a cursor of a page that was sorted or filtered otherwise. */
function placeOf(query: HoldsQuery) {
  const place = fromCursor(position, query.cursor);
  if (place === undefined) return undefined;
  const isNumber = query.by === 'value' || query.by === 'risk';
  if (place.of !== askedFor(query) || (typeof place.at === 'number') !== isNumber) {
    const message = 'is of a page with another filter or order';
    const fix = 'send it with the query it came from, or begin without a cursor';
    throw new CrivoError('InvalidRequest', { errors: [{ at: 'query.cursor', message, fix }] });
  }
  return { at: place.at, id: place.id };
}
