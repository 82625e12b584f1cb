/** Owns `POST …/orders/{order}/reevaluate`: judge an open order again on today's facts. */
import { findDecision, findOrder, tellingState } from '../find-order';
import { orderParams } from '../params';
import { route } from '../route';
import { decidedOrder, decidedOrderView } from '../views/order-view';

export const reevaluateOrder = route({
  method: 'post',
  path: '/branches/{branch}/orders/{order}/reevaluate',
  summary: 'Judge an open order again',
  permission: 'orders:reevaluate',
  params: orderParams,
  answer: decidedOrderView,
  errors: ['OrderNotFound', 'OrderClosed', 'BranchNotFound'],
  handle: async ({ params, principal }, deps) => {
    await findOrder(deps, params.branch, params.order);
    const asked = { subject: principal.subject };
    const answer = await tellingState(deps, params, () => deps.orders.reevaluate(params, asked));
    return decidedOrder(await findDecision(deps, answer.decision), principal);
  },
});
