/** Owns `POST …/orders/{order}/actions/{action}`: ask for a stage; blocked is an answer, not an error. */
import { z } from 'zod';
import { ASKABLE_ACTIONS, type AskableAction } from '../../domain/actions';
import { CrivoError } from '../../domain/errors';
import { hasPassed } from '../../domain/order';
import { may, type Permission } from '../../domain/permissions';
import type { ApiDeps } from '../deps';
import { findDecision, findOrder, tellingState } from '../find-order';
import { orderParams } from '../params';
import { route } from '../route';
import { decidedOrder, decidedOrderView } from '../views/order-view';

/** Each stage has a permission of its own; the route itself asks only for reading. */
export const ACTION_PERMISSION: Readonly<Record<AskableAction, Permission>> = {
  commercialApproval: 'orders:approveCommercial',
  financialApproval: 'orders:approveFinancial',
  stockSeparation: 'orders:separate',
  invoicing: 'orders:invoice',
};

export const askAction = route({
  method: 'post',
  path: '/branches/{branch}/orders/{order}/actions/{action}',
  summary: 'Ask for an action; 200 with the outcome, also when blocked',
  permission: 'orders:read',
  params: orderParams.extend({ action: z.enum(ASKABLE_ACTIONS) }),
  answer: decidedOrderView,
  errors: ['OrderNotFound', 'OrderClosed', 'ActionNotDue', 'BranchNotFound'],
  handle: async ({ params: { action, ...at }, principal }, deps) => {
    const permission = ACTION_PERMISSION[action];
    if (!may(principal, permission)) {
      throw new CrivoError('PermissionDenied', {}, `This caller lacks the permission ${permission}.`);
    }
    await findOrder(deps, at.branch, at.order);
    return decidedOrder(await findDecision(deps, await asked(deps, at, action, principal.subject)), principal);
  },
});

/** An action that was passed already answers with the decision that let it pass: asking twice is asking once. */
async function asked(
  deps: ApiDeps,
  at: { branch: string; order: string },
  action: AskableAction,
  subject: string,
): Promise<string> {
  try {
    return (await tellingState(deps, at, () => deps.orders.ask(at, { action, subject }))).decision;
  } catch (error) {
    if (!(error instanceof CrivoError) || (error.code !== 'ActionNotDue' && error.code !== 'OrderClosed')) throw error;
    const stored = await findOrder(deps, at.branch, at.order);
    const decision = stored.passedBy[action];
    if (decision === undefined || !hasPassed(stored.state, action)) throw error;
    return decision;
  }
}
