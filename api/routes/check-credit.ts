/** Owns `POST /branches/{branch}/credit-checks`: tells at once; holds, buys and reserves nothing. */
import { z } from '@hono/zod-openapi';
import { cents, documentOrNull } from '../../contracts/primitives';
import { paymentSchema } from '../../contracts/order';
import { ACTIONS } from '../../domain/actions';
import { checkCredit as check } from '../../usecases/check-credit';
import { branchParams } from '../params';
import { route } from '../route';
import { verdictFor, verdictShape } from '../views/payments-view';

/** Payment lines alone tell the amount; an amount beside them must be theirs. */
function sumMatches(check: {
  amountCents?: number | undefined;
  payments: readonly { amountCents: number }[];
}): boolean {
  if (check.amountCents === undefined || check.payments.length === 0) return true;
  return check.payments.reduce((sum, payment) => sum + payment.amountCents, 0) === check.amountCents;
}

const bodySchema = z
  .strictObject({
    /** `null` for a buyer without document, who pays at once. */
    document: documentOrNull,
    action: z.enum(ACTIONS).default('save'),
    amountCents: cents.optional(),
    payments: z.array(paymentSchema).max(60).default([]),
  })
  .refine(sumMatches, {
    path: ['amountCents'],
    message: 'must be the sum of payments[].amountCents — correct it, or leave it out',
  })
  .openapi('CreditCheckRequest');

export const checkCredit = route({
  method: 'post',
  path: '/branches/{branch}/credit-checks',
  summary: 'Check a customer without any effect',
  permission: 'credit:check',
  params: branchParams,
  body: bodySchema,
  answer: z
    .object({
      customerKey: z.string().nullable(),
      ...verdictShape,
    })
    .openapi('CreditCheck'),
  errors: ['BranchNotFound'],
  handle: async ({ params, body, principal }, deps) => {
    const { document, action } = body;
    const customer = document === null ? null : deps.identifier.identify(document, deps.now());
    const payments = termLinesOf(body.payments, body.amountCents ?? 0);
    const isAmountOnly = body.payments.length === 0;
    const totalCents = payments.reduce((sum, payment) => sum + payment.amountCents, 0);
    const { branch } = params;
    const result = await check(deps.credit, {
      ...{ branch, customer, action, totalCents, payments },
      ...(isAmountOnly && { isAmountOnly }),
    });
    const verdict = verdictFor(principal, action, result);
    return {
      customerKey: result.customerKey,
      ...verdict,
      payments: isAmountOnly ? [] : verdict.payments,
    };
  },
});

/** An amount without payment lines is asked as if it were all on term: the careful reading. */
function termLinesOf(payments: z.infer<typeof bodySchema>['payments'], amountCents: number) {
  return payments.length > 0 || amountCents === 0 ? payments : [{ modality: 'bankSlip', amountCents, dueOn: [] }];
}
