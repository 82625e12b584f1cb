/** Owns the activities of a purchase. */
import { heartbeat } from '@temporalio/activity';
import { chargePurchase, type ChargeInput } from '../usecases/charge-purchase';
import { closePurchase } from '../usecases/close-purchase';
import { preparePurchase } from '../usecases/prepare-purchase';
import type { PurchaseDeps } from '../usecases/purchase-deps';
import { lookAtPurchase, type PurchaseInput, type PurchaseProgress } from '../usecases/purchase-progress';
import { reconcilePurchase } from '../usecases/reconcile-purchase';
import { asActivityFailure } from './activity-failure';

/** Spread into the list of all activities. */
export function purchaseActivities(deps: PurchaseDeps) {
  return {
    /** Safe to repeat because it only reads, and calls lost what is overdue. Takes a few milliseconds. */
    lookAtPurchase: (input: PurchaseInput): Promise<PurchaseProgress> =>
      asActivityFailure(() => lookAtPurchase(deps, input)),

    /** Safe to repeat because nothing is charged and a picture sent twice is one. Takes seconds, minutes where Deps is slow. */
    preparePurchase: (input: PurchaseInput): Promise<PurchaseProgress> =>
      asActivityFailure(() => beating(() => preparePurchase(deps, input))),

    /**
     * May be charged, so nobody repeats it. Were it repeated, only one of the two would ask, and the other one would find
     * that out. Takes as long as the bureau does.
     */
    chargePurchase: (input: ChargeInput): Promise<PurchaseProgress> =>
      asActivityFailure(() => chargePurchase(deps, input, heartbeat)),

    /** May be charged where a person has said so. As above: each asking is counted before it is made. */
    reconcilePurchase: (input: PurchaseInput): Promise<PurchaseProgress> =>
      asActivityFailure(() => reconcilePurchase(deps, input, heartbeat)),

    /** Safe to repeat because all it stores has the purchase's own id. Takes at most seconds. */
    closePurchase: (input: PurchaseInput): Promise<PurchaseProgress> =>
      asActivityFailure(() => closePurchase(deps, input)),
  };
}

const BEAT_MS = 2_000;

async function beating<T>(work: () => Promise<T>): Promise<T> {
  const timer = setInterval(heartbeat, BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
