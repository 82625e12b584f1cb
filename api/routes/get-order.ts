/** Owns `GET /branches/{branch}/orders/{order}`. */
import { findOrder } from '../find-order';
import { orderParams } from '../params';
import { route } from '../route';
import { currentOrder, orderView } from '../views/order-view';

export const getOrder = route({
  method: 'get',
  path: '/branches/{branch}/orders/{order}',
  summary: 'Read an order as it stands',
  permission: 'orders:read',
  params: orderParams,
  answer: orderView,
  errors: ['BranchNotFound', 'OrderNotFound'],
  handle: async ({ params, principal }, deps) =>
    currentOrder(await findOrder(deps, params.branch, params.order), principal),
});
