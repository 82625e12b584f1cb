/** Owns the shapes of a purchase: what is asked for, what is kept of it, and how a report was used. */
import { z } from 'zod';
import { BUREAUS, type Bureau } from '../domain/bureau-report';
import type { CalendarDate } from '../domain/calendar';
import type { Charged, ReportFindings } from '../domain/credit-bureau';
import type { PersonType } from '../domain/documents';
import type { PurchaseReason, PurchaseStatus } from '../domain/purchase';
import { cents, erpId, text } from './primitives';

/** A bureau's own id of what it sells; it stands in ids, so nothing that would have to be escaped. */
export const productText = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,39}$/, {
  message: 'must be an identifier of a product — take it from the list',
});

/** Why somebody buys: for an order, to review a limit, or as the note says. */
export const PURPOSES = ['order', 'limitReview', 'other'] as const;

/** Body of `POST /branches/{branch}/customers/{customerKey}/reports`. */
export const buyReportBodySchema = z
  .strictObject({
    bureau: z.enum(BUREAUS),
    /** Without it, the account's default for this kind of person. */
    product: productText.exactOptional(),
    /** *Realizar nova consulta*: the newest report, or the purchase that was given up. */
    replaces: z
      .string()
      .regex(/^(?:rep|pur)_[0-9a-z]{1,64}$/, { message: 'must be a report or purchase — take it from an answer' })
      .nullable()
      .default(null),
    purpose: z.enum(PURPOSES),
    order: erpId.exactOptional(),
    note: text(500).exactOptional(),
    /** *Consultar mesmo assim*: though the customer's receivables can't be sent. */
    withoutReceivables: z.boolean().default(false),
    requestedLimitCents: cents.nullable().default(null),
  })
  .superRefine((body, context) => {
    const say = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (body.purpose === 'order' && body.order === undefined) say('order', 'must say for which order — send its id');
    if (body.purpose !== 'order' && body.order !== undefined)
      say('order', 'belongs to the purpose order — leave it out');
    if (body.purpose === 'other' && body.note === undefined) say('note', 'must say what for — send a few words');
  });
export type BuyReportBody = z.infer<typeof buyReportBodySchema>;

/** Body of `POST …/purchases/{purchase}/resolve`: what a person says of a purchase nobody knows the outcome of. */
export const resolvePurchaseBodySchema = z.discriminatedUnion('how', [
  /** *Conciliar*: the bureau is asked for what it holds, which may be charged. */
  z.strictObject({ how: z.literal('reconcile'), note: text(500) }),
  /** A stored report of this product is what it brought. */
  z.strictObject({ how: z.literal('attach'), note: text(500), report: z.string().regex(/^rep_[0-9a-z]{1,64}$/) }),
  /** It brings nothing any more; `charged` as the bureau's invoice says. */
  z.strictObject({ how: z.literal('giveUp'), note: text(500), charged: z.enum(['yes', 'no', 'unknown']) }),
]);
export type ResolvePurchaseBody = z.infer<typeof resolvePurchaseBodySchema>;

/** What a report is wanted for. `automatic`: an order's check needs it, and the branch wants that bought. */
export type Purpose =
  | { readonly kind: 'order' | 'automatic'; readonly order: string; readonly note: string | null }
  | { readonly kind: 'limitReview' | 'other'; readonly order: null; readonly note: string | null };

/** What a person said of an unknown outcome. */
export interface Resolution {
  readonly how: ResolvePurchaseBody['how'];
  readonly subject: string;
  readonly at: string;
  readonly note: string;
}

/** What is bought of whom, with which account. */
export interface NeedKey {
  readonly accountKey: string;
  readonly customerKey: string;
  readonly product: string;
}

/** One need, bought once. `generation` rises when the need is bought anew. */
export interface PurchaseRecord extends NeedKey {
  readonly purchase: string;
  readonly generation: number;
  readonly bureau: Bureau;
  readonly personType: PersonType;
  readonly branch: string;
  readonly subject: string;
  readonly purpose: Purpose;
  readonly requestedLimitCents: number | null;
  readonly withoutReceivables: boolean;
  readonly replaces: string | null;
  /** By the branch's table when it was opened; `null` where there is none. */
  readonly priceCents: number | null;
  readonly openedAt: string;
  /** Of the opening, in the branch's zone. */
  readonly day: CalendarDate;
  readonly status: PurchaseStatus;
  readonly reason: PurchaseReason | null;
  /** The bureau's own words, cleaned. */
  readonly providerText: string | null;
  /** Rises with every write; a write names the one it was made from. */
  readonly revision: number;
  readonly isPrepared: boolean;
  readonly isClosed: boolean;
  /** Of the one process that may ask the bureau. */
  readonly token: string | null;
  readonly sends: number;
  readonly sentAt: string | null;
  /** The next step is not due before. */
  readonly notBefore: string | null;
  /** The latest call that was begun lives no longer than this: set by whoever begins it, from the account it asks with. */
  readonly callBoundMs: number;
  readonly reuseIsFree: boolean;
  readonly reconciliations: number;
  readonly isReconcileAsked: boolean;
  readonly resolutions: readonly Resolution[];
  /** Reconciling it may have cost another price: reuse isn't free, or the answer was made anew. */
  readonly isPerhapsChargedTwice?: true;
  readonly settledAt: string | null;
  readonly charged: Charged | null;
  /** From the answer until its report is stored. */
  readonly findings: ReportFindings | null;
  readonly raw: string | null;
  readonly report: string | null;
}

/** One use of a report: bought for it, or there already. */
export interface ReportUse {
  readonly use: string;
  readonly kind: 'bought' | 'reused';
  readonly report: string;
  readonly customerKey: string;
  readonly accountKey: string;
  readonly bureau: Bureau;
  readonly product: string;
  readonly branch: string;
  readonly subject: string;
  readonly purpose: Purpose;
  readonly at: string;
  /** In the branch's zone. */
  readonly day: CalendarDate;
  /** `null` where the branch has no price, or nothing was charged for this use. */
  readonly priceCents: number | null;
}

/** A report that an order waits for. `isUnderWay`: its purchase has begun. */
export interface WantedReport {
  readonly bureau: Bureau;
  readonly product: string;
  readonly isUnderWay: boolean;
}
