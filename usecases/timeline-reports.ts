/** Owns what a page of a timeline shows of bureaus' reports: nothing too old, and noted before it is shown. */
import type { BranchStore } from '../adapters/mongo/branch-store';
import type { ReportStore } from '../adapters/mongo/report-store';
import type { TimelineEntry } from '../contracts/timeline';
import { dateInZone } from '../domain/calendar';
import { may, sees, type Principal } from '../domain/permissions';
import { noteView, type NoteViewDeps } from './note-view';
import { readableReport, type AgedReport } from './readable-report';

export interface TimelineReportsDeps extends NoteViewDeps {
  readonly reports: Pick<ReportStore, 'ofCustomer'>;
  readonly branches: Pick<BranchStore, 'find'>;
}

interface Asked {
  readonly customerKey: string;
  readonly principal: Principal;
  readonly reason: string | null;
}

/**
 * Class and score are for analysts of the branch that used the report. One look a page is noted, as of a list; a page
 * that shows none notes none.
 */
export async function showReportsOf(
  deps: TimelineReportsDeps,
  { customerKey, principal, reason }: Asked,
  entries: readonly TimelineEntry[],
): Promise<ReadonlyMap<string, AgedReport>> {
  const uses = entries.flatMap((entry) =>
    entry.source === 'reportUsed' && sees(principal, entry.document.branch) ? [entry.document] : [],
  );
  const [first] = uses;
  if (first === undefined || !may(principal, 'reports:read') || !may(principal, 'decisions:read')) return new Map();
  const [reports, branch] = await Promise.all([deps.reports.ofCustomer(customerKey), deps.branches.find(first.branch)]);
  const used = new Set(uses.map(({ report }) => report));
  const shown = reports.filter(({ report }) => used.has(report));
  if (shown.length === 0) return new Map();
  const { subject } = principal;
  await noteView(deps, { customerKey, subject, what: 'list', report: null, branch: first.branch, reason });
  const zone = branch?.parameters.zone ?? 'UTC';
  const on = { zone, today: dateInZone(deps.now().toISOString(), zone) };
  return new Map(shown.map((report) => [report.report, readableReport(report, on)]));
}
