/** Owns the writing down of what a bureau answered: sealed, and tried again for a while, since it can't be asked again. */
import type { PurchaseStep } from '../adapters/mongo/purchase-store';
import type { RawReport } from '../adapters/mongo/raw-report-store';
import type { PurchaseRecord } from '../contracts/purchase';
import { monthsAfter } from '../domain/calendar';
import { nextPurchase } from '../domain/purchase';
import { newId } from './new-id';
import type { PurchaseDeps } from './purchase-deps';

type Recording = Pick<PurchaseDeps, 'purchases' | 'now' | 'pause' | 'timing'>;

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Takes the step if the purchase is still this token's. One that was thought lost meanwhile takes it all the same: the
 * answer is the one that was missing. Throws what the database throws, after a while of trying.
 */
export async function recordOutcome(
  deps: Recording,
  sent: PurchaseRecord,
  step: PurchaseStep,
  beat: () => void,
): Promise<void> {
  await persist(deps, beat, async () => {
    const seen = await deps.purchases.find(sent.purchase);
    if (seen?.token !== sent.token) return true;
    if (step.event !== undefined && nextPurchase(seen.status, step.event) === null) return true;
    return (await deps.purchases.advance(seen, step)) !== null;
  });
}

/** What an answer will be sealed in. Made before anything is asked, so that an answer needs no more than to be written. */
export interface RawVessel {
  readonly customerKey: string;
  readonly sealedWith: string;
  /** In clear, for a call. */
  readonly key: string;
  /** When the branch's term ends. */
  readonly expiresAt: Date;
}

export async function rawVessel(
  deps: Pick<PurchaseDeps, 'customerKeys' | 'sealer' | 'rawSealer' | 'purchasing' | 'now'>,
  { customerKey, branch }: PurchaseRecord,
): Promise<RawVessel> {
  const { customerKeys, sealer, rawSealer } = deps;
  const made = () => ({ key: newId('key'), sealedKey: sealer.sealText(rawSealer.newKey()) });
  const { key, sealedKey } = (await customerKeys.find(customerKey)) ?? (await customerKeys.ensure(customerKey, made()));
  const { rawMonths } = await deps.purchasing.find(branch);
  const expiresAt = new Date(monthsAfter(deps.now().toISOString(), rawMonths));
  return { customerKey, sealedWith: key, key: sealer.openText(sealedKey), expiresAt };
}

/** The answer as it came, sealed with its customer's own key. */
export async function sealRaw(
  { rawSealer }: Pick<PurchaseDeps, 'rawSealer'>,
  { customerKey, sealedWith, key, expiresAt }: RawVessel,
  text: string,
): Promise<RawReport> {
  return { raw: newId('raw'), customerKey, sealedWith, sealed: await rawSealer.seal(key, text), expiresAt };
}

/** Repeats `work` until it answers true; a database that is away is waited for, for `recordMs` at most. */
export async function persist(
  { now, pause, timing }: Pick<PurchaseDeps, 'now' | 'pause' | 'timing'>,
  beat: () => void,
  work: () => Promise<boolean>,
): Promise<void> {
  const until = now().getTime() + timing.recordMs;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
    try {
      if (await work()) return;
    } catch (error) {
      if (now().getTime() >= until) throw error;
    }
    if (now().getTime() >= until) throw new Error('what was answered could not be written down');
    beat();
    await pause(pauseMs);
  }
}
