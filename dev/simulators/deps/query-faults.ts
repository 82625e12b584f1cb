/** Owns the list of what may go wrong with a paid query: each by name, with how it is set and whether it is charged. */
import type { FaultName, FaultOptions } from './faults';

export interface QueryFault {
  readonly fault: FaultName;
  readonly options: FaultOptions;
  /** Whether a query that meets it is charged. */
  readonly isCharged: boolean;
}

const before = (fault: FaultName, options: FaultOptions = {}): QueryFault => ({
  fault,
  options: { kind: 'query', ...options },
  isCharged: false,
});
const after = (fault: FaultName, options: FaultOptions = {}): QueryFault => ({
  fault,
  options: { kind: 'query', ...options },
  isCharged: true,
});

/** What a server can do; a closed port, an unknown name and an untrusted certificate are not the server's to do. */
export const QUERY_FAULTS = {
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
  refused: before('refuse'),
  redirected: before('redirect'),
  redirectedAfterCharging: after('redirect', { after: true }),
  htmlWith200: before('html'),
  htmlWith200AfterCharging: after('html', { after: true }),
  halfJsonWith200: after('notJson', { after: true }),
  hugeAfterCharging: after('huge', { after: true }),
  large: after('large'),
  otherDocument: after('otherDocument'),
  listInsteadOfObject: after('list'),
  loginExpired: before('rejectTokens', { times: 1 }),
  loginRefused: before('rejectTokens'),
  consentPending: before('consentPending'),
  partial: after('partial'),
  blockFailed: after('blockFailed'),
} as const satisfies Record<string, QueryFault>;
export type QueryFaultName = keyof typeof QUERY_FAULTS;
