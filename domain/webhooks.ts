/** Owns the words of webhooks: which events there are, who gets one, and when a delivery is tried again. */

/** Every event a receiver can ask for. The names are public and for ever. */
export const WEBHOOK_EVENTS = [
  'order.held',
  'order.advanced',
  'order.cancelled',
  'order.expired',
  'hold.escalated',
  'release.requested',
  'release.granted',
  'release.refused',
  'release.expired',
  'exception.created',
  'exception.ended',
  'customer.credit.updated',
  'report.completed',
  'sync.failed',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** A delivery is under way, was acknowledged with a 2xx, or was given up; a given-up one can be replayed by hand. */
export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** Why an attempt was no success. None of them carries an address or what the receiver answered. */
export const DELIVERY_FAILURES = [
  /** Answered, but not with a 2xx. A redirect is one of these: it is never followed. */
  'notAcknowledged',
  /** 410: the receiver wants nothing more, so its endpoint is disabled. */
  'gone',
  'timeout',
  'connection',
  'nameNotFound',
  /** Its certificate is for another name, has expired, or nobody we trust has signed it. */
  'certificate',
  /** Its name leads to an address that is not of the public internet. */
  'addressRefused',
  'endpointDisabled',
  /** The endpoint doesn't ask for this event or branch any more. */
  'notSubscribed',
  /** What the event tells of is not kept any more. */
  'eventForgotten',
] as const;
export type DeliveryFailure = (typeof DELIVERY_FAILURES)[number];

/** Whom an endpoint hears of, and of what. */
export interface Subscription {
  readonly status: 'enabled' | 'disabled';
  readonly branches: '*' | readonly string[];
  readonly events: '*' | readonly WebhookEvent[];
}

/** True for an enabled endpoint that asks for this event of this branch; `null` is all branches at once. */
export function wants(endpoint: Subscription, event: WebhookEvent, branch: string | null): boolean {
  const isMeant = branch === null || includes(endpoint.branches, branch);
  return endpoint.status === 'enabled' && isMeant && includes(endpoint.events, event);
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Waits between attempts: soon at first, for a receiver that restarts; then over days, for one that is mended. */
const WAITS_MS = [
  5 * SECOND_MS,
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  24 * HOUR_MS,
  24 * HOUR_MS,
] as const;

/** Attempts of one round, the first included. */
export const MAX_ATTEMPTS = WAITS_MS.length + 1;
/** No attempt of a round begins later than this after its first one. */
export const LONGEST_ROUND_MS = 72 * HOUR_MS;
const LONGEST_WAIT_MS = 24 * HOUR_MS;

export interface FailedAttempt {
  /** The first is 1. */
  readonly attempt: number;
  /** Since the first attempt of the round. */
  readonly elapsedMs: number;
  /** What the receiver asked for, if it did. */
  readonly retryAfterMs: number | null;
}

/**
 * How long to wait after a failed attempt, or `null` when it was the last. A receiver may ask for a longer wait, a day
 * at most, but for none that goes beyond the round's end; never for a shorter one.
 */
export function waitAfter({ attempt, elapsedMs, retryAfterMs }: FailedAttempt): number | null {
  const planned = WAITS_MS[attempt - 1];
  const leftMs = LONGEST_ROUND_MS - elapsedMs;
  if (planned === undefined || leftMs <= 0) return null;
  return Math.min(Math.max(planned, retryAfterMs ?? 0), LONGEST_WAIT_MS, leftMs);
}

/**
 * The wait an answer asks for, in milliseconds: `Retry-After` of a 429 or 503, in seconds or as a date (RFC 9110).
 * `null` where it asks for none, or for something that is no wait.
 */
export function retryAfterMs(status: number, header: string | null, now: number): number | null {
  if ((status !== 429 && status !== 503) || header === null) return null;
  const text = header.trim();
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * SECOND_MS : Date.parse(text) - now;
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

function includes<T>(wanted: '*' | readonly T[], value: T): boolean {
  return wanted === '*' || wanted.includes(value);
}
