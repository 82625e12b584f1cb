/** Owns `GET /customers/{customerKey}/consents`. */
import { z } from '@hono/zod-openapi';
import { CrivoError } from '../../domain/errors';
import { customerKeyText } from '../params';
import { route } from '../route';
import { consentView } from '../views/consent-view';

export const listConsents = route({
  method: 'get',
  path: '/customers/{customerKey}/consents',
  summary: "A customer's consents, revoked ones too, the newest 200",
  permission: 'consents:read',
  params: z.strictObject({ customerKey: customerKeyText }),
  answer: z.object({ consents: z.array(consentView) }),
  errors: ['CustomerNotFound'],
  handle: async ({ params: { customerKey } }, { stores }) => {
    if ((await stores.customers.find(customerKey)) === null) throw new CrivoError('CustomerNotFound');
    return { consents: [...(await stores.consents.ofCustomer(customerKey))] };
  },
});
