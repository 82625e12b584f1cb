/** Owns what goes wrong on demand at the simulated SPC, and which of it is charged. */
import {
  createFaultSwitches,
  type FaultOptions as Options,
  type FaultSwitches,
  type Named as NamedCall,
} from '../fault-switches';

/** The calls that are told apart. */
export const KINDS = ['list', 'query'] as const;
export type Kind = (typeof KINDS)[number];

/** Each fault with what it does; most come before the work, or with `after` behind it. */
export const FAULTS = {
  rateLimit: '429, with Retry-After: `retryAfter` (seconds; absent for none)',
  slow: 'the answer waits `delayMs`; what was asked is done before it',
  fault: 'a SOAP fault with the code `block`, CN_GER001.E0 without one',
  serverError: '500 without a body',
  unavailable: '503 of a proxy in HTML',
  reset: 'the connection is cut before anything is done',
  resetAfter: 'it is done, then the connection is cut instead of an answer',
  resetHeaders: 'it is done, then the connection is cut after the headers of the answer',
  stall: 'it is done, then half the answer comes and nothing more',
  truncated: 'it is done, then the answer breaks off in its body',
  html: '200 with a page of HTML',
  notXml: '200 with half an envelope, as if it were all',
  huge: '200 with XML that has no end',
  redirect: '307 to `location`',
  refuseLogins: '401 to whatever login',
  echo: 'a fault that repeats what was sent, password and document included',
  externalEntity: 'an answer with a DOCTYPE that names a file',
  billionLaughs: 'an answer with a DOCTYPE whose entities are made of entities',
  deep: 'an answer whose elements stand in each other 100,000 deep',
  otherDocument: 'a query is answered with what is known of somebody else',
  baseDown: 'a query is answered without the blocks of protests and with a base-inoperante',
  noScore: 'a query is answered with a score block that has no score',
  onlyPending: 'a query is answered with pendencia-financeira alone instead of spc',
  nil: 'a query is answered with a result that says it is nothing',
  large: 'a query is answered with more than 2 MB, all of it in order',
  latin1: 'an answer is written in ISO-8859-1, and says so in its header',
  latin1Undeclared: 'an answer is written in ISO-8859-1, and says nothing or something else',
} as const;
export type FaultName = keyof typeof FAULTS;
export type FaultOptions = Options<Kind>;
export type Named = NamedCall<Kind>;
export type Faults = FaultSwitches<FaultName, Kind>;
export const createFaults = (): Faults => createFaultSwitches<FaultName, Kind>();

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

/** What a server can do to a paid query. Names that Deps' simulator has too mean the same there. */
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
  internalFault: before('fault'),
  internalFaultAfterCharging: after('fault', { after: true }),
  operatorRefused: before('fault', { block: 'CN_INT005.E2.3' }),
  noAccess: before('fault', { block: 'CN_INT005.E3' }),
  productRefused: before('fault', { block: 'CN_INT005.E4' }),
  documentRefused: before('fault', { block: 'CN_INT005.E8.2' }),
  personTypeRefused: before('fault', { block: 'CN_INT005.E8.3' }),
  rateLimited: before('rateLimit'),
  rateLimitedWithRetryAfter: before('rateLimit', { retryAfter: 7 }),
  loginRefused: before('refuseLogins'),
  redirected: before('redirect'),
  redirectedAfterCharging: after('redirect', { after: true }),
  htmlWith200: before('html'),
  htmlWith200AfterCharging: after('html', { after: true }),
  halfXmlWith200: after('notXml', { after: true }),
  hugeAfterCharging: after('huge', { after: true }),
  externalEntity: after('externalEntity', { after: true }),
  billionLaughs: after('billionLaughs', { after: true }),
  deep: after('deep', { after: true }),
  otherDocument: after('otherDocument'),
  nilResult: after('nil'),
  partial: after('baseDown'),
  large: after('large'),
} as const satisfies Record<string, QueryFault>;
export type QueryFaultName = keyof typeof QUERY_FAULTS;
