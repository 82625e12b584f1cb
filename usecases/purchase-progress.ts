/** Owns what a purchase's workflow is told of it: the next step, and when it is due. */
import type { PurchaseRecord } from '../contracts/purchase';
import { CrivoError } from '../domain/errors';
import { stepOf, type PurchaseReason, type PurchaseStatus, type PurchaseStep } from '../domain/purchase';
import type { PurchaseDeps } from './purchase-deps';

export interface PurchaseInput {
  readonly purchase: string;
}

/** Plain JSON, and nothing of the customer. */
export interface PurchaseProgress {
  readonly status: PurchaseStatus;
  readonly step: PurchaseStep;
  readonly waitMs: number;
}

type Clock = Pick<PurchaseDeps, 'now'>;

export function progressOf({ now }: Clock, record: PurchaseRecord): PurchaseProgress {
  const step = stepOf(record);
  const due = record.notBefore === null ? 0 : Date.parse(record.notBefore) - now().getTime();
  return { status: record.status, step, waitMs: step === 'end' || step === 'close' ? 0 : Math.max(0, due) };
}

/** Errors: `PurchaseNotFound`. */
export async function findPurchase({ purchases }: Pick<PurchaseDeps, 'purchases'>, purchase: string) {
  const found = await purchases.find(purchase);
  if (found === null) throw new CrivoError('PurchaseNotFound');
  return found;
}

/** An instant so many milliseconds from now. */
export function inMs({ now }: Clock, ms: number): string {
  return new Date(now().getTime() + ms).toISOString();
}

/**
 * Where a purchase stands. One that was sent so long ago that no call can be alive any more is lost: whether it was
 * charged nobody knows. Safe to repeat.
 */
export async function lookAtPurchase(
  deps: Pick<PurchaseDeps, 'purchases' | 'now' | 'timing'>,
  { purchase }: PurchaseInput,
): Promise<PurchaseProgress> {
  const seen = await findPurchase(deps, purchase);
  if (seen.status !== 'sent' || seen.sentAt === null) return progressOf(deps, seen);
  const leftMs = Date.parse(seen.sentAt) + seen.callBoundMs - deps.now().getTime();
  if (leftMs > 0) return { ...progressOf(deps, seen), waitMs: leftMs };
  const lost = { reason: 'lost', notBefore: inMs(deps, deps.timing.pauseMs) } as const;
  await deps.purchases.advance(seen, { event: 'lose', change: lost });
  return progressOf(deps, await findPurchase(deps, purchase));
}

/** Refuses what was surely not charged; somebody who was faster stays right. */
export async function refusePurchase(
  deps: Pick<PurchaseDeps, 'purchases' | 'now'>,
  seen: PurchaseRecord,
  reason: PurchaseReason,
  providerText: string | null = null,
): Promise<PurchaseProgress> {
  const settledAt = deps.now().toISOString();
  const change = { reason, providerText, settledAt, charged: 'no', notBefore: null } as const;
  await deps.purchases.advance(seen, { event: 'refuse', change });
  return progressOf(deps, await findPurchase(deps, seen.purchase));
}

/** It brought nothing and may have been charged: who wants another one has to say so. */
export function givenUp({ purchase, status, charged, reason }: PurchaseRecord): CrivoError {
  return new CrivoError('PurchaseGivenUp', { state: { purchase, status, charged, reason } });
}
