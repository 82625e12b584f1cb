/** Owns `GET /branches/{branch}/customers/{customerKey}/reports`: the customer's reports, and who used them. */
import { z } from '@hono/zod-openapi';
import { pageQuery } from '../../contracts/primitives';
import { viewReason } from '../../contracts/report-view';
import { listReports as list } from '../../usecases/list-reports';
import { noteView } from '../../usecases/note-view';
import { fromCursor, toCursor } from '../cursor';
import { branchCustomerParams } from '../params';
import { route } from '../route';
import { newestText } from '../views/purchase-text';
import {
  purchaseFor,
  purchaseView,
  reportSummaryOf,
  reportSummaryView,
  reportUseFor,
  reportUseView,
} from '../views/report-view';

const position = z.strictObject({ at: z.iso.datetime(), use: z.string().max(200) });

export const listReports = route({
  method: 'get',
  path: '/branches/{branch}/customers/{customerKey}/reports',
  summary: "A customer's reports: the newest of any product, purchases that are not over, every use, newest first",
  permission: 'reports:read',
  params: branchCustomerParams,
  query: z.strictObject({ ...pageQuery.shape, reason: viewReason.optional() }),
  answer: z.object({
    newest: reportSummaryView.extend({ text: z.string() }).nullable(),
    open: z.array(purchaseView),
    uses: z.array(reportUseView),
    nextCursor: z.string().nullable(),
  }),
  errors: ['CustomerNotFound'],
  handle: async ({ params, query, principal }, { stores, now }) => {
    const before = fromCursor(position, query.cursor);
    const deps = { ...stores, now };
    const found = await list(deps, { ...params, limit: query.limit + 1, before });
    const { subject } = principal;
    await noteView(deps, { ...params, subject, what: 'list', report: null, reason: query.reason ?? null });
    const page = found.uses.slice(0, query.limit);
    const last = found.uses.length > query.limit ? page.at(-1)?.use : undefined;
    return {
      newest: found.newest && { ...reportSummaryOf(found.newest), text: newestText(found.newest.ageDays) },
      open: found.open.map((purchase) => purchaseFor(principal, purchase)),
      uses: page.map((use) => reportUseFor(principal, use)),
      nextCursor: last ? toCursor({ at: last.at, use: last.use }) : null,
    };
  },
});
