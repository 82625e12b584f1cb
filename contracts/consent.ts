/** Owns a person's consent to the use of data that no credit analysis may look at without one. */
import { z } from 'zod';
import { calendarDate, text } from './primitives';

/** `scr`: the central bank's system of credit information. */
export const CONSENT_SCOPES = ['scr'] as const;
export type ConsentScope = (typeof CONSENT_SCOPES)[number];

/** Body of `POST /customers/{customerKey}/consents`. Both days are inclusive, in the zone of the branch that asks. */
export const consentBodySchema = z
  .strictObject({
    scope: z.enum(CONSENT_SCOPES),
    givenOn: calendarDate,
    validUntil: calendarDate,
    /** Where it can be found again: the signed paper, the recording, the e-mail. */
    evidence: text(500),
  })
  .refine(({ givenOn, validUntil }) => givenOn <= validUntil, {
    path: ['validUntil'],
    message: 'must not lie before givenOn — correct one of them',
  });
export type ConsentBody = z.infer<typeof consentBodySchema>;

/** Body of a revocation. */
export const revokeConsentSchema = z.strictObject({ note: text(500) });

/** A consent as stored. What was asked under it before it was revoked stays as it was. */
export interface Consent extends ConsentBody {
  readonly consent: string;
  readonly customerKey: string;
  readonly recordedBy: string;
  readonly recordedAt: string;
  readonly revoked: { readonly subject: string; readonly at: string; readonly note: string } | null;
}
