/** Owns `GET /customers/{customerKey}/export`: the customer's own data, one JSON object a line (LGPD, art. 18). */
import { z } from '@hono/zod-openapi';
import { demandedReason } from '../../contracts/report-view';
import { EXPORTED_PARTS, exportCustomer as lines } from '../../usecases/export-customer';
import { answerAsFile } from '../answer-as-file';
import { ALL_BRANCHES_NOTE, demandAllBranches } from '../demand-all-branches';
import { customerKeyText } from '../params';
import { route } from '../route';

export const exportCustomer = route({
  method: 'get',
  path: '/customers/{customerKey}/export',
  summary: "A customer's own data of all branches, document in full, with sources and automated decisions; noted",
  permission: 'customers:export',
  permissionNote: ALL_BRANCHES_NOTE,
  params: z.strictObject({ customerKey: customerKeyText }),
  query: demandedReason,
  answer: z
    .object({
      part: z.enum(['export', 'customer', ...EXPORTED_PARTS, 'titles', 'end']).openapi({
        description:
          'The last line is `end`, with how many lines each part has had; without it the export was cut off.',
      }),
      data: z.unknown(),
    })
    .openapi('ExportLine'),
  answerIsLines: true,
  errors: ['CustomerNotFound'],
  handle: async ({ params: { customerKey }, query: { reason }, principal, context }, { stores, sealer, now }) => {
    demandAllBranches(principal);
    const { subject } = principal;
    const told = await lines({ ...stores, sealer, now }, { customerKey, subject, reason });
    answerAsFile(context, `${customerKey}.ndjson`);
    return told;
  },
});
