/** Owns `POST /customers/search`: documents travel in bodies only. */
import { z } from '@hono/zod-openapi';
import { customerSearchSchema } from '../../contracts/customer';
import { route } from '../route';
import { customerOf, customerView } from '../views/customer-view';

export const searchCustomers = route({
  method: 'post',
  path: '/customers/search',
  summary: 'Find a customer by its document',
  permission: 'customers:read',
  body: customerSearchSchema,
  answer: z.object({ customers: z.array(customerView) }),
  errors: ['InvalidJson'],
  handle: async ({ body }, deps) => {
    const { customerKey } = deps.identifier.identify(body.document, deps.now());
    const found = await deps.stores.customers.find(customerKey);
    return { customers: found === null ? [] : [await customerOf(found, deps)] };
  },
});
