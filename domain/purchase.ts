/** Owns the way of one purchase of a report: its states, what moves it, and what has to be done next. Pure. */
import type { BureauErrorKind } from './credit-bureau';

/**
 * - `reserved`: wanted and allowed; nothing was sent.
 * - `sent`: from just before the question leaves until what came of it is stored.
 * - `done`: answered, and charged once. `refused`: surely not charged.
 * - `unknown`: something was sent, and nobody knows whether it was charged.
 * - `reconciled`: its answer was got without another purchase. `givenUp`: it never will be; charged at most once.
 */
export const PURCHASE_STATUSES = ['reserved', 'sent', 'done', 'refused', 'unknown', 'reconciled', 'givenUp'] as const;
export type PurchaseStatus = (typeof PURCHASE_STATUSES)[number];

/** What may happen to a purchase. `notSent`: the bureau was surely not asked, so that it may be tried again. */
export type PurchaseEvent = 'send' | 'notSent' | 'refuse' | 'answer' | 'lose' | 'reconcile' | 'giveUp';

const WAYS: Readonly<Record<PurchaseEvent, Readonly<Partial<Record<PurchaseStatus, PurchaseStatus>>>>> = {
  send: { reserved: 'sent' },
  notSent: { sent: 'reserved' },
  refuse: { reserved: 'refused', sent: 'refused' },
  // An answer that comes after its purchase was thought lost is the very answer that was missing.
  answer: { sent: 'done', unknown: 'reconciled' },
  lose: { sent: 'unknown' },
  reconcile: { unknown: 'reconciled' },
  giveUp: { unknown: 'givenUp' },
};

/** The state that follows; `null` where the event can't happen. Nothing leads to `sent` but `reserved`. */
export function nextPurchase(status: PurchaseStatus, event: PurchaseEvent): PurchaseStatus | null {
  return WAYS[event][status] ?? null;
}

/** True where nothing will change any more by itself or by a person. */
export function isSettled(status: PurchaseStatus): boolean {
  return status === 'done' || status === 'refused' || status === 'reconciled' || status === 'givenUp';
}

/** Why a purchase was refused, is unknown or was given up. */
export type PurchaseReason =
  | BureauErrorKind
  /** Whoever asked may no longer buy. */
  | 'permission'
  /** The branch speaks to another account by now. */
  | 'accountChanged'
  /** The customer's receivables could not be sent before. */
  | 'receivablesNotSent'
  /** Its branch, or the company, buys nothing any more, or no longer by itself. */
  | 'switchedOff'
  /** No place was free among those that may ask the bureau at once. */
  | 'tooBusy'
  /** An answer came, and it was about somebody else. */
  | 'anotherDocument'
  /** The process that asked has died, or could not write down what was answered. */
  | 'lost'
  /** What the bureau holds is older than the question. */
  | 'olderData'
  /** A person has said so. */
  | 'person';

/** What has to be done next. */
export type PurchaseStep = 'prepare' | 'charge' | 'lookAt' | 'reconcile' | 'close' | 'end';

/** What the next step depends on. */
export interface PurchasePosition {
  readonly status: PurchaseStatus;
  /** All that stands before the charge was done. */
  readonly isPrepared: boolean;
  /** What follows from its end was done: the report stored, the money settled, the news told. */
  readonly isClosed: boolean;
  readonly reuseIsFree: boolean;
  readonly reconciliations: number;
  /** A person wants it reconciled, whatever that costs. */
  readonly isReconcileAsked: boolean;
}

/** By itself a purchase is reconciled so often at most; then it waits for a person. */
export const MAX_RECONCILIATIONS = 5;
/** The bureau is tried so often where it was surely not asked. */
export const MAX_SENDS = 4;

/** The one list of what follows what. An unknown outcome where reuse may cost ends here, and waits for a person. */
export function stepOf(position: PurchasePosition): PurchaseStep {
  const { status } = position;
  if (status === 'reserved') return position.isPrepared ? 'charge' : 'prepare';
  if (status === 'sent') return 'lookAt';
  if (status === 'unknown') return mayReconcile(position) ? 'reconcile' : 'end';
  return position.isClosed ? 'end' : 'close';
}

function mayReconcile({ isReconcileAsked, reuseIsFree, reconciliations }: PurchasePosition): boolean {
  return isReconcileAsked || (reuseIsFree && reconciliations < MAX_RECONCILIATIONS);
}

/** Kinds of failure after which the bureau may be tried again: surely nothing was asked. */
export function mayTryAgain(kind: BureauErrorKind): boolean {
  return kind === 'unavailable' || kind === 'rateLimited';
}
