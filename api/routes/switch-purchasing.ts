/** Owns `PUT /purchasing`: the kill switch of the whole company. */
import { z } from '@hono/zod-openapi';
import { companyPurchasingSchema } from '../../contracts/purchasing';
import { switchCompanyPurchasing } from '../../usecases/purchasing';
import { route } from '../route';

export const switchPurchasing = route({
  method: 'put',
  path: '/purchasing',
  summary: 'Let the company buy bureau reports, or stop it at all branches at once',
  permission: 'purchasing:switch',
  body: companyPurchasingSchema,
  answer: z.object({ enabled: z.boolean() }),
  errors: [],
  handle: async ({ body, principal }, { stores, now }) => {
    await switchCompanyPurchasing({ purchasing: stores.purchasing, now }, principal.subject, body);
    return { enabled: body.enabled };
  },
});
