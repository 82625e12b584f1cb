/** Owns what a person says of a purchase whose outcome nobody knows. */
import type { ReportWorkflows } from '../adapters/temporal/report-workflows';
import type { PurchaseStep } from '../adapters/mongo/purchase-store';
import type { PurchaseRecord, ResolvePurchaseBody } from '../contracts/purchase';
import type { ReportRecord } from '../contracts/report';
import { CrivoError } from '../domain/errors';
import type { PurchaseDeps } from './purchase-deps';
import { findPurchase } from './purchase-progress';
import { SAME_MS } from './reconcile-purchase';

export interface ResolvePurchaseInput {
  readonly branch: string;
  readonly customerKey: string;
  readonly purchase: string;
  readonly subject: string;
  readonly request: ResolvePurchaseBody;
}

/**
 * *Conciliar* is carried out by the purchase's workflow; the rest is what the person says. Errors: `PurchaseNotFound`,
 * also of another branch; `PurchaseNotUnknown`; `ReportNotFound`; `InvalidRequest` for a report that is older than
 * the purchase; `Unavailable`.
 */
export async function resolvePurchase(
  deps: Pick<PurchaseDeps, 'purchases' | 'reports' | 'now'> & { readonly reportWorkflows: ReportWorkflows },
  input: ResolvePurchaseInput,
): Promise<PurchaseRecord> {
  const { purchase, branch, customerKey, subject, request } = input;
  const seen = await findPurchase(deps, purchase);
  if (seen.branch !== branch || seen.customerKey !== customerKey) throw new CrivoError('PurchaseNotFound');
  if (seen.status !== 'unknown') throw notUnknown(seen);
  const at = deps.now().toISOString();
  const said = { how: request.how, subject, at, note: request.note };
  const { event, change } = await stepOf(deps, seen, request, at);
  const resolutions = [...seen.resolutions, said].slice(-MOST_RESOLUTIONS);
  const after = await deps.purchases.advance(seen, { ...(event && { event }), change: { ...change, resolutions } });
  if (after === null) throw notUnknown(await findPurchase(deps, purchase));
  await deps.reportWorkflows.carry(after, purchase);
  return after;
}

/** The latest ones are kept. */
const MOST_RESOLUTIONS = 50;

async function stepOf(
  { reports }: Pick<PurchaseDeps, 'reports'>,
  seen: PurchaseRecord,
  request: ResolvePurchaseBody,
  settledAt: string,
): Promise<PurchaseStep> {
  if (request.how === 'reconcile') return { change: { isReconcileAsked: true } };
  if (request.how === 'giveUp') {
    const { charged } = request;
    return { event: 'giveUp', change: { reason: 'person', charged, settledAt, notBefore: null } };
  }
  const report = await reports.find(request.report);
  const isIts =
    report?.customerKey === seen.customerKey && report.bureau === seen.bureau && report.product === seen.product;
  if (!isIts) throw new CrivoError('ReportNotFound');
  refuseOlder(seen, report);
  const change = { report: request.report, reason: null, charged: 'yes', settledAt, notBefore: null } as const;
  return { event: 'reconcile', change };
}

/** What was there before the question was asked is not what it brought: no day of the provider's is so far off. */
function refuseOlder({ openedAt, sentAt }: PurchaseRecord, { storedAt, providerAt }: ReportRecord): void {
  const asked = Date.parse(sentAt ?? openedAt);
  if (storedAt >= openedAt && Date.parse(providerAt) >= asked - SAME_MS) return;
  const finding = {
    at: 'report',
    message: 'is older than the purchase, so the purchase has not brought it',
    fix: 'attach a report of this product that came after the purchase was opened, or give the purchase up',
  };
  throw new CrivoError('InvalidRequest', { errors: [finding] });
}

function notUnknown({ status, purchase }: PurchaseRecord): CrivoError {
  return new CrivoError('PurchaseNotUnknown', { state: { purchase, status } });
}
