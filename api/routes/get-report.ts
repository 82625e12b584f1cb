/** Owns `GET /branches/{branch}/customers/{customerKey}/reports/{report}`: one report, in full. */
import { z } from '@hono/zod-openapi';
import { viewReason } from '../../contracts/report-view';
import { readReport } from '../../usecases/list-reports';
import { noteView } from '../../usecases/note-view';
import { reportParams } from '../params';
import { route } from '../route';
import { reportOf, reportView } from '../views/report-view';

export const getReport = route({
  method: 'get',
  path: '/branches/{branch}/customers/{customerKey}/reports/{report}',
  summary: 'One report in full: restrictions by kind, points, suggestion; nothing that is older than five years',
  permission: 'reports:read',
  params: reportParams,
  query: z.strictObject({ reason: viewReason.optional() }),
  answer: reportView,
  errors: ['ReportNotFound'],
  handle: async ({ params, query, principal: { subject } }, { stores, now }) => {
    const deps = { ...stores, now };
    const aged = await readReport(deps, params);
    await noteView(deps, { ...params, subject, what: 'report', reason: query.reason ?? null });
    return reportOf(aged);
  },
});
