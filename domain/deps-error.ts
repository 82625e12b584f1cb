/** Owns how a call of Deps fails, in the kinds that callers act on differently. */

/**
 * - `credential`: the login isn't taken; repeating it mends nothing.
 * - `rateLimited`: later, after `retryAfterMs` where Deps said so.
 * - `unavailable`: no usable server there now: down, slow, an error of its own, an untrusted certificate, a refused address.
 * - `refused`: Deps read the content and doesn't take it.
 * - `unreadable`: there was an answer that nobody can make sense of, so nothing is known of what was done.
 */
export type DepsErrorKind = 'credential' | 'rateLimited' | 'unavailable' | 'refused' | 'unreadable';

export interface DepsErrorDetails {
  readonly retryAfterMs?: number | null;
  readonly providerText?: string;
  readonly status?: number | null;
}

/** Neither message nor `providerText` has a document, a password or a token in it; both may be shown and logged. */
export class DepsError extends Error {
  override readonly name = 'DepsError';
  readonly retryAfterMs: number | null;
  /** Deps' own words, cleaned; empty where it said nothing readable. */
  readonly providerText: string;
  /** Of HTTP; `null` where there was no answer. */
  readonly status: number | null;

  constructor(
    readonly kind: DepsErrorKind,
    message: string,
    { retryAfterMs = null, providerText = '', status = null }: DepsErrorDetails = {},
  ) {
    super(message);
    this.retryAfterMs = retryAfterMs;
    this.providerText = providerText;
    this.status = status;
  }
}
