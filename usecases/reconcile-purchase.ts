/** Owns the asking for what a bureau holds already, after nobody knows whether a purchase was charged. Never a blind repeat. */
import type { PurchaseStep } from '../adapters/mongo/purchase-store';
import type { PurchaseRecord } from '../contracts/purchase';
import { BureauError, type BureauAnswer, type ReportFindings } from '../domain/credit-bureau';
import { MAX_RECONCILIATIONS, mayTryAgain, stepOf, type PurchaseReason } from '../domain/purchase';
import { queryOf } from './charge-purchase';
import { callBoundMs, type BureauLine, type PurchaseDeps } from './purchase-deps';
import { findPurchase, inMs, progressOf, type PurchaseInput, type PurchaseProgress } from './purchase-progress';
import { isSwitchedOn } from './purchasing';
import { persist, rawVessel, sealRaw, type RawVessel } from './record-outcome';

const BEAT_MS = 2_000;
const NO_PLACE_MS = 3_000;
/** Clocks of providers differ from ours, and some tell an hour without a zone: a day is no difference. */
export const SAME_MS = 24 * 3_600_000;
/** A bureau that holds nothing may still be working on it: it is asked once more. */
const EMPTY_ANSWERS = 2;

/**
 * Asks with `reuse`: of itself where that is declared free, or because a person wants it whatever it costs. Each asking
 * is counted before it is made, and the next one isn't due while it may be alive. Not to be repeated by whoever calls it;
 * a repetition finds the asking counted and waits.
 */
export async function reconcilePurchase(
  deps: PurchaseDeps,
  { purchase }: PurchaseInput,
  beat: () => void,
): Promise<PurchaseProgress> {
  const seen = await findPurchase(deps, purchase);
  const progress = progressOf(deps, seen);
  if (stepOf(seen) !== 'reconcile' || progress.waitMs > 0) return progress;
  const line = await deps.lines.find(seen.branch, seen.bureau);
  const hindrance = await hindranceOf(deps, seen, line);
  const holder = `${purchase}/reconcile`;
  if (line !== null && hindrance === null && !(await takePlace(deps, seen, line, holder))) {
    return { ...progress, waitMs: NO_PLACE_MS };
  }
  try {
    await askForHeld(deps, { seen, line, hindrance }, beat);
  } finally {
    await deps.bureauSlots.free(seen.accountKey, holder).catch(() => undefined);
  }
  return progressOf(deps, await findPurchase(deps, purchase));
}

async function askForHeld(deps: PurchaseDeps, held: Held, beat: () => void): Promise<void> {
  const { seen, line, hindrance } = held;
  const claimed = await deps.purchases.advance(seen, { change: claimOf(deps, held) });
  if (claimed === null || line === null || hindrance !== null) return;
  const beating = setInterval(beat, BEAT_MS);
  try {
    const vessel = await rawVessel(deps, claimed);
    const query = await queryOf(deps, claimed, true);
    const isFree = claimed.reuseIsFree && line.terms.reuseIsFree;
    const asking = { claimed, vessel, isAsked: seen.isReconcileAsked, isFree, askedAt: deps.now().toISOString() };
    const answer = await line.query(query).catch((error: unknown) => error);
    const step = await stepAfter(deps, asking, answer);
    await persist(deps, beat, async () => {
      const now = await findPurchase(deps, seen.purchase);
      return now.status !== 'unknown' || (await deps.purchases.advance(now, step)) !== null;
    });
  } finally {
    clearInterval(beating);
  }
}

interface Held {
  readonly seen: PurchaseRecord;
  readonly line: BureauLine | null;
  readonly hindrance: Hindrance | null;
}

interface Hindrance {
  readonly reason: PurchaseReason | null;
}

/** The bureau's parallel limit is kept here too: after an outage many may be asked about at once. */
function takePlace(
  deps: Pick<PurchaseDeps, 'bureauSlots' | 'now' | 'timing'>,
  { accountKey }: PurchaseRecord,
  line: BureauLine,
  holder: string,
): Promise<boolean> {
  const now = deps.now();
  const until = new Date(now.getTime() + callBoundMs(deps, line));
  return deps.bureauSlots.take({ accountKey, holder, limit: line.terms.parallelLimit, now, until });
}

/**
 * Why a person has to say what came of it. An account that isn't the purchase's any more can't be asked; what may cost
 * isn't asked of itself, and by nobody where nothing is bought. Free is what was free at the purchase and still is.
 */
