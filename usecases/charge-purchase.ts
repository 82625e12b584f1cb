/** Owns the one paid question of a purchase: asked by whoever holds its token, once, and written down whatever came of it. */
import type { PurchaseStep } from '../adapters/mongo/purchase-store';
import type { PurchaseRecord } from '../contracts/purchase';
import { BureauError, type BureauAnswer, type BureauQuery } from '../domain/credit-bureau';
import { CrivoError } from '../domain/errors';
import { MAX_SENDS, mayTryAgain } from '../domain/purchase';
import { newId } from './new-id';
import { callBoundMs, type BureauLine, type PurchaseDeps } from './purchase-deps';
import {
  findPurchase,
  inMs,
  progressOf,
  refusePurchase,
  type PurchaseInput,
  type PurchaseProgress,
} from './purchase-progress';
import { isSwitchedOn } from './purchasing';
import { rawVessel, recordOutcome, sealRaw, type RawVessel } from './record-outcome';

export interface ChargeInput extends PurchaseInput {
  /** How often a place was waited for. */
  readonly round: number;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 3_000;
/** A purchase that found no place for so long is refused; nothing was sent. */
const LONGEST_QUEUE_MS = 3_600_000;
const BEAT_MS = 2_000;
const LONGEST_RETRY_MS = 600_000;
/** Whoever needed longer than this from its token to the question may have been asleep: others think it dead. */
const STALE_TOKEN_MS = 5_000;

/**
 * May be charged. Not to be repeated by whoever calls it, though a repetition is harmless: only one process ever gets a
 * purchase from `reserved` to `sent`, that is durable before the question leaves, and nobody asks without having done it.
 */
export async function chargePurchase(
  deps: PurchaseDeps,
  { purchase, round }: ChargeInput,
  beat: () => void,
): Promise<PurchaseProgress> {
  const seen = await findPurchase(deps, purchase);
  if (seen.status !== 'reserved' || !seen.isPrepared) return progressOf(deps, seen);
  const line = await deps.lines.find(seen.branch, seen.bureau);
  if (line?.accountKey !== seen.accountKey) return refusePurchase(deps, seen, 'accountChanged');
  const by = seen.purpose.kind === 'automatic' ? 'itself' : 'person';
  if (!(await isSwitchedOn(deps, seen.branch, by))) return refusePurchase(deps, seen, 'switchedOff');
  const query = await queryOf(deps, seen, false);
  const vessel = await rawVessel(deps, seen);
  const now = deps.now();
  const boundMs = callBoundMs(deps, line);
  const until = new Date(now.getTime() + boundMs);
  const { accountKey } = seen;
  const claim = { accountKey, holder: purchase, limit: line.terms.parallelLimit, now, until };
  if (!(await deps.bureauSlots.take(claim))) return waitForPlace(deps, seen, round);
  try {
    const sent = await deps.purchases.advance(seen, {
      event: 'send',
      change: {
        ...{ token: newId('tok'), sentAt: deps.now().toISOString(), sends: seen.sends + 1 },
        ...{ notBefore: null, callBoundMs: boundMs },
      },
    });
    if (sent !== null) await ask(deps, { sent, vessel, line, query, beat });
    return progressOf(deps, await findPurchase(deps, purchase));
  } finally {
    await deps.bureauSlots.free(accountKey, purchase).catch(() => undefined);
  }
}

async function waitForPlace(deps: PurchaseDeps, seen: PurchaseRecord, round: number): Promise<PurchaseProgress> {
  if (deps.now().getTime() - Date.parse(seen.openedAt) > LONGEST_QUEUE_MS) return refusePurchase(deps, seen, 'tooBusy');
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(round, 10));
  return { ...progressOf(deps, seen), waitMs };
}

