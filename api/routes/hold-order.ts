/** Owns `POST …/orders/{order}/hold`: a person holds the order, and only a person lets it go on. */
import { holdRequestSchema } from '../../contracts/order';
import { findOrder, tellingState } from '../find-order';
import { orderParams } from '../params';
import { route } from '../route';
import { currentOrder, orderView } from '../views/order-view';

export const holdOrder = route({
  method: 'post',
  path: '/branches/{branch}/orders/{order}/hold',
  summary: 'Hold an open order by hand (Bloqueio manual); nothing automatic lifts it',
  permission: 'orders:hold',
  params: orderParams,
  body: holdRequestSchema,
  answer: orderView,
  errors: ['OrderNotFound', 'OrderClosed', 'OrderOnHold', 'BranchNotFound'],
  handle: async ({ params, body, principal }, deps) => {
    await findOrder(deps, params.branch, params.order);
    const held = { subject: principal.subject, reason: body.reason };
    await tellingState(deps, params, () => deps.orders.hold(params, held));
    return currentOrder(await findOrder(deps, params.branch, params.order), principal);
  },
});
