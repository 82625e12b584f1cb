/** Owns `POST /holds/bulk`: many held orders decided with one reason, each answered for itself. */
import { z } from '@hono/zod-openapi';
import { bulkHoldsSchema } from '../../contracts/hold-queue';
import { CrivoError } from '../../domain/errors';
import { may } from '../../domain/permissions';
import { actOnHolds, type BulkResult } from '../../usecases/bulk-holds';
import { demandReason } from '../../usecases/reason-codes';
import { ACTION_PERMISSION, ACTS, type ActedOn } from '../act-on-hold';
import type { ApiDeps } from '../deps';
import { asProblem, problemOf, problemSchema } from '../problem';
import { route } from '../route';
import { orderStanding } from '../views/order-view';

const resultView = z.object({
  branch: z.string(),
  order: z.string(),
  status: z.enum(['done', 'refused', 'failed']).openapi({
    description:
      '`refused`: nothing was done, and `problem` says why, as the request for this order alone would. `failed`: ' +
      'something broke, and nobody can tell whether it was done; look, or send the same again.',
  }),
  /** The releases granted or refused. */
  releases: z.array(z.string()),
  /** As the order stands now; a released one may still be held for something else. */
  state: z.record(z.string(), z.unknown()).nullable(),
  problem: problemSchema.nullable(),
});

export const bulkHolds = route({
  method: 'post',
  path: '/holds/bulk',
  summary:
    'Release, refuse or hold by hand up to 100 held orders with one reason. `release` grants what holds each of them, ' +
    'as POST /releases would; `refuse` refuses the requests of a release that wait, and the orders stay held; ' +
    '`forceHold` holds them by hand',
  permission: 'holds:work',
  permissionNote: 'and `releases:decide` (with a band that reaches so far, to release), or `orders:hold`',
  body: bulkHoldsSchema,
  answer: z.object({ results: z.array(resultView) }),
  errors: [],
  handle: async ({ body, principal, requestId, context }, deps) => {
    const needed = ACTION_PERMISSION[body.action];
    if (!may(principal, needed))
      throw new CrivoError('PermissionDenied', {}, `This caller lacks the permission ${needed}.`);
    await demandReason(deps.stores, body.reasonCode, body.note);
    const act = ACTS[body.action];
    const results = await actOnHolds(deps.stores, principal, body.orders, (seen) => act(deps, principal, seen, body));
    const told = results.map((one) => resultOf(deps, requestId, one));
    context.set(
      'isUnfinished',
      told.some(({ status }) => status === 'failed'),
    );
    return { results: told };
  },
});

function resultOf(deps: Pick<ApiDeps, 'isUnreachable' | 'log'>, requestId: string, result: BulkResult<ActedOn>) {
  const { branch, order } = result;
  if (result.done !== null) {
    const { releases, order: stored } = result.done;
    const state = { ...orderStanding(stored), revision: stored.revision };
    return { branch, order, status: 'done' as const, releases: [...releases], state, problem: null };
  }
  const problem = problemOf(asProblem(result.error, deps), requestId);
  const isFailure = problem.status >= 500;
  if (isFailure) deps.log.error({ err: result.error, requestId }, 'one of many holds could not be decided');
  const status = isFailure ? ('failed' as const) : ('refused' as const);
  return { branch, order, status, releases: [], state: problem.state ?? null, problem };
}
