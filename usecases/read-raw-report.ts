/** Owns the reading of a bureau's answer as it came: opened with its customer's key, for a reason, while it may be shown. */
import type { CustomerKeyStore } from '../adapters/mongo/customer-key-store';
import type { PurchaseStore } from '../adapters/mongo/purchase-store';
import type { RawReport, RawReportStore } from '../adapters/mongo/raw-report-store';
import type { PurchaseRecord } from '../contracts/purchase';
import type { ReportRecord } from '../contracts/report';
import { listsUnreadable } from '../domain/bureau-report';
import { CrivoError } from '../domain/errors';
import { dayAt, findReport, type ListReportsDeps, type ReportAddress } from './list-reports';
import { noteView, type NoteViewDeps } from './note-view';

export interface RawReportDeps extends NoteViewDeps, Pick<ListReportsDeps, 'branches' | 'reports'> {
  readonly purchases: Pick<PurchaseStore, 'find'>;
  readonly rawReports: RawReportStore;
  readonly customerKeys: Pick<CustomerKeyStore, 'find' | 'erasureOf'>;
  readonly sealer: { openText(sealed: string): string };
  readonly rawSealer: { open(key: string, sealed: Buffer): Promise<string> };
}

/**
 * Why there is none. `notKept`: it was not bought here. `tooOld`: it tells of what fell due more than five years ago.
 * `expired`: the branch's term is over. `erased`: the customer's key was destroyed.
 */
export type NoRaw = 'notKept' | 'tooOld' | 'expired' | 'erased';

export interface RawAnswer {
  readonly report: ReportRecord;
  readonly text: string;
  readonly keptUntil: string;
}

/** Noted and audited before it is opened. Errors: `BranchNotFound`, `ReportNotFound`, `ReportErased`. */
export async function readRawReport(
  deps: RawReportDeps,
  address: ReportAddress,
  { subject, reason }: { readonly subject: string; readonly reason: string },
): Promise<RawAnswer> {
  const on = await dayAt(deps, address.branch);
  const report = await findReport(deps, address);
  if (listsUnreadable(report, on)) throw gone('tooOld');
  const { branch, customerKey } = address;
  const [raw, key] = await Promise.all([keptRaw(deps, report), deps.customerKeys.find(customerKey)]);
  if (key?.key !== raw.sealedWith) throw gone('erased');
  await noteView(deps, { customerKey, subject, what: 'raw', report: report.report, branch, reason });
  const text = await deps.rawSealer.open(deps.sealer.openText(key.sealedKey), raw.sealed);
  return { report, text, keptUntil: raw.expiresAt.toISOString() };
}

/**
 * What a bureau answered to a purchase whose outcome nobody knows: who decides on it has to see it. Told only until it is
 * decided, so never for long: nobody can tell what of it may not be read any more. Noted and audited like the other one.
 * Errors: `PurchaseNotFound`, `PurchaseNotUnknown`, `ReportErased`.
 */
export async function readUnreadAnswer(
  deps: Omit<RawReportDeps, 'branches' | 'reports'>,
  {
    branch,
    customerKey,
    purchase: id,
  }: { readonly branch: string; readonly customerKey: string; readonly purchase: string },
  { subject, reason }: { readonly subject: string; readonly reason: string },
): Promise<{ readonly purchase: PurchaseRecord; readonly text: string; readonly keptUntil: string }> {
  const purchase = await deps.purchases.find(id);
  if (purchase?.branch !== branch || purchase.customerKey !== customerKey) throw new CrivoError('PurchaseNotFound');
  const { status } = purchase;
  if (status !== 'unknown') throw new CrivoError('PurchaseNotUnknown', { state: { purchase: id, status } });
  const [raw, key] = await Promise.all([
    keptRaw(deps, { purchase: id, customerKey }),
    deps.customerKeys.find(customerKey),
  ]);
  if (key?.key !== raw.sealedWith) throw gone('erased');
  await noteView(deps, { customerKey, subject, what: 'raw', report: null, within: id, branch, reason });
  const text = await deps.rawSealer.open(deps.sealer.openText(key.sealedKey), raw.sealed);
  return { purchase, text, keptUntil: raw.expiresAt.toISOString() };
}

/** The server removes what has expired a while after its term: until then it is there and not shown. */
async function keptRaw(
  {
    purchases,
    rawReports,
    customerKeys,
    now,
  }: Pick<RawReportDeps, 'purchases' | 'rawReports' | 'customerKeys' | 'now'>,
  { purchase: id, customerKey }: Pick<ReportRecord, 'purchase' | 'customerKey'>,
): Promise<RawReport> {
  const purchase = id === null ? null : await purchases.find(id);
  if (purchase === null || purchase.raw === null) throw gone('notKept');
  const raw = await rawReports.find(purchase.raw);
  if (raw !== null && raw.expiresAt > now()) return raw;
  const erasure = raw === null ? await customerKeys.erasureOf(customerKey) : null;
  throw gone(erasure !== null && erasure.at >= (purchase.settledAt ?? '') ? 'erased' : 'expired');
}

function gone(why: NoRaw): CrivoError {
  return new CrivoError('ReportErased', { state: { why } });
}
