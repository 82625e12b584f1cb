/** Owns `POST …/orders/{order}/cancel`. */
import { findOrder, tellingState } from '../find-order';
import { orderParams } from '../params';
import { route } from '../route';
import { currentOrder, orderView } from '../views/order-view';

export const cancelOrder = route({
  method: 'post',
  path: '/branches/{branch}/orders/{order}/cancel',
  summary: 'Cancel an open order and free what it holds of the limit; again is the same, and a done one stays done',
  permission: 'orders:write',
  params: orderParams,
  answer: orderView,
  errors: ['OrderNotFound', 'OrderClosed', 'BranchNotFound'],
  handle: async ({ params, principal }, deps) => {
    const { state } = await findOrder(deps, params.branch, params.order);
    if (state.status !== 'cancelled') {
      await tellingState(deps, params, () => deps.orders.cancel(params, { subject: principal.subject }));
    }
    return currentOrder(await findOrder(deps, params.branch, params.order), principal);
  },
});
