/** Owns `POST …/orders/{order}/unhold`: the hold by hand is lifted, and the order is where it was. */
import { findOrder, tellingState } from '../find-order';
import { orderParams } from '../params';
import { route } from '../route';
import { currentOrder, orderView } from '../views/order-view';

export const unholdOrder = route({
  method: 'post',
  path: '/branches/{branch}/orders/{order}/unhold',
  summary: 'Lift a hold by hand; one that checks had made as well is judged anew',
  permission: 'orders:hold',
  params: orderParams,
  answer: orderView,
  errors: ['OrderNotFound', 'OrderClosed', 'BranchNotFound'],
  handle: async ({ params, principal }, deps) => {
    await findOrder(deps, params.branch, params.order);
    await tellingState(deps, params, () => deps.orders.unhold(params, { subject: principal.subject }));
    return currentOrder(await findOrder(deps, params.branch, params.order), principal);
  },
});
