/** Owns `GET /customers/{customerKey}`. */
import { z } from '@hono/zod-openapi';
import { CrivoError } from '../../domain/errors';
import { customerKeyText } from '../params';
import { route } from '../route';
import { customerOf, customerView } from '../views/customer-view';

export const getCustomer = route({
  method: 'get',
  path: '/customers/{customerKey}',
  summary: "Read a customer's credit data",
  permission: 'customers:read',
  params: z.strictObject({ customerKey: customerKeyText }),
  answer: customerView,
  errors: ['CustomerNotFound'],
  handle: async ({ params }, deps) => {
    const record = await deps.stores.customers.find(params.customerKey);
    if (record === null) throw new CrivoError('CustomerNotFound');
    return customerOf(record, deps);
  },
});
