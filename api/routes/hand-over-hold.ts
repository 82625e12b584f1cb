/** Owns `POST /holds/{branch}/{order}/hand-over`. */
import { handOverSchema } from '../../contracts/hold-queue';
import { handOver } from '../../usecases/work-on-hold';
import { orderParams } from '../params';
import { route } from '../route';
import { holdOf, holdView } from '../views/hold-view';

export const handOverHold = route({
  method: 'post',
  path: '/holds/{branch}/{order}/hand-over',
  summary: 'Give the held order to somebody else who works on holds of this branch (Repassar)',
  permission: 'holds:work',
  permissionNote: '`force` against somebody else takes `holds:takeOver`',
  params: orderParams,
  body: handOverSchema,
  answer: holdView,
  errors: ['OrderNotFound', 'OrderNotHeld', 'OrderClosed', 'HoldAssigned', 'TooManyConflicts'],
  handle: async ({ params, body, principal }, deps) =>
    holdOf(deps, principal, await handOver({ ...deps.stores, now: deps.now }, principal, params, body)),
});
