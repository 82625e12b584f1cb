/** Owns `POST /customers/search`: documents and names travel in bodies only. */
import { z } from '@hono/zod-openapi';
import { customerSearchSchema } from '../../contracts/customer';
import { findByName, type FoundByName } from '../../usecases/find-by-name';
import type { ApiDeps } from '../deps';
import { route } from '../route';
import { customerOf, customerView } from '../views/customer-view';

export const searchCustomers = route({
  method: 'post',
  path: '/customers/search',
  summary: 'Find a customer by its document, or customers by their name',
  permission: 'customers:read',
  body: customerSearchSchema,
  answer: z.object({
    customers: z.array(customerView).describe('By name at most 20, in the order of their names.'),
    hasMore: z.boolean().describe('There are others of this name: send another word of it.'),
  }),
  errors: ['InvalidJson'],
  handle: async ({ body: { document, name = '' } }, deps) => {
    const { customers, hasMore } = await (document === undefined
      ? findByName({ ...deps, ...deps.stores }, name)
      : findByDocument(deps, document));
    return { customers: await Promise.all(customers.map((found) => customerOf(found, deps))), hasMore };
  },
});

async function findByDocument({ identifier, stores, now }: ApiDeps, document: string): Promise<FoundByName> {
  const found = await stores.customers.find(identifier.identify(document, now()).customerKey);
  return { customers: found === null ? [] : [found], hasMore: false };
}
