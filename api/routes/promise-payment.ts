/** Owns `PUT /holds/{branch}/{order}/promise`: the customer will pay so much, by that day. It releases nothing. */
import { promiseSchema } from '../../contracts/hold-queue';
import { promisePayment as promise } from '../../usecases/payment-promises';
import { orderParams } from '../params';
import { route } from '../route';
import { holdOf, holdView } from '../views/hold-view';

export const promisePayment = route({
  method: 'put',
  path: '/holds/{branch}/{order}/promise',
  summary:
    'A promise of payment of a held order (Promessa de pagamento); it replaces the one before and releases nothing',
  permission: 'holds:work',
  params: orderParams,
  body: promiseSchema,
  answer: holdView,
  errors: ['OrderNotFound', 'OrderNotHeld', 'OrderClosed', 'TooManyConflicts'],
  handle: async ({ params, body, principal }, deps) => {
    const held = await promise({ ...deps.stores, now: deps.now }, principal.subject, params, body);
    return holdOf(deps, principal, held);
  },
});
