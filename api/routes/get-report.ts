/** Owns `GET /branches/{branch}/customers/{customerKey}/reports/{report}`: one report, in full. */
import { readReport } from '../../usecases/list-reports';
import { reportParams } from '../params';
import { route } from '../route';
import { reportOf, reportView } from '../views/report-view';

export const getReport = route({
  method: 'get',
  path: '/branches/{branch}/customers/{customerKey}/reports/{report}',
  summary: 'One report in full: restrictions by kind, points, suggestion; nothing that is older than five years',
  permission: 'reports:read',
  params: reportParams,
  answer: reportView,
  errors: ['ReportNotFound'],
  handle: async ({ params }, { stores, now }) => {
    const { today, ...aged } = await readReport({ ...stores, now }, params);
    return reportOf(aged, today);
  },
});
