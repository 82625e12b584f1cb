/** Owns the reading of the audit trail: what was asked for, page by page, and as a whole that is itself noted. */
import type { AuditPosition, AuditQuery, AuditStore } from '../adapters/mongo/audit-store';
import type { AuditEntry, AuditFilter } from '../contracts/audit';
import { addDays, COMPANY_ZONE, daysBetween, startOfDay } from '../domain/calendar';
import { CrivoError } from '../domain/errors';
import { sees, type Principal } from '../domain/permissions';
import { newId } from './new-id';

export interface AuditTrailDeps {
  readonly audit: AuditStore;
  readonly now: () => Date;
}

/** More than a year of a busy company; what is cut there is told at the end. */
const MOST_EXPORTED = 100_000;
const BATCH = 500;

/** Newest first, with the place of the last where there are more. Errors: `BranchNotFound`, `InvalidRequest`. */
export async function pageOfAudit(
  { audit }: Pick<AuditTrailDeps, 'audit'>,
  principal: Principal,
  { filter, limit, before }: { readonly filter: AuditFilter; readonly limit: number; readonly before?: AuditPosition },
): Promise<{ readonly entries: readonly AuditEntry[]; readonly next: AuditPosition | null }> {
  const found = await audit.page({ ...queryOf(principal, filter), limit: limit + 1, ...(before && { before }) });
  const entries = found.slice(0, limit);
  const last = found.length > limit ? entries.at(-1) : undefined;
  return { entries, next: last === undefined ? null : { at: last.at, id: last.id } };
}

export interface AuditLine {
  readonly part: 'entry' | 'end';
  readonly data: unknown;
}

interface ExportAsked {
  readonly filter: AuditFilter;
  readonly format: string;
  /** False where the lines are not read. */
  readonly isNoted?: boolean;
}

/**
 * All entries that were asked for, newest first, and a last line `end` that tells how many and whether it was all. Noted
 * before the first line; what is noted after it is not among them. Errors: `BranchNotFound`, `InvalidRequest`.
 */
export async function exportAudit(
  { audit, now }: AuditTrailDeps,
  principal: Principal,
  { filter, format, isNoted = true }: ExportAsked,
  most = MOST_EXPORTED,
): Promise<AsyncIterable<AuditLine>> {
  const query = queryOf(principal, filter);
  const { subject } = principal;
  const at = now().toISOString();
  const branch = filter.branch ?? null;
  const after = { format, ...filter };
  const entry = {
    id: newId('aud'),
    at,
    subject,
    kind: 'audit',
    target: 'export',
    branch,
    before: null,
    after,
  } as const;
  if (isNoted) await audit.note(entry);
  return linesOf(audit, query, entry, most);
}

async function* linesOf(
  audit: AuditStore,
  query: Omit<AuditQuery, 'limit'>,
  own: AuditEntry,
  most: number,
): AsyncGenerator<AuditLine> {
  let count = 0;
  let before: AuditPosition | undefined;
  for (;;) {
    const limit = Math.min(BATCH, most - count + 1);
    const found = await audit.page({ ...query, limit, ...(before && { before }) });
    for (const entry of found) {
      if (count === most) {
        yield { part: 'end', data: { isWhole: false, count } };
        return;
      }
      if (entry.id === own.id) continue;
      count += 1;
      yield { part: 'entry', data: entry };
    }
    before = found.at(-1);
    if (found.length < limit) break;
  }
  yield { part: 'end', data: { isWhole: true, count } };
}

function queryOf(principal: Principal, filter: AuditFilter): Omit<AuditQuery, 'limit'> {
  const { from, to, branch, subject, kind, target } = filter;
  if (branch !== undefined && !sees(principal, branch)) throw new CrivoError('BranchNotFound');
  if (from !== undefined && to !== undefined && daysBetween(from, to) < 0) {
    const finding = { at: 'query.to', message: 'lies before query.from', fix: 'send another day' };
    throw new CrivoError('InvalidRequest', { errors: [finding] });
  }
  return {
    ...(branch === undefined ? { branches: principal.branches } : { branches: [branch], isOfBranch: true }),
    ...(from !== undefined && { from: startOfDay(from, COMPANY_ZONE) }),
    ...(to !== undefined && { to: startOfDay(addDays(to, 1), COMPANY_ZONE) }),
    ...(subject !== undefined && { subject }),
    ...(kind !== undefined && { kind }),
    ...(target !== undefined && { target }),
  };
}
