/** Owns how a consent looks to callers. */
import { z } from '@hono/zod-openapi';
import { consentBodySchema } from '../../contracts/consent';

export const consentView = z
  .object({
    consent: z.string(),
    customerKey: z.string(),
    ...consentBodySchema.shape,
    recordedBy: z.string(),
    recordedAt: z.string(),
    revoked: z.object({ subject: z.string(), at: z.string(), note: z.string() }).nullable(),
  })
  .openapi('Consent');
