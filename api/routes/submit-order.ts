/** Owns `POST /branches/{branch}/orders`: submit an order, answered with its first decision. */
import type { OrderContent } from '../../contracts/order';
import { orderRequestSchema } from '../../contracts/order';
import { CrivoError } from '../../domain/errors';
import { claimOrigin } from '../../usecases/claim-origin';
import { contentHash } from '../../usecases/content-hash';
import type { ApiDeps } from '../deps';
import { findDecision, findOrder, reviveIfOpen } from '../find-order';
import { branchParams } from '../params';
import { route } from '../route';
import { decidedOrder, decidedOrderView, orderStanding } from '../views/order-view';

export const submitOrder = route({
  method: 'post',
  path: '/branches/{branch}/orders',
  summary: 'Submit an order; the same order twice is one',
  permission: 'orders:write',
  params: branchParams,
  body: orderRequestSchema,
  answer: decidedOrderView,
  errors: [
    'OrderConflict',
    'BranchNotFound',
    'InvalidJson',
    'IdempotencyConflict',
    'TooManyConflicts',
    'DecisionNotFound',
  ],
  handle: async ({ params, body, principal }, deps) => {
    const { id, document, ...rest } = body;
    const at = { branch: params.branch, order: id };
    const customer = deps.identifier.identify(document, deps.now());
    const content: OrderContent = { customerKey: customer.customerKey, ...rest };
    const submission = { content, contentHash: contentHash(content), customer };
    const { orders, splits } = deps.stores;
    await claimOrigin({ orders, splits, now: deps.now }, at, content);
    const answer = await submitted(deps, at, { submission, subject: principal.subject });
    if (answer.submittedHash !== submission.contentHash) {
      throw new CrivoError('OrderConflict', { state: orderStanding(await findOrder(deps, at.branch, at.order)) });
    }
    return decidedOrder(await findDecision(deps, answer.decision), principal);
  },
});

/** An order whose workflow has ended answers from its document: it is repeated, not judged again. */
async function submitted(
  deps: ApiDeps,
  at: { branch: string; order: string },
  input: Parameters<ApiDeps['orders']['submit']>[2],
) {
  try {
    return await deps.orders.submit(at, 0, input);
  } catch (error) {
    if (!(error instanceof CrivoError) || error.code !== 'OrderClosed') throw error;
    const stored = await findOrder(deps, at.branch, at.order);
    await reviveIfOpen(deps, stored);
    return { decision: stored.firstDecision, submittedHash: stored.submittedHash };
  }
}
