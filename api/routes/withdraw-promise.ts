/** Owns `POST /holds/{branch}/{order}/promise/withdraw`: no payment is promised any more. */
import { withdrawPromise as withdraw } from '../../usecases/payment-promises';
import { orderParams } from '../params';
import { route } from '../route';
import { holdOf, holdView } from '../views/hold-view';

export const withdrawPromise = route({
  method: 'post',
  path: '/holds/{branch}/{order}/promise/withdraw',
  summary: 'Take the promise of payment away; it stays among those that were made',
  permission: 'holds:work',
  params: orderParams,
  answer: holdView,
  errors: ['OrderNotFound', 'OrderNotHeld', 'OrderClosed', 'TooManyConflicts'],
  handle: async ({ params, principal }, deps) =>
    holdOf(deps, principal, await withdraw({ ...deps.stores, now: deps.now }, principal.subject, params)),
});
