/** Owns `GET …/purchases/{purchase}/raw`: what a bureau answered to a purchase that nobody knows the outcome of. */
import { z } from '@hono/zod-openapi';
import { demandedReason } from '../../contracts/report-view';
import { customerSeal } from '../../platform/customer-seal';
import { readUnreadAnswer } from '../../usecases/read-raw-report';
import { answerAsFile } from '../answer-as-file';
import { purchaseParams } from '../params';
import { route } from '../route';
import { contentType, typeOf } from '../views/raw-text';

export const getUnreadAnswer = route({
  method: 'get',
  path: '/branches/{branch}/customers/{customerKey}/purchases/{purchase}/raw',
  summary:
    'What the bureau answered to a purchase that nobody knows the outcome of, until it is resolved; noted with the caller and the reason',
  permission: 'reports:raw',
  params: purchaseParams,
  query: demandedReason,
  answer: z
    .object({
      purchase: z.string().openapi({ description: 'The purchase it was answered to.' }),
      contentType,
      text: z.string().openapi({ description: 'As it came.' }),
      keptUntil: z.string().openapi({ description: "When the branch's term for it ends." }),
    })
    .openapi('UnreadAnswer'),
  errors: ['PurchaseNotFound', 'PurchaseNotUnknown', 'ReportErased'],
  handle: async ({ params, query: { reason }, principal: { subject }, context }, { stores, sealer, now }) => {
    const deps = { ...stores, sealer, rawSealer: customerSeal, now };
    const { text, keptUntil } = await readUnreadAnswer(deps, params, { subject, reason });
    answerAsFile(context, `${params.purchase}.json`);
    return { purchase: params.purchase, contentType: typeOf(text), text, keptUntil };
  },
});