/** The question in clear, for a call. Errors: `CustomerNotFound`. */
export async function queryOf(
  deps: Pick<PurchaseDeps, 'customers' | 'sealer' | 'hasScrConsent'>,
  { customerKey, personType, product, requestedLimitCents, day }: PurchaseRecord,
  reuse: boolean,
): Promise<BureauQuery> {
  const customer = await deps.customers.find(customerKey);
  if (customer === null) throw new CrivoError('CustomerNotFound');
  const document = deps.sealer.openText(customer.sealedDocument);
  const scrConsent = await deps.hasScrConsent(customerKey, day);
  return { document, personType, product, reuse, requestedLimitCents, scrConsent };
}

/** One question, and where its answer goes. */
interface Asking {
  readonly sent: PurchaseRecord;
  readonly vessel: RawVessel;
  readonly line: BureauLine;
  readonly query: BureauQuery;
  readonly beat: () => void;
}

async function ask(deps: PurchaseDeps, asking: Asking): Promise<void> {
  const { sent, line, query, beat } = asking;
  const heldMs = deps.now().getTime() - Date.parse(sent.sentAt ?? '');
  const beating = setInterval(beat, BEAT_MS);
  try {
    if (heldMs > STALE_TOKEN_MS) return await failed(deps, asking, new BureauError('unavailable', 'asleep'));
    const answer = await line.query(query).catch((error: unknown) => error);
    await (isAnswer(answer) ? answered(deps, asking, answer) : failed(deps, asking, answer));
  } finally {
    clearInterval(beating);
  }
}

function isAnswer(answer: unknown): answer is BureauAnswer {
  return typeof answer === 'object' && answer !== null && 'findings' in answer;
}

async function answered(deps: PurchaseDeps, { sent, vessel, beat }: Asking, { findings, raw }: BureauAnswer) {
  const sealed = await sealRaw(deps, vessel, raw);
  const settledAt = deps.now().toISOString();
  const { charged } = findings;
  const change = { findings, charged, raw: sealed.raw, settledAt, reason: null, providerText: null, notBefore: null };
  await recordOutcome(deps, sent, { event: 'answer', change, raw: sealed }, beat);
}

/** What isn't a `BureauError` is a defect of ours, somewhere on the way: nobody knows what the bureau has done. */
async function failed(deps: PurchaseDeps, { sent, vessel, beat }: Asking, thrown: unknown): Promise<void> {
  const error = thrown instanceof BureauError ? thrown : new BureauError('unknownOutcome', 'a defect of ours');
  const step = error.kind === 'unknownOutcome' ? await lost(deps, vessel, error) : notCharged(deps, sent, error);
  await recordOutcome(deps, sent, step, beat);
}

/** What nobody can read may have been paid for, and is kept for a person to look at; never what is about another one. */
async function lost(deps: PurchaseDeps, vessel: RawVessel, error: BureauError): Promise<PurchaseStep> {
  const { isAnotherDocument, providerText } = error;
  const reason = isAnotherDocument ? 'anotherDocument' : 'unknownOutcome';
  const change = { reason, providerText: providerText || null, notBefore: inMs(deps, deps.timing.pauseMs) } as const;
  if (error.raw === null || isAnotherDocument) return { event: 'lose', change };
  const raw = await sealRaw(deps, vessel, error.raw);
  return { event: 'lose', change: { ...change, raw: raw.raw }, raw };
}

function notCharged(deps: PurchaseDeps, sent: PurchaseRecord, error: BureauError): PurchaseStep {
  const why = { reason: error.kind, providerText: error.providerText || null };
  if (mayTryAgain(error.kind) && sent.sends < MAX_SENDS) {
    const waitMs = Math.max(deps.timing.retryMs * 2 ** sent.sends, error.retryAfterMs ?? 0);
    const notBefore = inMs(deps, Math.min(LONGEST_RETRY_MS, waitMs));
    return { event: 'notSent', change: { ...why, token: null, notBefore } };
  }
  const settledAt = deps.now().toISOString();
  return { event: 'refuse', change: { ...why, settledAt, charged: 'no', notBefore: null } };
}
