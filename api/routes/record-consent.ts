/** Owns `POST /customers/{customerKey}/consents`. */
import { z } from '@hono/zod-openapi';
import { consentBodySchema } from '../../contracts/consent';
import { recordConsent as record } from '../../usecases/consents';
import { customerKeyText } from '../params';
import { route } from '../route';
import { consentView } from '../views/consent-view';

export const recordConsent = route({
  method: 'post',
  path: '/customers/{customerKey}/consents',
  summary: "Record a customer's consent, with its day, its end and where it can be found again",
  permission: 'consents:write',
  params: z.strictObject({ customerKey: customerKeyText }),
  body: consentBodySchema,
  answer: consentView,
  errors: ['CustomerNotFound'],
  handle: ({ params, body, principal }, { stores, now }) =>
    record({ ...stores, now }, principal.subject, params.customerKey, body),
});
