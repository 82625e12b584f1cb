/** Owns `PATCH /branches/{branch}/orders/{order}`: new content, judged by every action the order has passed. */
import { orderAmendSchema } from '../../contracts/order';
import { contentHash } from '../../usecases/content-hash';
import { findDecision, findOrder, tellingState } from '../find-order';
import { orderParams } from '../params';
import { route } from '../route';
import { decidedOrder, decidedOrderView } from '../views/order-view';

export const amendOrder = route({
  method: 'patch',
  path: '/branches/{branch}/orders/{order}',
  summary: 'Amend an open order; it is judged again',
  permission: 'orders:write',
  params: orderParams,
  body: orderAmendSchema,
  answer: decidedOrderView,
  errors: ['OrderNotFound', 'OrderClosed', 'BranchNotFound'],
  handle: async ({ params, body, principal }, deps) => {
    await findOrder(deps, params.branch, params.order);
    const amendment = { content: body, contentHash: contentHash(body) };
    const answer = await tellingState(deps, params, () =>
      deps.orders.amend(params, { amendment, subject: principal.subject }),
    );
    return decidedOrder(await findDecision(deps, answer.decision), principal);
  },
});
