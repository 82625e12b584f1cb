/** Owns what may go wrong with a paid query at any bureau: each by name, with how it is set and whether it is charged. */
import type { FaultOptions } from './fault-switches';

/** A fault of a paid query; `Name` is what is switched at its simulator. */
export interface PaidFault<Name extends string = string> {
  readonly fault: Name;
  readonly options: FaultOptions<'query'>;
  /** Whether a query that meets it is charged. */
  readonly isCharged: boolean;
}

/** Met before the query is done, so that it costs nothing. */
export function before<Name extends string>(fault: Name, options: FaultOptions<'query'> = {}): PaidFault<Name> {
  return { fault, options: { kind: 'query', ...options }, isCharged: false };
}

/** Met when it was done, and is on the invoice. */
export function after<Name extends string>(fault: Name, options: FaultOptions<'query'> = {}): PaidFault<Name> {
  return { fault, options: { kind: 'query', ...options }, isCharged: true };
}

/** What a server can do; a closed port, an unknown name and an untrusted certificate are not the server's to do. */
export const SERVER_FAULTS = {
  resetUnread: before('reset'),
  resetBeforeFirstByte: after('resetAfter'),
  resetAfterHeaders: after('resetHeaders'),
  resetInBody: after('truncated'),
  stalledInBody: after('stall'),
  answeredTooLate: after('slow', { delayMs: 30_000 }),
  error500: before('serverError'),
  error500AfterCharging: after('serverError', { after: true }),
  error503Page: before('unavailable'),
  error503PageAfterCharging: after('unavailable', { after: true }),
  rateLimited: before('rateLimit'),
  rateLimitedWithRetryAfter: before('rateLimit', { retryAfter: 7 }),
  redirected: before('redirect'),
  redirectedAfterCharging: after('redirect', { after: true }),
  htmlWith200: before('html'),
  htmlWith200AfterCharging: after('html', { after: true }),
  hugeAfterCharging: after('huge', { after: true }),
  large: after('large'),
  otherDocument: after('otherDocument'),
} as const satisfies Record<string, PaidFault>;

/** The faults that these are made of; each simulator says what else it has. */
export const SERVER_FAULT_WORDS = {
  rateLimit: '429, with Retry-After: `retryAfter` (seconds; absent for none)',
  slow: 'the answer waits `delayMs`; what was asked is done before it',
  serverError: '500 without a body',
  unavailable: '503 of a proxy in HTML',
  reset: 'the connection is cut before anything is done',
  resetAfter: 'it is done, then the connection is cut instead of an answer',
  resetHeaders: 'it is done, then the connection is cut after the headers of the answer',
  stall: 'it is done, then half the answer comes and nothing more',
  truncated: 'it is done, then the answer breaks off in its body',
  html: '200 with a page of HTML, nothing is done unless it comes after',
  huge: '200 with a text that has no end',
  redirect: '307 to `location`',
  otherDocument: 'it is answered with what is known of somebody else',
  large: 'a query is answered with more than 2 MB, all of it in order',
} as const;
