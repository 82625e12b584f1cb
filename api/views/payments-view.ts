/** Owns how the verdict by payment line looks to callers, the same of a credit check and of a sale. */
import { z } from '@hono/zod-openapi';
import type { Action } from '../../domain/actions';
import { Indicator, Mode, Outcome } from '../../domain/outcome';
import { may, type Principal } from '../../domain/permissions';
import { BUYER_UNIDENTIFIED, BUYER_UNIDENTIFIED_TEXTS } from '../../domain/sale';
import type { PaymentsVerdict } from '../../usecases/judge-payments';
import { restrictionsFor, restrictionView } from './restriction-view';

/** `refused`: no check has found it; the sale itself doesn't allow the line, as that of an unidentified buyer. */
const paymentRestrictionView = restrictionView
  .extend({ result: z.enum([...restrictionView.shape.result.options, 'refused']) })
  .openapi('PaymentRestriction');

export const verdictShape = {
  outcome: z.enum(Outcome),
  indicator: z.enum(Indicator),
  policy: z.object({ id: z.string(), version: z.number() }),
  /** By line: what refuses it, each named among `restrictions`. */
  payments: z.array(
    z.object({
      line: z.number(),
      modality: z.string(),
      /** Only where the modality is not known, and counts as on term: most often it is misspelt. */
      known: z.literal(false).optional(),
      allowed: z.boolean(),
      restrictions: z.array(z.string()),
    }),
  ),
  restrictions: z.array(paymentRestrictionView),
};
export type VerdictView = z.infer<z.ZodObject<typeof verdictShape>>;

/** What was judged, and of whom. */
interface Judged extends Pick<PaymentsVerdict, 'judgement' | 'payments'> {
  /** `null` for a buyer without document. */
  readonly customerKey: string | null;
  readonly policy: { readonly id: string; readonly version: number };
  readonly unknownModalities?: readonly string[];
}

/** The verdict as this caller may read it. */
export function verdictFor(principal: Principal, action: Action, judged: Judged): VerdictView {
  const { judgement, payments, policy, customerKey, unknownModalities = [] } = judged;
  const { outcome, indicator } = judgement;
  const isForUnknown = customerKey === null && outcome === Outcome.blocked;
  return {
    outcome,
    indicator,
    policy: { id: policy.id, version: policy.version },
    payments: payments.map((line) => ({
      ...line,
      ...(unknownModalities.includes(line.modality) && { known: false as const }),
      restrictions: [...line.restrictions],
    })),
    restrictions: [
      ...(isForUnknown ? [buyerUnidentified(principal, action)] : []),
      ...restrictionsFor(principal, judgement.restrictions),
    ],
  };
}

function buyerUnidentified(principal: Principal, action: Action): z.infer<typeof paymentRestrictionView> {
  const { seller, analyst } = BUYER_UNIDENTIFIED_TEXTS;
  const entry = { check: BUYER_UNIDENTIFIED, mode: Mode.block, action, result: 'refused', unverified: false } as const;
  return { ...entry, seller, ...(may(principal, 'decisions:read') && { analyst, values: {} }) };
}
