/** Owns what the worker does where an order waits for a report: it is bought, or the log says why not. */
import type { ReportWanted } from '../adapters/mongo/outbox';
import type { Logger } from '../platform/logger';
import type { BuyReportDeps } from '../usecases/buy-report';
import { buyWantedReport } from '../usecases/buy-wanted-report';

export function wantedReports(deps: BuyReportDeps, log: Pick<Logger, 'warn'>): (wanted: ReportWanted) => Promise<void> {
  return async (wanted) => {
    const code = await buyWantedReport(deps, wanted);
    const { branch, order, bureau, product } = wanted;
    if (code !== null) log.warn({ code, branch, order, bureau, product }, 'no report was bought for an order');
  };
}
