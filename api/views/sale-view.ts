/** Owns how a sale looks to callers: as a decision left it, and as it stands now. */
import { z } from '@hono/zod-openapi';
import type { SaleRecord } from '../../adapters/mongo/sale-store';
import type { SaleDecision } from '../../contracts/decision';
import type { Principal } from '../../domain/permissions';
import { SaleStatus } from '../../domain/sale';
import { verdictFor, verdictShape } from './payments-view';

export const decidedSaleView = z
  .object({
    sale: z.string(),
    branch: z.string(),
    /** `null` for a buyer without document. */
    customerKey: z.string().nullable(),
    /** False when any line is refused; nothing of the sale was taken then. */
    allowed: z.boolean(),
    decision: z.string(),
    ...verdictShape,
  })
  .openapi('DecidedSale');
export type DecidedSale = z.infer<typeof decidedSaleView>;

/** A sale as one decision left it: made of that record alone, so that a repetition reads the same for ever. */
export function decidedSale(decided: SaleDecision, principal: Principal): DecidedSale {
  const { sale, branch, customerKey, allowed, decision } = decided;
  return { sale, branch, customerKey, allowed, decision, ...verdictFor(principal, 'receipt', decided) };
}

export const saleView = decidedSaleView
  .extend({
    status: z.enum(SaleStatus),
    totalCents: z.number(),
    seller: z.string().nullable(),
    note: z.string().nullable(),
    /** Each with what is on it and what was said of it. */
    payments: z.array(verdictShape.payments.element.extend({ amountCents: z.number(), dueOn: z.array(z.string()) })),
    cancelledBy: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Sale');

/** A sale as it stands now. */
export function currentSaleView(
  { status, content, cancelledBy, createdAt, updatedAt }: SaleRecord,
  decided: SaleDecision,
  principal: Principal,
): z.infer<typeof saleView> {
  const { payments, ...rest } = decidedSale(decided, principal);
  return {
    ...rest,
    status,
    totalCents: content.totalCents,
    seller: content.seller,
    note: content.note,
    payments: content.payments.flatMap(({ amountCents, dueOn }, at) => {
      const verdict = payments[at];
      return verdict === undefined ? [] : [{ ...verdict, amountCents, dueOn: [...dueOn] }];
    }),
    cancelledBy,
    createdAt,
    updatedAt,
  };
}
