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
    /** How the sale stood after this decision; of a sale that is read or cancelled, how it stands now. */
    status: z.enum(SaleStatus),
    /** Whether `status` is `allowed`. False when any line is refused; nothing of the sale was taken then. */
    allowed: z.boolean(),
    decision: z.string(),
    ...verdictShape,
  })
  .openapi('DecidedSale');
export type DecidedSale = z.infer<typeof decidedSaleView>;

/** A sale as one decision left it: made of that record alone, so that a repetition reads the same for ever. */
export function decidedSale(decided: SaleDecision, principal: Principal): DecidedSale {
  const { sale, branch, customerKey, allowed, decision } = decided;
  const status = allowed ? SaleStatus.allowed : SaleStatus.refused;
  return { sale, branch, customerKey, status, allowed, decision, ...verdictFor(principal, 'receipt', decided) };
}

export const saleView = decidedSaleView
  .extend({
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

/** A sale as it stands now: what its decision says of the lines stays, but a cancelled one is not allowed any more. */
export function currentSaleView(
  { status, content, cancelledBy, createdAt, updatedAt }: SaleRecord,
  decided: SaleDecision,
  principal: Principal,
): z.infer<typeof saleView> {
  const { payments, ...rest } = decidedSale(decided, principal);
  return {
    ...rest,
    status,
    allowed: status === SaleStatus.allowed,
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
