/** Owns a customer's credit data: what the ERP tells once, what is kept, how a limit looks. */
import { z } from 'zod';
import { GUARANTEE_KINDS, type CreditTerms, type GuaranteeKind } from '../domain/limits';
import { calendarDate, cents, documentText, erpId, text } from './primitives';

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
export type { Limit } from '../domain/limits';

/** Both days are inclusive, in the branch's zone. */
const temporaryLimitSchema = z
  .strictObject({ amountCents: cents, from: calendarDate, to: calendarDate })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not lie before from — correct one of them' });

const guaranteeSchema = z.strictObject({
  id: erpId,
  kind: z.enum(Object.keys(GUARANTEE_KINDS) as [GuaranteeKind, ...GuaranteeKind[]]),
  /** What it is worth, of which `sharePercent` counts. */
  amountCents: cents,
  sharePercent: z.int().min(1).max(100),
  validUntil: calendarDate.nullable().default(null),
});

/** As stored and as answered, of a customer and of a group. */
export const creditTermsSchema = z.object({
  limit: limitSchema,
  temporaryLimit: temporaryLimitSchema.nullable(),
  guarantees: z.array(guaranteeSchema),
});

export const situationSchema = z.enum(['cleared', 'blocked', 'underReview']);
export type Situation = z.infer<typeof situationSchema>;

const termsFields = {
  limit: limitSchema.exactOptional(),
  temporaryLimit: temporaryLimitSchema.nullable().exactOptional(),
  guarantees: z
    .array(guaranteeSchema)
    .max(50)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, {
      message: 'must not name one guarantee twice — give each an id of its own',
    })
    .exactOptional(),
  /** Why; kept in the audit. */
  note: text(500),
};
const changesSomething = (body: object) => Object.keys(body).length > 1;

/** Of a group there is no situation to review: which of its orders are, its customers say. */
const groupLimitSchema = limitSchema.refine(({ kind }) => kind !== 'alwaysReview', {
  path: ['kind'],
  message: 'alwaysReview is told of customers, not of a group — set it on the customers of the group',
});

/** Body of a change of a group's credit terms: what is left out stays. */
export const creditTermsChangeSchema = z
  .strictObject({ ...termsFields, limit: groupLimitSchema.exactOptional() })
  .refine(changesSomething, { message: 'changes nothing — send limit, temporaryLimit or guarantees' });
export type CreditTermsChange = z.infer<typeof creditTermsChangeSchema>;

/**
 * Body of a change of a customer's: the same, and its credit situation. The ERP tells situation and limit once by
 * `PUT customers`; from then on they are changed here, by who may.
 */
export const customerTermsChangeSchema = z
  .strictObject({ situation: situationSchema.exactOptional(), ...termsFields })
  .refine(changesSomething, { message: 'changes nothing — send situation, limit, temporaryLimit or guarantees' });
export type CustomerTermsChange = z.infer<typeof customerTermsChangeSchema>;

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

/** Body of `POST /customers/search`: one of the two. */
export const customerSearchSchema = z
  .strictObject({
    document: documentText.exactOptional().describe('Whole, with or without punctuation.'),
    name: text(160).exactOptional().describe('Words of the name, or how they begin; accents and case do not matter.'),
  })
  .refine(({ document, name }) => (document === undefined) !== (name === undefined), {
    message: 'must hold document or name — send one of the two',
  });

/** A customer as stored. `sealedDocument` and `sealedName` are encrypted; a name may contain a CPF. */
export interface CustomerRecord extends CreditTerms {
  readonly customerKey: string;
  /** The exposure's key: one legal entity (CNPJ root) or the customer itself. */
  readonly groupKey: string;
  readonly personType: 'F' | 'J';
  readonly maskedDocument: string;
  readonly sealedDocument: string;
  readonly sealedName: string | null;
  readonly situation: Situation;
  /** The longest term the customer may buy on, in days; `null` for the policy's. */
  readonly maxTermDays: number | null;
  /** When the ERP's situation and limit were taken over, each by itself; from then on they are Crivo's own. */
  readonly masteredAt: { readonly situation: string | null; readonly limit: string | null };
  readonly updatedAt: string;
}
