/** Owns `GET /holds/summary`: the figures that stand over the queue. */
import { holdSummaryQuerySchema } from '../../contracts/hold-queue';
import { sumHolds as sum } from '../../usecases/sum-holds';
import { route } from '../route';
import { holdSummaryView } from '../views/hold-summary-view';
import { listDeps } from './list-holds';

export const sumHolds = route({
  method: 'get',
  path: '/holds/summary',
  summary: 'How much is held, due today, within the bands of the caller and assigned to them: what GET /v1/holds lists',
  permission: 'holds:read',
  query: holdSummaryQuerySchema,
  answer: holdSummaryView,
  errors: ['BranchNotFound'],
  handle: ({ query, principal }, deps) => sum(listDeps(deps), principal, query),
});