async function hindranceOf(
  deps: Pick<PurchaseDeps, 'purchasing'>,
  { accountKey, branch, reuseIsFree, isReconcileAsked, reason }: PurchaseRecord,
  line: BureauLine | null,
): Promise<Hindrance | null> {
  if (line?.accountKey !== accountKey) return { reason: 'accountChanged' };
  if (reuseIsFree && line.terms.reuseIsFree) return null;
  if (!isReconcileAsked) return { reason };
  return (await isSwitchedOn(deps, branch, 'person')) ? null : { reason: 'switchedOff' };
}

function claimOf(deps: PurchaseDeps, { seen, line, hindrance }: Held): PurchaseStep['change'] {
  const boundMs = line === null || hindrance !== null ? seen.callBoundMs : callBoundMs(deps, line);
  const reconciliations =
    hindrance === null ? seen.reconciliations + 1 : Math.max(seen.reconciliations, MAX_RECONCILIATIONS);
  return {
    ...{ reconciliations, isReconcileAsked: false, ...hindrance },
    callBoundMs: boundMs,
    notBefore: inMs(deps, boundMs + pauseMs(deps, reconciliations)),
  };
}

function pauseMs({ timing }: Pick<PurchaseDeps, 'timing'>, reconciliations: number): number {
  return timing.pauseMs * 2 ** Math.min(reconciliations, MAX_RECONCILIATIONS);
}

interface Reconciling {
  readonly claimed: PurchaseRecord;
  readonly vessel: RawVessel;
  readonly isAsked: boolean;
  readonly isFree: boolean;
  readonly askedAt: string;
}

async function stepAfter(deps: PurchaseDeps, asking: Reconciling, answer: unknown): Promise<PurchaseStep> {
  if (isAnswer(answer)) return reconciled(deps, asking, answer);
  const error = answer instanceof BureauError ? answer : new BureauError('unknownOutcome', 'a defect of ours');
  const { claimed, isAsked } = asking;
  const { kind } = error;
  const settledAt = deps.now().toISOString();
  if (kind === 'noReusableData' && claimed.reconciliations >= EMPTY_ANSWERS) {
    return { event: 'giveUp', change: { reason: kind, settledAt, charged: 'unknown', notBefore: null } };
  }
  const providerText = error.providerText || claimed.providerText;
  const notBefore = inMs(deps, pauseMs(deps, claimed.reconciliations));
  if (mayTryAgain(kind)) {
    const isReconcileAsked = isAsked && claimed.reconciliations < 2 * MAX_RECONCILIATIONS;
    return { change: { providerText, notBefore, isReconcileAsked } };
  }
  if (kind === 'unknownOutcome' || kind === 'noReusableData') return { change: { providerText, notBefore } };
  // Asked again it would say the same.
  return {
    change: { reason: kind, providerText, reconciliations: Math.max(claimed.reconciliations, MAX_RECONCILIATIONS) },
  };
}

function isAnswer(answer: unknown): answer is BureauAnswer {
  return typeof answer === 'object' && answer !== null && 'findings' in answer;
}

async function reconciled(
  deps: PurchaseDeps,
  { claimed, vessel, isFree, askedAt }: Reconciling,
  { findings, raw }: BureauAnswer,
): Promise<PurchaseStep> {
  const settledAt = deps.now().toISOString();
  if (await isOlder(deps, claimed, findings)) {
    return { event: 'giveUp', change: { reason: 'olderData', settledAt, charged: 'unknown', notBefore: null } };
  }
  const sealed = await sealRaw(deps, vessel, raw);
  // Made since it was asked for, so that nothing was held: this one was sold, and the first question may have been too.
  const isTwice = !isFree || findings.providerAt >= askedAt;
  const change = {
    ...({ findings, charged: 'yes', raw: sealed.raw, settledAt, reason: null, notBefore: null } as const),
    ...(isTwice && { isPerhapsChargedTwice: true as const }),
  };
  return { event: 'reconcile', change, raw: sealed };
}

/** What the bureau held before the question was asked tells nothing of what became of it. */
async function isOlder(
  { reports }: Pick<PurchaseDeps, 'reports'>,
  { customerKey, bureau, product, sentAt }: PurchaseRecord,
  { providerAt }: ReportFindings,
): Promise<boolean> {
  if (sentAt !== null && Date.parse(providerAt) < Date.parse(sentAt) - SAME_MS) return true;
  const known = await reports.ofCustomer(customerKey);
  return known.some((one) => one.bureau === bureau && one.product === product && one.providerAt >= providerAt);
}
