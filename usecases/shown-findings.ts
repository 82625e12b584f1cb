/** Owns what is told of bureaus outside their reports: in a decision and in a limit proposal, to whom, and that it is noted. */
import type { ReportStore } from '../adapters/mongo/report-store';
import type { DecisionRecord } from '../contracts/decision';
import type { LimitProposal } from '../contracts/limit-proposal';
import type { ReportRecord } from '../contracts/report';
import { isReadable, readableBlock, RESTRICTION_KINDS, type ReadOn } from '../domain/bureau-report';
import { BUREAU_FINDINGS, isBureauFinding } from '../domain/bureau-facts';
import { dateInZone } from '../domain/calendar';
import { CrivoError } from '../domain/errors';
import { may, type Principal } from '../domain/permissions';
import { dayAt, type ListReportsDeps } from './list-reports';
import { noteView, type NoteViewDeps } from './note-view';
import { decisionWithout } from './withheld-facts';

export interface ShownFindingsDeps extends NoteViewDeps {
  readonly branches: ListReportsDeps['branches'];
  readonly reports: Pick<ReportStore, 'find' | 'storedBy'>;
}

/**
 * A decision for who may read decisions. What bureaus said is told with `reports:read` only, noted before, and no longer
 * once anything that counted then may not be read any more; else it is withheld and the rest is told. Errors:
 * `BranchNotFound`.
 */
export async function showDecision(
  deps: ShownFindingsDeps,
  principal: Principal,
  record: DecisionRecord,
  reason: string | null,
): Promise<object> {
  const { facts, customerKey, branch, decision } = record;
  if (customerKey === null || facts === null || !BUREAU_FINDINGS.some((fact) => facts[fact].known)) return record;
  const isTold =
    may(principal, 'reports:read') && (await isStillReadable(deps, { branch, customerKey, at: record.at }));
  if (!isTold) return { ...record, ...decisionWithout(record, isBureauFinding) };
  const { subject } = principal;
  await noteView(deps, { customerKey, subject, what: 'decision', report: null, within: decision, branch, reason });
  return record;
}

/** Where nothing can be told without what bureaus said: a simulation turns on it. */
export function findingsWithheld(): CrivoError {
  const message = 'What bureaus said counts in this, and may not be told to this caller (any more).';
  return new CrivoError('PermissionDenied', {}, message);
}

/** True where every report there was then tells today what it told then. */
async function isStillReadable(
  deps: ShownFindingsDeps,
  { branch, customerKey, at }: { readonly branch: string; readonly customerKey: string; readonly at: string },
): Promise<boolean> {
  const today = await dayAt(deps, branch);
  if (!isReadable({ providerAt: at }, today)) return false;
  const then = { ...today, today: dateInZone(at, today.zone) };
  const reports = await deps.reports.storedBy(customerKey, at);
  return reports.every((report) => tellsTheSame(report, then, today));
}

function tellsTheSame(report: ReportRecord, then: ReadOn, now: ReadOn): boolean {
  if (isReadable(report, then) && !isReadable(report, now)) return false;
  return RESTRICTION_KINDS.every((kind) => {
    const [before, after] = [then, now].map((on) => readableBlock(report.restrictions[kind], on.today));
    return JSON.stringify(before) === JSON.stringify(after);
  });
}

/** A proposal as it is told: what its report says is `null` where it is withheld, or was never told. */
export async function showProposal(
  deps: ShownFindingsDeps,
  principal: Principal,
  proposal: LimitProposal,
): Promise<LimitProposal> {
  const { suggestion, customerKey, branch, proposal: within } = proposal;
  if (suggestion === null) return proposal;
  const { report } = suggestion;
  const source = may(principal, 'reports:read') ? await deps.reports.find(report) : null;
  if (source === null || !isReadable(source, await dayAt(deps, branch))) {
    return { ...proposal, suggestion: { report, ...UNTOLD } };
  }
  const { subject } = principal;
  await noteView(deps, { customerKey, subject, what: 'proposal', report, within, branch, reason: null });
  return proposal;
}

const UNTOLD = { riskClass: null, score: null, suggestedLimitCents: null, suggestedUntil: null } as const;
