/** Owns the buying of a report that an order waits for: as a person would, under the branch's own switch. */
import type { ReportWanted } from '../adapters/mongo/outbox';
import { CrivoError, type ErrorCode } from '../domain/errors';
import { buyReport, type BuyReportDeps } from './buy-report';

/** What will be no other for being tried again: the order's own next look, ever more rarely, asks anew. */
const FINAL: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'BranchNotFound',
  'CustomerNotFound',
  'OrderNotFound',
  'DepsAccountNotFound',
  'SpcAccountNotFound',
  'InvalidRequest',
  'ReportDocumentNotAccepted',
  'ReportProductNotAllowed',
  'ReportSuperseded',
  'PurchaseGivenUp',
  'BudgetRefused',
]);

/** Answers why nothing was bought, or `null`. Safe to repeat: the need has one purchase. Throws what may pass. */
export async function buyWantedReport(deps: BuyReportDeps, wanted: ReportWanted): Promise<ErrorCode | null> {
  const { branch, customerKey, order, bureau, product } = wanted;
  const request = { bureau, product, replaces: null, purpose: 'order', order } as const;
  const asked = { ...request, withoutReceivables: false, requestedLimitCents: null };
  try {
    await buyReport(deps, { branch, customerKey, subject: 'crivo', request: asked, isAutomatic: true });
    return null;
  } catch (error) {
    if (error instanceof CrivoError && FINAL.has(error.code)) return error.code;
    throw error;
  }
}
