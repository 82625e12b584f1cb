/** Owns a release: the recorded permission by which named checks let one order, one sale or one customer pass. */
import { z } from 'zod';
import { branchCode, calendarDate, cents, documentText, erpId, text } from './primitives';

/**
 * `escalated`: asked for, and passed on to a higher band. `used`: its only use is made, or its day has come after it
 * was used. `expired`: its day has come, and nobody had decided on it or used it.
 */
export const RELEASE_STATUSES = ['requested', 'escalated', 'granted', 'refused', 'revoked', 'expired', 'used'] as const;
export type ReleaseStatus = (typeof RELEASE_STATUSES)[number];

/** Those that nobody has decided on yet. */
export const PENDING_STATUSES = ['requested', 'escalated'] as const satisfies readonly ReleaseStatus[];

/** What a release is for. A sale's and an order's may be granted before the ERP sends it. */
export type ReleaseScope =
  | { readonly kind: 'order'; readonly order: string }
  | { readonly kind: 'sale'; readonly sale: string }
  | { readonly kind: 'customer' };

/** Who said something of a release, when, and why. `crivo` where a date did. */
export interface ReleaseWord {
  readonly subject: string;
  readonly at: string;
  readonly note: string | null;
}

/** What one order or sale has taken of a release, and the decision that let it pass by it. */
export interface ReleaseClaim {
  readonly amountCents: number;
  readonly decision: string;
  readonly at: string;
  /** Before the decision raised it. */
  readonly before?: Pick<ReleaseClaim, 'amountCents' | 'decision' | 'at'>;
}

export interface Release {
  readonly release: string;
  readonly branch: string;
  readonly customerKey: string;
  readonly scope: ReleaseScope;
  readonly checks: 'all' | readonly string[];
  /** All that passes by it together, in cents of the term parts. */
  readonly ceilingCents: number;
  /** Its last day, in the branch's zone, and the instant at which that ends. */
  readonly until: string;
  readonly endsAt: string;
  readonly singleUse: boolean;
  /** `null` while a request names none: a grant needs one. */
  readonly reasonCode: string | null;
  readonly status: ReleaseStatus;
  /** `null` for one that was granted directly. */
  readonly requested: ReleaseWord | null;
  /** Who granted or refused it. */
  readonly decided: ReleaseWord | null;
  /** Who revoked it, or that its day has come. */
  readonly ended: ReleaseWord | null;
  /** Of a request: the band it waits for. Once granted: the band by which it was. */
  readonly band: string | null;
  /** Whose band it was granted by, where that was delegated. */
  readonly delegatedBy: string | null;
  /** When a request that waits is passed on by itself; `null` for one that isn't. */
  readonly escalateAt: string | null;
  readonly escalations: number;
  /** By reservation key. */
  readonly claims: Readonly<Record<string, ReleaseClaim>>;
  readonly claimCount: number;
  readonly usedCents: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly revision: number;
}

/** A granted release as an evaluation reads it. */
export interface LiveRelease extends Pick<
  Release,
  'release' | 'branch' | 'scope' | 'checks' | 'ceilingCents' | 'singleUse' | 'claimCount' | 'usedCents' | 'endsAt'
> {
  readonly grantedBy: string;
  /** What the order or sale that is judged has claimed before. */
  readonly own: ReleaseClaim | null;
}

const note = text(500).nullable().default(null);
/** The id of a check, such as `overdue-titles`. */
export const checkId = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, { message: 'must be the id of a check — write it like overdue-titles' });
const unique = (values: readonly string[]) => new Set(values).size === values.length;
const checks = z.union([
  z.literal('all'),
  z.array(checkId).min(1).max(200).refine(unique, { message: 'must not repeat a check — send each once' }),
]);
/** A reason code, such as `PAYMENT_PROMISED`. */
export const reasonCodeText = z.string().regex(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/, {
  message: 'must be a reason code — write it like PAYMENT_PROMISED',
});

const scopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('order'), order: erpId }),
  z.strictObject({ kind: z.literal('sale'), sale: erpId }),
  z.strictObject({ kind: z.literal('customer') }),
]);

const askedFields = {
  branch: branchCode,
  scope: scopeSchema.describe('What is released: one order, one sale, or the customer.'),
  document: documentText.describe('Of whom; needed unless the order or sale is there already.').exactOptional(),
  customerKey: z.string().max(64).describe('Instead of the document.').exactOptional(),
  checks: checks.describe('Which checks it lets pass: their ids, or all.'),
  ceilingCents: cents
    .min(1, { error: 'must be more than zero — send the amount in cents' })
    .describe(
      'All that passes by it together; of an order or sale that is there its part on term, where nothing is said.',
    )
    .exactOptional(),
  until: calendarDate
    .describe('Its last day; a release for a customer needs one, others have 30 days.')
    .exactOptional(),
  singleUse: z.boolean().describe('Its first use ends it.').exactOptional(),
  note,
};

/** Body of `POST /releases`: granted at once, by who holds a band that reaches so far. */
export const directReleaseSchema = z.strictObject({
  ...askedFields,
  reasonCode: reasonCodeText.describe('A code of GET /v1/reason-codes.'),
});
/** Body of `POST /release-requests`. */
export const releaseRequestSchema = z.strictObject({ ...askedFields, reasonCode: reasonCodeText.exactOptional() });
export type ReleaseRequestBody = z.infer<typeof releaseRequestSchema>;

/** Body of a grant: what is left out is as it was asked for; a grant may give less, never more. */
export const grantReleaseSchema = z.strictObject({
  reasonCode: reasonCodeText.exactOptional(),
  checks: checks.exactOptional(),
  ceilingCents: askedFields.ceilingCents,
  until: askedFields.until,
  singleUse: askedFields.singleUse,
  note,
});
export type GrantReleaseBody = z.infer<typeof grantReleaseSchema>;

/** Body of a refusal and of a revocation. */
export const releaseNoteSchema = z.strictObject({ note: text(500) });
/** Body of passing a request on; may be left out. */
export const escalateReleaseSchema = z.strictObject({ note });
