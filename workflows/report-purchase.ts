/** Owns the orchestration of the purchases of one need: one after the other, each from its intent to its end. */
import { condition, continueAsNew, setHandler, sleep, workflowInfo } from '@temporalio/workflow';
import { ActivityFailure } from '@temporalio/common';
import type { PurchaseProgress } from '../activities';
import { chargePurchase, closePurchase, lookAtPurchase, preparePurchase, reconcilePurchase } from './activity-proxies';
import { purchaseWaitsSignal, type PurchaseStart } from './messages';

/** Far more than any purchase takes; a pause between two of them is never nothing after the first few. */
const MOST_STEPS = 2_000;
const AFTER_A_LOSS_MS = 1_000;

/**
 * The story of a need:
 * 1. Its purchase stands already, reserved: whoever opened it says so, and so does whoever joins or resolves it.
 * 2. The purchase itself says what is next; this carries it out, and waits without holding anything.
 * 3. A charge is made once. An attempt that was lost isn't repeated: the purchase is looked at, and says what is known.
 * 4. It ends where the purchase does, or where only a person can say more; what they say starts it anew.
 */
export async function reportPurchase({ waiting: carried = [] }: PurchaseStart): Promise<void> {
  // 1.
  const waiting = new Set<string>(carried);
  setHandler(purchaseWaitsSignal, ({ purchase }) => void waiting.add(purchase));
  await condition(() => waiting.size > 0);
  for (const purchase of waiting) {
    if (workflowInfo().continueAsNewSuggested) return continueAsNew<typeof reportPurchase>({ waiting: [...waiting] });
    waiting.delete(purchase);
    await carryOn(purchase);
  }
}

async function carryOn(purchase: string): Promise<void> {
  // 2.
  let progress = await lookAtPurchase({ purchase });
  let round = 0;
  for (let steps = 0; progress.step !== 'end' && steps < MOST_STEPS; steps += 1) {
    if (progress.waitMs > 0) await sleep(progress.waitMs);
    const { step } = progress;
    progress = await take(step, purchase, round);
    round = step === 'charge' && progress.step === 'charge' ? round + 1 : 0;
  }
  // 4.
}

async function take(
  step: Exclude<PurchaseProgress['step'], 'end'>,
  purchase: string,
  round: number,
): Promise<PurchaseProgress> {
  switch (step) {
    case 'prepare':
      return preparePurchase({ purchase });
    case 'charge':
      return orLook(purchase, () => chargePurchase({ purchase, round }));
    case 'reconcile':
      return orLook(purchase, () => reconcilePurchase({ purchase }));
    case 'lookAt':
      return lookAtPurchase({ purchase });
    case 'close':
      return closePurchase({ purchase });
  }
}

/** 3. */
async function orLook(purchase: string, work: () => Promise<PurchaseProgress>): Promise<PurchaseProgress> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    await sleep(AFTER_A_LOSS_MS);
    return lookAtPurchase({ purchase });
  }
}
