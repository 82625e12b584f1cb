/** Owns the shapes of a sale with receipt: what the ERP sends and what is kept. */
import { z } from 'zod';
import { paymentSchema, SUM_MESSAGE, sumMatches, type Payment } from './order';
import { cents, documentOrNull, erpId, text } from './primitives';

/**
 * Body of `POST /branches/{branch}/sales`. `document` must be said: `null` is a consumer who doesn't tell it, or a
 * foreign buyer who has none, and such a sale takes no line on term.
 */
export const saleRequestSchema = z
  .strictObject({
    id: erpId,
    document: documentOrNull,
    seller: text(80).nullable().default(null),
    totalCents: cents,
    payments: z.array(paymentSchema).min(1).max(60),
    note: text(2_000).nullable().default(null),
  })
  .refine(sumMatches, { path: ['totalCents'], message: SUM_MESSAGE });

/** What is kept and judged of a sale. The customer is known by key, `null` for an unidentified buyer. */
export interface SaleContent {
  readonly customerKey: string | null;
  readonly seller: string | null;
  readonly totalCents: number;
  readonly payments: readonly Payment[];
  readonly note: string | null;
}
