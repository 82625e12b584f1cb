/** Owns what follows from the end of a purchase: its report stored, its money settled, its news told. */
import type { OutboxEntry } from '../adapters/mongo/outbox';
import type { PurchaseRecord, ReportUse } from '../contracts/purchase';
import type { ReportRecord } from '../contracts/report';
import type { Announcement } from '../contracts/webhook';
import { isSettled } from '../domain/purchase';
import type { PurchaseDeps } from './purchase-deps';
import { findPurchase, progressOf, type PurchaseInput, type PurchaseProgress } from './purchase-progress';
import { reportOfFindings } from './report-of-findings';

/**
 * Safe to repeat because the report has the purchase's own id, as have its use and its money, and the news is written by
 * the one write that closes. Nothing here asks a bureau.
 */
export async function closePurchase(
  deps: Pick<PurchaseDeps, 'purchases' | 'reports' | 'reportUses' | 'money' | 'openProposal' | 'now'>,
  { purchase }: PurchaseInput,
): Promise<PurchaseProgress> {
  const seen = await findPurchase(deps, purchase);
  if (!isSettled(seen.status) || seen.isClosed) return progressOf(deps, seen);
  const report = await storedReport(deps, seen);
  if (report !== null) {
    await deps.reportUses.insert(useOf(seen, report.report));
    await deps.openProposal(seen, report);
  }
  await deps.money.settle(seen, seen.charged !== 'no');
  if (seen.isPerhapsChargedTwice && seen.priceCents !== null) {
    await deps.money.spend({ ...seen, purchase: `${purchase}/reconciled` }, seen.priceCents);
  }
  const change = { isClosed: true, findings: null, report: report?.report ?? null };
  const outbox = report === null ? newsOfNothing(seen) : newsOf(seen, report, deps.now().toISOString());
  await deps.purchases.advance(seen, { change, outbox });
  return progressOf(deps, await findPurchase(deps, purchase));
}

/** What it brought: its own answer, or the stored report that a person has said it to be. */
async function storedReport(
  { reports, now }: Pick<PurchaseDeps, 'reports' | 'now'>,
  seen: PurchaseRecord,
): Promise<ReportRecord | null> {
  if (seen.report !== null) return reports.find(seen.report);
  if (seen.findings === null) return null;
  const report = reportId(seen);
  await reports.insert(reportOfFindings(seen, seen.findings, { report, storedAt: now().toISOString() }));
  return reports.find(report);
}

/** `rep_` and what the purchase's own id has behind its prefix. */
export function reportId({ purchase }: Pick<PurchaseRecord, 'purchase'>): string {
  return `rep_${purchase.slice('pur_'.length)}`;
}

function useOf(seen: PurchaseRecord, report: string): ReportUse {
  const { customerKey, accountKey, bureau, product, branch, subject, purpose, day, priceCents } = seen;
  const at = seen.settledAt ?? seen.openedAt;
  return {
    ...{ use: seen.purchase, kind: 'bought', report, customerKey, accountKey, bureau, product },
    ...{ branch, subject, purpose, at, day, priceCents },
  };
}

/** An order that waits for it is judged by what there is. */
function newsOfNothing({ purpose, purchase, customerKey }: PurchaseRecord): OutboxEntry[] {
  return purpose.kind === 'automatic' ? [{ id: `${purchase}/credit`, event: 'creditChanged', customerKey }] : [];
}

function newsOf(seen: PurchaseRecord, { report, status }: ReportRecord, at: string): OutboxEntry[] {
  const { purchase, branch, customerKey, bureau, product } = seen;
  const cause = { kind: 'purchase', branch, customerKey, purchase, report, bureau, product, status } as const;
  const told: Announcement = { id: purchase, event: 'report.completed', at, decision: null, cause };
  return [{ id: `${purchase}/credit`, event: 'creditChanged', customerKey }, told];
}
