/** Owns how an order and a decision look to callers. */
import { z } from '@hono/zod-openapi';
import type { OrderRecord } from '../../adapters/mongo/order-store';
import type { OrderDecision } from '../../contracts/decision';
import { orderStateSchema } from '../../contracts/order';
import { ORDER_ACTIONS } from '../../domain/actions';
import { BUREAUS } from '../../domain/bureau-report';
import { PARTIAL_ACTIONS } from '../../domain/order-parts';
import { Indicator, Mode, Outcome } from '../../domain/outcome';
import { may, type Principal } from '../../domain/permissions';
import { restrictionsFor, restrictionView, waivedByView } from './restriction-view';

const holdView = z.object({
  action: z.enum(ORDER_ACTIONS),
  since: z.string(),
  deadline: z.string(),
  escalateAt: z.string().optional(),
  escalations: z.int(),
});
/** The reason is for those who read decisions: it is written by and for the desk. */
const forcedHoldView = z.object({ by: z.string(), since: z.string(), reason: z.string().optional() });
const partView = z.object({
  action: z.enum(PARTIAL_ACTIONS),
  id: z.string(),
  amountCents: z.number(),
  decision: z.string(),
});

/** What every view of an order begins with. */
const standingShape = {
  order: z.string(),
  branch: z.string(),
  customerKey: z.string(),
  status: orderStateSchema.shape.status,
  stage: z.enum(ORDER_ACTIONS),
  hold: holdView.nullable(),
  forcedHold: forcedHoldView.nullable(),
  indicator: z.enum(Indicator),
  outcome: z.enum(Outcome),
  /** The report that the branch buys by itself for this order, which is undetermined until then. */
  waitsForReport: z.object({ bureau: z.enum(BUREAUS), product: z.string() }).nullable(),
};

export const decidedOrderView = z
  .object({
    ...standingShape,
    decision: z.string(),
    action: z.enum(ORDER_ACTIONS),
    policy: z.object({ id: z.string(), version: z.number() }),
    restrictions: z.array(restrictionView),
    /** Not known, so that they count as on term: most often they are misspelt. Absent where there are none. */
    unknownModalities: z.array(z.string()).optional(),
  })
  .openapi('DecidedOrder');
export type DecidedOrder = z.infer<typeof decidedOrderView>;

/** An order as one decision left it: made of that record alone, so that a repetition reads the same for ever. */
export function decidedOrder(decision: OrderDecision, principal: Principal): DecidedOrder {
  const { state, judgement } = decision;
  return {
    ...standingOf(principal, decision, state, { ...judgement, outcome: decision.event.outcome }),
    decision: decision.decision,
    action: decision.event.actions.at(-1) ?? 'save',
    policy: { id: decision.policy.id, version: decision.policy.version },
    restrictions: restrictionsFor(principal, judgement.restrictions),
    ...(decision.unknownModalities && { unknownModalities: [...decision.unknownModalities] }),
  };
}

const standingRestrictionView = z.object({
  check: z.string(),
  /** Whether it blocks or only indicates; absent for orders that were last judged before this was kept. */
  mode: z.enum([Mode.indicate, Mode.block]).optional(),
  result: z.string(),
  waivedBy: waivedByView,
  isNew: z.literal(true).optional(),
  seller: z.string(),
  analyst: z.string().optional(),
  /** Absent for orders that were last judged before this was kept. */
  values: restrictionView.shape.values,
});

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
    restrictions: z.array(standingRestrictionView),
    parts: z.array(partView),
    closedBy: z.string().nullable(),
    generation: z.int(),
    reopened: z.object({ at: z.string(), by: z.string() }).nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Order');

/** An order as it stands now. */
export function currentOrder(record: OrderRecord, principal: Principal): z.infer<typeof orderView> {
  const { state, content } = record;
  return {
    ...standingOf(principal, record, state, record),
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
      : record.restrictions.map(({ analyst: _analyst, values: _values, ...rest }) => rest),
    parts: [...(state.parts ?? [])],
    closedBy: record.closedBy,
    generation: record.generation,
    reopened: record.reopened ?? null,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
  };
}

/** What a refused request is told of the order: enough to know what would be possible. */
export function orderStanding(record: OrderRecord): Record<string, unknown> {
  const { status, stage, hold, forced } = record.state;
  const forcedHold = forced === undefined ? null : { by: forced.by, since: forced.since };
  return { order: record.order, status, stage, hold: holdOf(hold), forcedHold };
}

function holdOf(hold: OrderRecord['state']['hold']) {
  if (hold === null) return null;
  const { action, since, deadline, escalateAt, escalations = 0 } = hold;
  return { action, since, deadline, ...(escalateAt !== undefined && { escalateAt }), escalations };
}

function standingOf(
  principal: Principal,
  { order, branch, customerKey, wantsReport }: Pick<OrderRecord, 'order' | 'branch' | 'customerKey' | 'wantsReport'>,
  { status, stage, hold, forced }: OrderRecord['state'],
  { indicator, outcome }: Pick<OrderRecord, 'indicator' | 'outcome'>,
) {
  const forcedHold = forcedHoldOf(forced, principal);
  const waitsForReport = wantsReport ? { bureau: wantsReport.bureau, product: wantsReport.product } : null;
  const standing = { order, branch, customerKey, status, stage, hold: holdOf(hold), forcedHold, indicator, outcome };
  return { ...standing, waitsForReport };
}

function forcedHoldOf(forced: OrderRecord['state']['forced'], principal: Principal) {
  if (forced === undefined) return null;
  const { by, since, reason } = forced;
  return { by, since, ...(may(principal, 'decisions:read') && { reason }) };
}
