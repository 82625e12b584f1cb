/** Owns `POST …/orders/{order}/actions/{action}`: ask for a stage; blocked is an answer, not an error. */
import { z } from 'zod';
import { actionRequestSchema } from '../../contracts/order';
import { ASKABLE_ACTIONS, type AskableAction } from '../../domain/actions';
import { CrivoError, type ErrorCode } from '../../domain/errors';
import type { OrderRecord } from '../../adapters/mongo/order-store';
import type { Finding } from '../../domain/errors';
import {
  boundOfPart,
  MAX_PARTS,
  PARTIAL_ACTIONS,
  roomForPart,
  toldPart,
  type OrderPart,
  type PartialAction,
} from '../../domain/order-parts';
import { hasPassed } from '../../domain/order-requests';
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
  summary: 'Ask for an action, or for a part of it; 200 with the outcome, also when blocked',
  permission: 'orders:read',
  permissionNote: `and of the action: ${Object.entries(ACTION_PERMISSION)
    .map(([action, permission]) => `${action} \`${permission}\``)
    .join(', ')}. Without a body the whole action is asked for; \`id\` and \`amountCents\` belong to a part`,
  params: orderParams.extend({ action: z.enum(ASKABLE_ACTIONS) }),
  body: actionRequestSchema,
  bodyIsOptional: true,
  answer: decidedOrderView,
  errors: [
    'OrderNotFound',
    'OrderClosed',
    'OrderOnHold',
    'ActionNotDue',
    'PartConflict',
    'PartExceedsOrder',
    'BranchNotFound',
  ],
  handle: async ({ params: { action, ...at }, body, principal }, deps) => {
    const permission = ACTION_PERMISSION[action];
    if (!may(principal, permission)) {
      throw new CrivoError('PermissionDenied', {}, `This caller lacks the permission ${permission}.`);
    }
    await findOrder(deps, at.branch, at.order);
    const decision = await asked(deps, at, { action, subject: principal.subject, ...partOf(action, body) });
    return decidedOrder(await findDecision(deps, decision), principal);
  },
});

type Asking = Parameters<ApiDeps['orders']['ask']>[1];

function partOf(action: AskableAction, body: z.infer<typeof actionRequestSchema>): Pick<Asking, 'part'> {
  const { partial, id, amountCents } = body;
  if (!partial || id === undefined || amountCents === undefined) return {};
  if (!PARTIAL_ACTIONS.some((one) => one === action)) {
    const finding = { at: 'partial', message: `${action} is not done in parts`, fix: 'send no body' };
    throw new CrivoError('InvalidRequest', { errors: [finding] });
  }
  return { part: { id, amountCents } };
}

/** Refusals under which the same may have been asked before, and passed; and the one that tells what is left. */
const SAYS_MORE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'ActionNotDue',
  'OrderClosed',
  'OrderOnHold',
  'PartConflict',
  'PartExceedsOrder',
]);

/** What was passed already answers with the decision that let it pass: asking twice is asking once. */
async function asked(deps: ApiDeps, at: { branch: string; order: string }, asking: Asking): Promise<string> {
  try {
    return (await tellingState(deps, at, () => deps.orders.ask(at, asking))).decision;
  } catch (error) {
    if (!(error instanceof CrivoError) || !SAYS_MORE.has(error.code)) throw error;
    const stored = await findOrder(deps, at.branch, at.order);
    const { state, passedBy } = stored;
    const { action, part } = asking;
    if (error.code === 'PartExceedsOrder') throw exceeding(stored, action as PartialAction, error);
    if (part !== undefined) return sameAs(toldPart(state, action, part.id), part, error);
    const decision = passedBy[action];
    if (decision === undefined || !hasPassed(state, action)) throw error;
    return decision;
  }
}

/** What may still be told of the action, and what to do for more. */
function exceeding({ state, content }: OrderRecord, action: PartialAction, { details }: CrivoError): CrivoError {
  const remainingCents = roomForPart(state, action, content.totalCents);
  const message = `is more than the ${remainingCents} cents that are left`;
  const findings: Record<ReturnType<typeof boundOfPart>, Finding> = {
    count: {
      at: 'id',
      message: `is one more than ${MAX_PARTS} parts`,
      fix: 'send no body: the action ends with what is left',
    },
    separated: {
      at: 'amountCents',
      message: `${message} of what was separated`,
      fix: `tell the separation first (POST …/actions/stockSeparation), or send at most ${remainingCents}`,
    },
    total: {
      at: 'amountCents',
      message: `${message} of the order`,
      fix: `send at most ${remainingCents}, or amend the order first`,
    },
  };
  const errors = [findings[boundOfPart(state, action, content.totalCents)]];
  return new CrivoError('PartExceedsOrder', { ...details, errors, state: { ...details.state, remainingCents } });
}

function sameAs(told: OrderPart | null, part: Pick<OrderPart, 'amountCents'>, refusal: CrivoError): string {
  if (told?.amountCents !== part.amountCents) throw refusal;
  return told.decision;
}
