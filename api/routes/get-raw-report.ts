/** Owns `GET /branches/{branch}/customers/{customerKey}/reports/{report}/raw`: a bureau's answer as it came. */
import { z } from '@hono/zod-openapi';
import { demandedReason } from '../../contracts/report-view';
import { BUREAUS } from '../../domain/bureau-report';
import { customerSeal } from '../../platform/customer-seal';
import { readRawReport } from '../../usecases/read-raw-report';
import { answerAsFile } from '../answer-as-file';
import { reportParams } from '../params';
import { route } from '../route';
import { contentType, typeOf } from '../views/raw-text';

export const getRawReport = route({
  method: 'get',
  path: '/branches/{branch}/customers/{customerKey}/reports/{report}/raw',
  summary: "A bureau's answer as it came, as a text within JSON; noted with the caller and the reason",
  permission: 'reports:raw',
  params: reportParams,
  query: demandedReason,
  answer: z
    .object({
      report: z.string(),
      customerKey: z.string(),
      bureau: z.enum(BUREAUS),
      product: z.string(),
      providerAt: z.string(),
      contentType,
      text: z.string(),
      keptUntil: z.string(),
    })
    .openapi('RawReport'),
  errors: ['ReportNotFound', 'ReportErased'],
  handle: async ({ params, query: { reason }, principal: { subject }, context }, { stores, sealer, now }) => {
    const deps = { ...stores, sealer, rawSealer: customerSeal, now };
    const { report: record, text, keptUntil } = await readRawReport(deps, params, { subject, reason });
    const { report, customerKey, bureau, product, providerAt } = record;
    answerAsFile(context, `${report}.json`);
    return { report, customerKey, bureau, product, providerAt, contentType: typeOf(text), text, keptUntil };
  },
});
