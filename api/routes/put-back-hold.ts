/** Owns `POST /holds/{branch}/{order}/put-back`. */
import { workOnHoldSchema } from '../../contracts/hold-queue';
import { putBack } from '../../usecases/work-on-hold';
import { orderParams } from '../params';
import { route } from '../route';
import { holdOf, holdView } from '../views/hold-view';

export const putBackHold = route({
  method: 'post',
  path: '/holds/{branch}/{order}/put-back',
  summary: 'Nobody works on the held order any more',
  permission: 'holds:work',
  permissionNote: '`force` against somebody else takes `holds:takeOver`',
  params: orderParams,
  body: workOnHoldSchema,
  bodyIsOptional: true,
  answer: holdView,
  errors: ['OrderNotFound', 'OrderNotHeld', 'OrderClosed', 'HoldAssigned', 'TooManyConflicts'],
  handle: async ({ params, body, principal }, deps) =>
    holdOf(deps, principal, await putBack({ ...deps.stores, now: deps.now }, principal, params, body)),
});
