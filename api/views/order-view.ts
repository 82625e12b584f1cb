/** Owns how an order and a decision look to callers. */
import { z } from '@hono/zod-openapi';
import type { OrderRecord } from '../../adapters/mongo/order-store';
import type { OrderDecision } from '../../contracts/decision';
import { orderStateSchema } from '../../contracts/order';
import { ORDER_ACTIONS } from '../../domain/actions';
import { Indicator, Outcome } from '../../domain/outcome';
import { may, type Principal } from '../../domain/permissions';
import { restrictionsFor, restrictionView } from './restriction-view';

const holdView = z.object({ action: z.enum(ORDER_ACTIONS), since: z.string(), deadline: z.string() });

/** What every view of an order begins with. */
const standingShape = {
  order: z.string(),
  branch: z.string(),
  customerKey: z.string(),
  status: orderStateSchema.shape.status,
  stage: z.enum(ORDER_ACTIONS),
  hold: holdView.nullable(),
  indicator: z.enum(Indicator),
  outcome: z.enum(Outcome),
};

export const decidedOrderView = z
  .object({
    ...standingShape,
    decision: z.string(),
    action: z.enum(ORDER_ACTIONS),
    policy: z.object({ id: z.string(), version: z.number() }),
    restrictions: z.array(restrictionView),
  })
  .openapi('DecidedOrder');
export type DecidedOrder = z.infer<typeof decidedOrderView>;

/** An order as one decision left it: made of that record alone, so that a repetition reads the same for ever. */
export function decidedOrder(decision: OrderDecision, principal: Principal): DecidedOrder {
  const { state, judgement } = decision;
  return {
    ...standingOf(decision, state, judgement),
    decision: decision.decision,
    action: decision.event.actions.at(-1) ?? 'save',
    policy: { id: decision.policy.id, version: decision.policy.version },
    restrictions: restrictionsFor(principal, judgement.restrictions),
  };
}

export const orderView = z
  .object({
    ...standingShape,
    totalCents: z.number(),
    termCents: z.number(),
    seller: z.string().nullable(),
    note: z.string().nullable(),
    items: z.number().nullable(),
    origin: z.object({ kind: z.enum(['copy', 'split']), order: z.string() }).nullable(),
    payments: z.array(z.object({ modality: z.string(), amountCents: z.number(), dueOn: z.array(z.string()) })),
    decision: z.string(),
    passedBy: z.partialRecord(z.enum(ORDER_ACTIONS), z.string()),
    policy: z.object({ id: z.string(), version: z.number() }),
    restrictions: z.array(
      z.object({ check: z.string(), result: z.string(), seller: z.string(), analyst: z.string().optional() }),
    ),
    closedBy: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Order');

/** An order as it stands now. */
export function currentOrder(record: OrderRecord, principal: Principal): z.infer<typeof orderView> {
  const { state, content } = record;
  return {
    ...standingOf(record, state, record),
    totalCents: content.totalCents,
    termCents: record.termCents,
    seller: content.seller,
    note: content.note,
    items: content.items,
    origin: content.origin,
    payments: content.payments.map((payment) => ({ ...payment, dueOn: [...payment.dueOn] })),
    decision: record.lastDecision,
    passedBy: record.passedBy,
    policy: record.policy,
    restrictions: may(principal, 'decisions:read')
      ? [...record.restrictions]
      : record.restrictions.map(({ check, result, seller }) => ({ check, result, seller })),
    closedBy: record.closedBy,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
  };
}

/** What a refused request is told of the order: enough to know what would be possible. */
export function orderStanding(record: OrderRecord): Record<string, unknown> {
  const { status, stage, hold } = record.state;
  return { order: record.order, status, stage, hold: holdOf(hold) };
}

function holdOf(hold: OrderRecord['state']['hold']) {
  return hold && { action: hold.action, since: hold.since, deadline: hold.deadline };
}

function standingOf(
  { order, branch, customerKey }: Pick<OrderRecord, 'order' | 'branch' | 'customerKey'>,
  { status, stage, hold }: OrderRecord['state'],
  { indicator, outcome }: Pick<OrderRecord, 'indicator' | 'outcome'>,
) {
  return { order, branch, customerKey, status, stage, hold: holdOf(hold), indicator, outcome };
}
