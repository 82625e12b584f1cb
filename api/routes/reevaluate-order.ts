/** Owns `POST …/orders/{order}/reevaluate`: judge an open order again on today's facts. */
import { reevaluateRequestSchema } from '../../contracts/order';
import { findDecision, findOrder, tellingState } from '../find-order';
import { orderParams } from '../params';
import { route } from '../route';
import { decidedOrder, decidedOrderView } from '../views/order-view';

export const reevaluateOrder = route({
  method: 'post',
  path: '/branches/{branch}/orders/{order}/reevaluate',
  summary: 'Judge an open order again, by the policy version it has or by the current one',
  permission: 'orders:reevaluate',
  params: orderParams,
  body: reevaluateRequestSchema,
  bodyIsOptional: true,
  answer: decidedOrderView,
  errors: ['OrderNotFound', 'OrderClosed', 'BranchNotFound'],
  handle: async ({ params, body, principal }, deps) => {
    await findOrder(deps, params.branch, params.order);
    const asked = { subject: principal.subject, byCurrentPolicy: body.policy === 'current' };
    const answer = await tellingState(deps, params, () => deps.orders.reevaluate(params, asked));
    return decidedOrder(await findDecision(deps, answer.decision), principal);
  },
});
