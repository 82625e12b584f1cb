/** Owns how a held order stands in the queue: why it waits, until when, by what it may be sorted and for whom. Pure. */
import { OrderStatus, type OrderState } from './order';
import { Outcome } from './outcome';

/** Why an order waits: a person said so, a check blocked it, or a check couldn't be verified. The first that is so. */
export const QUEUE_KINDS = ['forced', 'check', 'undetermined'] as const;
export type QueueKind = (typeof QUEUE_KINDS)[number];

/** `null` for an order that isn't held. */
export function queueKind({ status, hold, forced }: OrderState): QueueKind | null {
  if (status !== OrderStatus.held) return null;
  if (forced !== undefined) return 'forced';
  return hold?.outcome === Outcome.undetermined ? 'undetermined' : 'check';
}

/** By what the queue may be sorted. */
export const HOLD_SORTS = ['age', 'value', 'risk', 'deadline'] as const;
export type HoldSort = (typeof HOLD_SORTS)[number];
export type SortDirection = 'asc' | 'desc';

/** What an analyst wants first: the longest held, the largest, the riskiest, and what is due soonest. */
export const FIRST_WANTED: Readonly<Record<HoldSort, SortDirection>> = {
  age: 'desc',
  value: 'desc',
  risk: 'desc',
  deadline: 'asc',
};

/** Sorts after every deadline: of an order that a person holds, without a hold by checks beneath. */
export const NO_DEADLINE = '9999-12-31T00:00:00.000Z';

/** Who works on a hold, and since when. It ends with the hold: the next one begins unassigned. */
export interface Assignee {
  readonly subject: string;
  readonly since: string;
  /** Who gave it to them: themselves, or who handed it over. */
  readonly by: string;
  readonly note: string | null;
}

/**
 * A promise of payment, as somebody at the desk has it from the customer. It releases nothing. It is broken from
 * `brokenAt` on, the end of its day in the branch's zone; a payment would have ended the hold by itself.
 */
export interface PaymentPromise {
  readonly amountCents: number;
  readonly promisedOn: string;
  readonly brokenAt: string;
  readonly note: string | null;
  readonly by: string;
  readonly at: string;
}

/** So many promises of one order are remembered, the newest last. */
export const MOST_PROMISES = 20;

export function isBroken({ brokenAt }: Pick<PaymentPromise, 'brokenAt'>, at: string): boolean {
  return brokenAt <= at;
}
