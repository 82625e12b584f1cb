/** Owns `POST /holds/{branch}/{order}/assume`. */
import { workOnHoldSchema } from '../../contracts/hold-queue';
import { assume } from '../../usecases/work-on-hold';
import { orderParams } from '../params';
import { route } from '../route';
import { holdOf, holdView } from '../views/hold-view';

export const assumeHold = route({
  method: 'post',
  path: '/holds/{branch}/{order}/assume',
  summary: 'Work on a held order (Assumir); whoever works on it already is told',
  permission: 'holds:work',
  permissionNote: '`force` against somebody else takes `holds:takeOver`',
  params: orderParams,
  body: workOnHoldSchema,
  bodyIsOptional: true,
  answer: holdView,
  errors: ['OrderNotFound', 'OrderNotHeld', 'OrderClosed', 'HoldAssigned', 'TooManyConflicts'],
  handle: async ({ params, body, principal }, deps) =>
    holdOf(deps, principal, await assume({ ...deps.stores, now: deps.now }, principal, params, body)),
});
