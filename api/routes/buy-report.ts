/** Owns `POST /branches/{branch}/customers/{customerKey}/reports`: a report, reused or bought; at most one charge for one need. */
import { z } from '@hono/zod-openapi';
import { buyReportBodySchema } from '../../contracts/purchase';
import { CrivoError } from '../../domain/errors';
import { may } from '../../domain/permissions';
import { awaitPurchase, noteShared } from '../../usecases/await-purchase';
import { buyReport as buy } from '../../usecases/buy-report';
import { readReport } from '../../usecases/list-reports';
import { noteView } from '../../usecases/note-view';
import { BUYING } from '../../usecases/prepare-purchase';
import { branchCustomerParams } from '../params';
import { route } from '../route';
import { purchaseFor, purchaseView, reportOf, reportView } from '../views/report-view';

const answerView = z
  .object({
    /** `underWay` comes with status 202: ask for the purchase later, or wait for `report.completed`. */
    outcome: z.enum(['reused', 'bought', 'underWay', 'unknown']),
    report: reportView.nullable(),
    /** `null` where a report there was served the need. */
    purchase: purchaseView.nullable(),
  })
  .openapi('BoughtReport');

export const buyReport = route({
  method: 'post',
  path: '/branches/{branch}/customers/{customerKey}/reports',
  summary:
    'A report of the customer: one that is young enough, or a new one, charged at most once; 202 without a report: under way, or its outcome unknown',
  permission: 'reports:read',
  permissionsTold: Object.values(BUYING),
  permissionNote: `and of the bureau: ${Object.entries(BUYING)
    .map(([bureau, permission]) => `${bureau} \`${permission}\``)
    .join(', ')}`,
  params: branchCustomerParams,
  body: buyReportBodySchema,
  answer: answerView,
  isAccepted: ({ report }) => report === null,
  errors: [
    'CustomerNotFound',
    'OrderNotFound',
    'DepsAccountNotFound',
    'SpcAccountNotFound',
    'ReportDocumentNotAccepted',
    'ReportSuperseded',
    'PurchaseGivenUp',
    'BudgetRefused',
    'BureauLoginRefused',
    'BureauUnavailable',
    'ReceivablesNotSent',
    'ReportProductNotAllowed',
    'ReportDocumentRefused',
    'ReportConsentPending',
    'ReportRefused',
    'TooManyConflicts',
  ],
  handle: async ({ params, body: request, principal }, { stores, buying, sealer, now }) => {
    const permission = BUYING[request.bureau];
    if (!may(principal, permission)) {
      throw new CrivoError('PermissionDenied', {}, `This caller lacks the permission ${permission}.`);
    }
    const deps = { ...stores, ...buying, sealer, now };
    const input = { ...params, subject: principal.subject, request };
    const met = await buy(deps, input);
    const told = async (report: string) => {
      const aged = await readReport(deps, { ...params, report });
      const reason = [request.purpose, request.order, request.note].filter(Boolean).join(': ');
      await noteView(deps, { ...params, subject: principal.subject, what: 'report', report, reason });
      return reportOf(aged);
    };
    if (met.kind === 'report') {
      return { outcome: 'reused' as const, report: await told(met.report.report), purchase: null };
    }
    const awaited = await awaitPurchase(deps, met.purchase);
    const { purchase, report } = awaited;
    const isShared = met.joined && (await noteShared(deps, input, awaited));
    return {
      outcome: report === null ? outcomeOf(purchase.status) : isShared ? ('reused' as const) : ('bought' as const),
      report: report && (await told(report.report)),
      purchase: purchaseFor(principal, purchase),
    };
  },
});

function outcomeOf(status: string): 'underWay' | 'unknown' {
  return status === 'unknown' ? status : 'underWay';
}
