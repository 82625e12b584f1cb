/** Owns the waiting of a caller for a purchase: until it has its report, needs a person, or takes too long. */
import type { PurchaseRecord } from '../contracts/purchase';
import type { ReportRecord } from '../contracts/report';
import { CrivoError, type ErrorCode } from '../domain/errors';
import type { PurchaseReason } from '../domain/purchase';
import { noteReuse, type BuyReportDeps, type BuyReportInput } from './buy-report';
import { contentHash } from './content-hash';
import { findPurchase, givenUp } from './purchase-progress';

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 1_000;
const RETRY_AFTER_SECONDS = 60;

/** What came of it by now. Without a report it is under way, or waits for a person. */
export interface AwaitedPurchase {
  readonly purchase: PurchaseRecord;
  readonly report: ReportRecord | null;
}

/** Errors: `PurchaseNotFound`; `PurchaseGivenUp`; what the purchase was refused for. */
export async function awaitPurchase(
  deps: Pick<BuyReportDeps, 'purchases' | 'reports' | 'now'> & {
    readonly waitMs: number;
    readonly pause: (ms: number) => Promise<void>;
  },
  id: string,
): Promise<AwaitedPurchase> {
  const until = deps.now().getTime() + deps.waitMs;
  let purchase = await findPurchase(deps, id);
  for (let pauseMs = FIRST_PAUSE_MS; isMoving(purchase); pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
    if (deps.now().getTime() >= until) return { purchase, report: null };
    await deps.pause(pauseMs);
    purchase = await findPurchase(deps, id);
  }
  if (purchase.status === 'refused') throw refusalOf(purchase);
  if (purchase.status === 'givenUp') throw givenUp(purchase);
  return { purchase, report: purchase.report === null ? null : await deps.reports.find(purchase.report) };
}

function isMoving({ status, isClosed }: PurchaseRecord): boolean {
  return status !== 'unknown' && status !== 'givenUp' && !isClosed;
}

/** Somebody else's purchase may have served this caller too: true where it has, which is noted once. */
export async function noteShared(
  deps: Pick<BuyReportDeps, 'reportUses' | 'branches' | 'now'>,
  input: BuyReportInput,
  { purchase, report }: AwaitedPurchase,
): Promise<boolean> {
  if (report === null) return false;
  const { branch, subject, request } = input;
  const { purpose, order, note } = request;
  const isOwn =
    purchase.branch === branch && purchase.subject === subject && purchase.purpose.order === (order ?? null);
  if (isOwn) return false;
  const use = `use_${contentHash([purchase.purchase, branch, subject, purpose, order ?? null, note ?? null])}`;
  await noteReuse(deps, input, report, purchase.accountKey, use);
  return true;
}

const CODES: Readonly<Partial<Record<PurchaseReason, ErrorCode>>> = {
  credential: 'BureauLoginRefused',
  productNotAllowed: 'ReportProductNotAllowed',
  documentInvalid: 'ReportDocumentRefused',
  consentPending: 'ReportConsentPending',
  rateLimited: 'BureauUnavailable',
  unavailable: 'BureauUnavailable',
  tooBusy: 'BureauUnavailable',
  receivablesNotSent: 'ReceivablesNotSent',
  permission: 'PermissionDenied',
  switchedOff: 'BudgetRefused',
};

/** Nothing was charged. The bureau's own words are in `state.provider`. */
export function refusalOf({ purchase, reason, providerText }: PurchaseRecord): CrivoError {
  const code = (reason !== null && CODES[reason]) || 'ReportRefused';
  const state = { purchase, reason, provider: providerText };
  return new CrivoError(
    code,
    code === 'BureauUnavailable' ? { state, retryAfterSeconds: RETRY_AFTER_SECONDS } : { state },
  );
}
