/** Owns what stands before a charge: the right to buy is still there, and the bureau knows what the customer owes. */
import type { PurchaseRecord } from '../contracts/purchase';
import { may, sees, type Permission } from '../domain/permissions';
import type { Bureau } from '../domain/bureau-report';
import {
  findPurchase,
  progressOf,
  refusePurchase,
  type PurchaseInput,
  type PurchaseProgress,
} from './purchase-progress';
import { ReceivablesNotSentError, type PurchaseDeps } from './purchase-deps';

/** Which permission buys of which bureau. */
export const BUYING = { deps: 'reports:buy', spc: 'reports:buySpc' } as const satisfies Record<Bureau, Permission>;

/**
 * Safe to repeat until the purchase is prepared: asking for rights changes nothing, and a picture that is sent twice is
 * one. Nothing is charged, whatever fails here.
 */
export async function preparePurchase(
  deps: Pick<PurchaseDeps, 'purchases' | 'apiKeys' | 'receivables' | 'now'>,
  { purchase }: PurchaseInput,
): Promise<PurchaseProgress> {
  const seen = await findPurchase(deps, purchase);
  if (seen.status !== 'reserved' || seen.isPrepared) return progressOf(deps, seen);
  if (!(await mayStillBuy(deps, seen))) return refusePurchase(deps, seen, 'permission');
  if (seen.bureau === 'deps' && !seen.withoutReceivables) {
    try {
      await deps.receivables.send({ branch: seen.branch, customerKey: seen.customerKey, purchase });
    } catch (error) {
      if (!(error instanceof ReceivablesNotSentError)) throw error;
      return refusePurchase(deps, seen, 'receivablesNotSent', error.providerText || null);
    }
  }
  await deps.purchases.advance(seen, { change: { isPrepared: true } });
  return progressOf(deps, await findPurchase(deps, purchase));
}

/** What the branch buys by itself nobody has to be allowed; it is allowed by the branch's own switch. */
async function mayStillBuy(
  { apiKeys }: Pick<PurchaseDeps, 'apiKeys'>,
  { subject, branch, bureau, purpose }: PurchaseRecord,
): Promise<boolean> {
  if (purpose.kind === 'automatic') return true;
  const principals = await apiKeys.ofSubject(subject);
  return principals.some((principal) => may(principal, BUYING[bureau]) && sees(principal, branch));
}
