/** Owns `POST …/orders/{order}/close`: what is not billed yet is given up. */
import { findOrder, tellingState } from '../find-order';
import { orderParams } from '../params';
import { route } from '../route';
import { currentOrder, orderView } from '../views/order-view';

export const closeOrder = route({
  method: 'post',
  path: '/branches/{branch}/orders/{order}/close',
  summary: 'Give up the remainder: done for what was billed of it, cancelled where nothing was',
  permission: 'orders:write',
  params: orderParams,
  answer: orderView,
  errors: ['OrderNotFound', 'OrderClosed', 'BranchNotFound'],
  handle: async ({ params, principal }, deps) => {
    const { status } = (await findOrder(deps, params.branch, params.order)).state;
    // Nothing is left to give up.
    if (status !== 'done' && status !== 'cancelled') {
      await tellingState(deps, params, () => deps.orders.close(params, { subject: principal.subject }));
    }
    return currentOrder(await findOrder(deps, params.branch, params.order), principal);
  },
});
