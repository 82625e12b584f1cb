/** Owns `POST /customers/{customerKey}/consents/{consent}/revoke`. */
import { z } from '@hono/zod-openapi';
import { revokeConsentSchema } from '../../contracts/consent';
import { revokeConsent as revoke } from '../../usecases/consents';
import { customerKeyText } from '../params';
import { route } from '../route';

const consentText = z
  .string()
  .regex(/^con_[0-9a-f]{32}$/, { message: 'must be a consent id — take it from an answer' });

export const revokeConsent = route({
  method: 'post',
  path: '/customers/{customerKey}/consents/{consent}/revoke',
  summary: 'Revoke a consent; what was asked under it before stays as it was',
  permission: 'consents:write',
  params: z.strictObject({ customerKey: customerKeyText, consent: consentText }),
  body: revokeConsentSchema,
  answer: z.object({ consent: z.string(), revoked: z.literal(true) }),
  errors: ['ConsentNotFound'],
  handle: async ({ params, body, principal }, { stores, now }) => {
    await revoke({ ...stores, now }, principal.subject, params, body.note);
    return { consent: params.consent, revoked: true as const };
  },
});
