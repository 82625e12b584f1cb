/** Owns `POST …/orders/{order}/reopen`: a closed order goes on, judged again by all it had passed. */
import { CrivoError } from '../../domain/errors';
import { isOpen, reopened } from '../../domain/order';
import { decisionId } from '../../usecases/order-subject';
import { raiseGeneration } from '../../usecases/raise-generation';
import type { ApiDeps } from '../deps';
import { carriedOf, findDecision, findOrder } from '../find-order';
import { orderParams } from '../params';
import { route } from '../route';
import { decidedOrder, decidedOrderView, orderStanding } from '../views/order-view';

/** The life before may be ending in the very moment; the next attempt then starts the new one. */
const ATTEMPTS = 5;

export const reopenOrder = route({
  method: 'post',
  path: '/branches/{branch}/orders/{order}/reopen',
  summary: 'Reopen a done, cancelled or expired order; it is judged by all it had passed',
  permission: 'orders:reopen',
  params: orderParams,
  answer: decidedOrderView,
  errors: ['OrderNotFound', 'OrderNotClosed', 'OrderClosed', 'BranchNotFound', 'TooManyConflicts'],
  handle: async ({ params, principal }, deps) => {
    const generation = await begun(deps, params, principal.subject);
    // What reopened the order is the first write of its generation, so a repetition reads the same for ever.
    return decidedOrder(await findDecision(deps, decisionId({ ...params, generation, revision: 1 })), principal);
  },
});

async function begun(deps: ApiDeps, at: { branch: string; order: string }, subject: string): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    const stored = await raised(deps, at, subject);
    if (isOpen(stored.state)) return stored.generation;
    const carried = { ...carriedOf(stored), state: reopened(stored.state) };
    try {
      await deps.orders.reopen(at, { generation: stored.generation, carried, subject });
      return stored.generation;
    } catch (error) {
      if (!(error instanceof CrivoError) || error.code !== 'OrderClosed' || attempt === ATTEMPTS) throw error;
    }
  }
}

async function raised({ stores, now }: ApiDeps, at: { branch: string; order: string }, subject: string) {
  try {
    return await raiseGeneration({ orders: stores.orders, now }, at, subject);
  } catch (error) {
    if (!(error instanceof CrivoError) || error.code !== 'OrderNotClosed') throw error;
    const state = orderStanding(await findOrder({ stores }, at.branch, at.order));
    throw new CrivoError('OrderNotClosed', { state, cause: error });
  }
}
