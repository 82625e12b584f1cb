/** Owns what buying a report is, whichever bureau sells it: what is asked, what comes back, how it fails. Pure. */
import type { BlockFinding, BureauReport } from './bureau-report';
import type { CalendarDate } from './calendar';
import type { PersonType } from './documents';

/** What a login may buy. */
export interface BureauProduct {
  /** The bureau's own identifier. */
  readonly product: string;
  readonly name: string;
  /** `null` where the bureau sells it for both kinds of persons. */
  readonly personType: PersonType | null;
}

/** One question. It lives for a call: the document is never stored, logged or handed to a workflow. */
export interface BureauQuery {
  /** Without punctuation. */
  readonly document: string;
  readonly personType: PersonType;
  readonly product: string;
  /** Asks for what the bureau holds already. Only where a branch has declared it free may it be thought to cost nothing. */
  readonly reuse: boolean;
  readonly requestedLimitCents: number | null;
  /** The person's own consent to the use of central-bank data is stored, specific and in force. */
  readonly scrConsent: boolean;
}

/** A point of the bureau's own reasoning, in its words. */
export interface ReportPoint {
  readonly text: string;
  readonly isFavourable: boolean;
}

/** What a report says, normalised: one shape for every bureau. Texts are a bureau's: never markup, and never trusted. */
export interface ReportFindings {
  /** Something that was asked for is missing from a `partial` one: it is shown, and is neither clean nor fresh. */
  readonly status: 'ok' | 'partial';
  /** The provider's date, in UTC to the millisecond: the old one where it reused its data. */
  readonly providerAt: string;
  readonly restrictions: BureauReport['restrictions'];
  /** 0 to 1,000. */
  readonly score: number | null;
  readonly riskClass: BureauReport['riskClass'];
  readonly suggestedLimitCents: number | null;
  /** Until which day, inclusive, the suggestion and the class hold. */
  readonly suggestedUntil: CalendarDate | null;
  /** The bureau's own verdict by the account's policy with it. */
  readonly verdict: { readonly approved: boolean; readonly reason: string | null } | null;
  readonly points: readonly ReportPoint[];
  /** The bureau's own id of this answer. */
  readonly providerReference: string | null;
  readonly charged: Charged;
  /** In Portuguese, for who reads the report: what of the answer wasn't understood and is therefore missing here. */
  readonly notes?: readonly string[];
}

export type Charged = 'yes' | 'no' | 'unknown';
export type { BlockFinding };

/** `raw` is the answer as it came, text for text: personal data, so it is sealed before it is stored. */
export interface BureauAnswer {
  readonly findings: ReportFindings;
  readonly raw: string;
}

/**
 * How a call of a bureau fails. All but the last have cost nothing:
 * - `credential`: the login isn't taken.
 * - `productNotAllowed`, `documentInvalid`, `consentPending`, `noReusableData`: this question isn't answered.
 * - `refused`: refused for a reason that has no name here; its words tell.
 * - `rateLimited`: later, after `retryAfterMs` where the bureau said so.
 * - `unavailable`: surely nothing was sent; it may be tried again.
 * - `unknownOutcome`: something was sent, and nobody knows whether it was charged. Never repeated blindly.
 */
export const BUREAU_ERROR_KINDS = [
  'credential',
  'productNotAllowed',
  'documentInvalid',
  'consentPending',
  'noReusableData',
  'refused',
  'rateLimited',
  'unavailable',
  'unknownOutcome',
] as const;
export type BureauErrorKind = (typeof BUREAU_ERROR_KINDS)[number];

export interface BureauErrorDetails {
  readonly retryAfterMs?: number | null;
  readonly providerText?: string;
  readonly raw?: string | null;
  readonly isAnotherDocument?: boolean;
}

/** Neither message nor `providerText` has a document, a password or a token in it; both may be shown and logged. */
export class BureauError extends Error {
  override readonly name = 'BureauError';
  readonly retryAfterMs: number | null;
  /** The bureau's own words, cleaned; empty where it said nothing readable. */
  readonly providerText: string;
  /** The answer as it came, `null` without one: personal data, never logged. */
  readonly raw: string | null;
  /** An answer came, and it was about somebody else: `unknownOutcome`, and never to be stored as this customer's. */
  readonly isAnotherDocument: boolean;

  constructor(
    readonly kind: BureauErrorKind,
    message: string,
    { retryAfterMs = null, providerText = '', raw = null, isAnotherDocument = false }: BureauErrorDetails = {},
  ) {
    super(message);
    this.retryAfterMs = retryAfterMs;
    this.providerText = providerText;
    this.raw = raw;
    this.isAnotherDocument = isAnotherDocument;
  }
}

/** A bureau as use cases know it, whatever it speaks. `Login` has its password in clear and lives for a call. */
export interface CreditBureau<Login> {
  /** Free. Throws `BureauError`. */
  listProducts(login: Login): Promise<readonly BureauProduct[]>;
  /**
   * May be charged: one call, one question, no retry of any kind once a byte of the question was sent, an address guard
   * and verified TLS before. Throws `BureauError` and nothing else for whatever the bureau or the network does.
   */
  query(login: Login, query: BureauQuery): Promise<BureauAnswer>;
}
