/** Owns the shapes of an order: what the ERP sends, what is kept, what is answered. */
import { z } from 'zod';
import { ORDER_ACTIONS } from '../domain/actions';
import { calendarDate, cents, documentText, erpId, text } from './primitives';

/** One payment line. `dueOn` lists the due dates of its instalments; empty means at sight. */
export const paymentSchema = z.strictObject({
  modality: z
    .string()
    .min(1)
    .max(40)
    .regex(/^[A-Za-z][A-Za-z0-9]*$/, { message: 'must be a modality name such as bankSlip' }),
  amountCents: cents,
  dueOn: z.array(calendarDate).max(120).default([]),
});
export type Payment = z.infer<typeof paymentSchema>;

/** The order this one was copied or split from. */
export const originSchema = z.strictObject({ kind: z.enum(['copy', 'split']), order: erpId });

const contentFields = {
  seller: text(80).nullable().default(null),
  totalCents: cents,
  payments: z.array(paymentSchema).min(1).max(60),
  items: z.int().min(0).max(1_000_000).nullable().default(null),
  note: text(2_000).nullable().default(null),
};

/** Whether the lines make up the total. */
export function sumMatches(order: { totalCents: number; payments: readonly { amountCents: number }[] }): boolean {
  return order.payments.reduce((sum, payment) => sum + payment.amountCents, 0) === order.totalCents;
}
export const SUM_MESSAGE = 'must be the sum of payments[].amountCents — correct the total or the lines';

/** Body of `POST /branches/{branch}/orders`. */
export const orderRequestSchema = z
  .strictObject({ id: erpId, document: documentText, origin: originSchema.nullable().default(null), ...contentFields })
  .refine(sumMatches, { path: ['totalCents'], message: SUM_MESSAGE });

/** Body of `PATCH …/orders/{order}`: the whole new content, so that two amendments never mix. */
export const orderAmendSchema = z
  .strictObject(contentFields)
  .refine(sumMatches, { path: ['totalCents'], message: SUM_MESSAGE });

/** Body of `POST …/orders/{order}/hold`: why, in the words of whoever holds the order. */
export const holdRequestSchema = z.strictObject({ reason: text(500) });

/** Body of `POST …/orders/{order}/reevaluate`; without one, by the version the order has been judged by. */
export const reevaluateRequestSchema = z.strictObject({ policy: z.enum(['pinned', 'current']).default('pinned') });

/**
 * Body of `POST …/actions/{action}`; without one, the action is asked for the whole order. `id` is the ERP's own of this
 * part (its pick list or invoice), by which telling it twice is telling it once.
 */
export const actionRequestSchema = z
  .strictObject({
    partial: z.boolean().default(false),
    id: erpId.exactOptional(),
    amountCents: cents.min(1, { error: 'must be more than zero — send the part in cents' }).exactOptional(),
  })
  .superRefine(({ partial, ...part }, context) => {
    for (const field of ['id', 'amountCents'] as const) {
      if (partial === (part[field] !== undefined)) continue;
      const message = partial
        ? 'must be sent for a part — send it'
        : 'belongs to a part — send partial: true, or leave it out';
      context.addIssue({ code: 'custom', path: [field], message });
    }
  });

/** What is kept and judged of an order. The customer is known by key; no document in it. */
export interface OrderContent {
  readonly customerKey: string;
  readonly seller: string | null;
  readonly totalCents: number;
  readonly origin: { readonly kind: 'copy' | 'split'; readonly order: string } | null;
  readonly payments: readonly Payment[];
  readonly items: number | null;
  readonly note: string | null;
}

export const holdSchema = z.object({
  action: z.enum(ORDER_ACTIONS),
  actions: z.array(z.enum(ORDER_ACTIONS)),
  outcome: z.enum(['clear', 'indicated', 'undetermined', 'blocked']),
  since: z.string(),
  deadline: z.string(),
  escalateAt: z.string().optional(),
  escalations: z.int().optional(),
});

/** An order's state, as stored and as answered. */
export const orderStateSchema = z.object({
  status: z.enum(['new', 'waiting', 'held', 'done', 'cancelled', 'expired']),
  stage: z.enum(ORDER_ACTIONS),
  hold: holdSchema.nullable(),
  awaits: z.enum(['person', 'automatic', 'holdEnd', 'nothing']),
});
