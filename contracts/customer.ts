/** Owns a customer's credit data: what the ERP tells once, what is kept, how a limit looks. */
import { z } from 'zod';
import { calendarDate, cents, documentText, text } from './primitives';

/**
 * The forms of a limit. `none` is *Crédito não concedido*; zero is an amount and not unlimited; `validUntil` is
 * inclusive, in the branch's zone.
 */
export const limitSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('amount'), amountCents: cents, validUntil: calendarDate.nullable().default(null) }),
  z.strictObject({ kind: z.literal('unlimited') }),
  z.strictObject({ kind: z.literal('alwaysReview') }),
]);
export type Limit = z.infer<typeof limitSchema>;

export const situationSchema = z.enum(['cleared', 'blocked', 'underReview']);
export type Situation = z.infer<typeof situationSchema>;

/** Body of `PUT /branches/{branch}/customers`: the document stands here and nowhere else. */
export const customerUpsertSchema = z.strictObject({
  document: documentText,
  name: text(160).nullable().default(null),
  situation: situationSchema.optional(),
  limit: limitSchema.optional(),
  /** Days from the day of an order to its last due date; `null` for the policy's. Absent: as it was. */
  maxTermDays: z.int().min(0).max(3_650).nullable().optional(),
});
export type CustomerUpsertBody = z.infer<typeof customerUpsertSchema>;

/** Body of `POST /customers/search`. */
export const customerSearchSchema = z.strictObject({ document: documentText });

/** A customer as stored. `sealedDocument` and `sealedName` are encrypted; a name may contain a CPF. */
export interface CustomerRecord {
  readonly customerKey: string;
  /** The exposure's key: one legal entity (CNPJ root) or the customer itself. */
  readonly groupKey: string;
  readonly personType: 'F' | 'J';
  readonly maskedDocument: string;
  readonly sealedDocument: string;
  readonly sealedName: string | null;
  readonly situation: Situation;
  readonly limit: Limit;
  /** The longest term the customer may buy on, in days; `null` for the policy's. */
  readonly maxTermDays: number | null;
  /** When the ERP's situation and limit were taken over, each by itself; from then on they are Crivo's own. */
  readonly masteredAt: { readonly situation: string | null; readonly limit: string | null };
  readonly updatedAt: string;
}
