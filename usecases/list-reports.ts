/** Owns the reading of a customer's reports: the newest one, what is under way, and who used which report when. */
import type { BranchStore } from '../adapters/mongo/branch-store';
import type { CustomerStore } from '../adapters/mongo/customer-store';
import type { PurchaseStore } from '../adapters/mongo/purchase-store';
import type { ReportStore } from '../adapters/mongo/report-store';
import type { ReportUseStore, UsePosition } from '../adapters/mongo/report-use-store';
import type { PurchaseRecord, ReportUse } from '../contracts/purchase';
import type { ReportRecord } from '../contracts/report';
import type { ReadOn } from '../domain/bureau-report';
import { dateInZone } from '../domain/calendar';
import { CrivoError } from '../domain/errors';
import { readableReport, type AgedReport } from './readable-report';

export interface ListReportsDeps {
  readonly branches: Pick<BranchStore, 'find'>;
  readonly customers: Pick<CustomerStore, 'find'>;
  readonly reports: Pick<ReportStore, 'ofCustomer' | 'find'>;
  readonly reportUses: Pick<ReportUseStore, 'page'>;
  readonly purchases: Pick<PurchaseStore, 'openOf'>;
  readonly now: () => Date;
}

export interface ReportList {
  /** Of any bureau and product, by the provider's date. */
  readonly newest: AgedReport | null;
  /** Purchases that are not over, newest first. */
  readonly open: readonly PurchaseRecord[];
  /** Newest first; a report that is not kept any more is `null`. */
  readonly uses: readonly { readonly use: ReportUse; readonly report: AgedReport | null }[];
}

const MOST_OPEN = 50;

export interface ListReportsInput {
  readonly branch: string;
  readonly customerKey: string;
  readonly limit: number;
  readonly before?: UsePosition | undefined;
}

/** Errors: `BranchNotFound`, `CustomerNotFound`. */
export async function listReports(
  deps: ListReportsDeps,
  { branch, customerKey, limit, before }: ListReportsInput,
): Promise<ReportList> {
  const on = await dayAt(deps, branch);
  const [customer, reports, open, uses] = await Promise.all([
    deps.customers.find(customerKey),
    deps.reports.ofCustomer(customerKey),
    deps.purchases.openOf(customerKey, MOST_OPEN),
    deps.reportUses.page({ customerKey, limit, ...(before && { before }) }),
  ]);
  if (customer === null) throw new CrivoError('CustomerNotFound');
  const known = new Map(reports.map((report) => [report.report, report]));
  for (const { report } of uses) {
    if (known.has(report)) continue;
    const found = await deps.reports.find(report);
    if (found !== null) known.set(report, found);
  }
  const used = uses.map((use) => {
    const report = known.get(use.report);
    return { use, report: report === undefined ? null : readableReport(report, on) };
  });
  const [newest] = reports;
  return { newest: newest === undefined ? null : readableReport(newest, on), open, uses: used };
}

/** Which report of which customer, asked for at which branch. */
export interface ReportAddress {
  readonly branch: string;
  readonly customerKey: string;
  readonly report: string;
}

/** One report of the customer. Errors: `BranchNotFound`, `ReportNotFound`. */
export async function readReport(
  deps: Pick<ListReportsDeps, 'branches' | 'reports' | 'now'>,
  address: ReportAddress,
): Promise<AgedReport> {
  const on = await dayAt(deps, address.branch);
  return readableReport(await findReport(deps, address), on);
}

/** As it is stored, with what may not be shown any more. Errors: `ReportNotFound`. */
export async function findReport(
  { reports }: Pick<ListReportsDeps, 'reports'>,
  { customerKey, report: id }: ReportAddress,
): Promise<ReportRecord> {
  const report = await reports.find(id);
  if (report?.customerKey !== customerKey) throw new CrivoError('ReportNotFound');
  return report;
}

/** Today in the branch's zone. Errors: `BranchNotFound`. */
export async function dayAt(
  { branches, now }: Pick<ListReportsDeps, 'branches' | 'now'>,
  branch: string,
): Promise<ReadOn> {
  const zone = (await branches.find(branch))?.parameters.zone;
  if (zone === undefined) throw new CrivoError('BranchNotFound');
  return { zone, today: dateInZone(now().toISOString(), zone) };
}
