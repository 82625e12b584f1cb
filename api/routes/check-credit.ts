/** Owns `POST /branches/{branch}/credit-checks`: tells at once; holds, buys and reserves nothing. */
import { z } from '@hono/zod-openapi';
import { cents, documentText } from '../../contracts/primitives';
import { paymentSchema } from '../../contracts/order';
import { ACTIONS } from '../../domain/actions';
import { Indicator, Outcome } from '../../domain/outcome';
import { checkCredit as check } from '../../usecases/check-credit';
import { branchParams } from '../params';
import { route } from '../route';
import { restrictionView } from '../views/order-view';

const bodySchema = z
  .strictObject({
    document: documentText,
    action: z.enum(ACTIONS).default('save'),
    amountCents: cents.default(0),
    payments: z.array(paymentSchema).max(60).default([]),
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
      customerKey: z.string(),
      indicator: z.enum(Indicator),
      outcome: z.enum(Outcome),
      policy: z.object({ id: z.string(), version: z.number() }),
      restrictions: z.array(restrictionView),
      payments: z.array(z.object({ line: z.number(), allowed: z.boolean() })),
    })
    .openapi('CreditCheck'),
  errors: ['BranchNotFound'],
  handle: async ({ params, body }, deps) => {
    const customer = deps.identifier.identify(body.document, deps.now());
    const payments = termLinesOf(body.payments, body.amountCents);
    const totalCents = payments.reduce((sum, payment) => sum + payment.amountCents, 0);
    const { branch } = params;
    const result = await check(deps.credit, { branch, customer, action: body.action, totalCents, payments });
    const { judgement, policy, customerKey } = result;
    return {
      customerKey,
      indicator: judgement.indicator,
      outcome: judgement.outcome,
      policy,
      restrictions: [...judgement.restrictions],
      payments: body.payments.length === 0 ? [] : [...result.payments],
    };
  },
});

/** An amount without payment lines is asked as if it were all on term: the careful reading. */
function termLinesOf(payments: z.infer<typeof bodySchema>['payments'], amountCents: number) {
  return payments.length > 0 || amountCents === 0 ? payments : [{ modality: 'bankSlip', amountCents, dueOn: [] }];
}
