/** Owns `PUT /branches/{branch}/customers`: upsert by the document in the body, answered with the customer's key. */
import { z } from '@hono/zod-openapi';
import { customerUpsertSchema } from '../../contracts/customer';
import { upsertCustomer } from '../../usecases/upsert-customer';
import { branchParams } from '../params';
import { route } from '../route';
import { customerOf, customerView } from '../views/customer-view';

export const putCustomer = route({
  method: 'put',
  path: '/branches/{branch}/customers',
  summary: "Create or update a customer; situation and limit are taken once, then Crivo's own count",
  permission: 'customers:write',
  params: branchParams,
  body: customerUpsertSchema,
  answer: customerView.extend({ ignored: z.array(z.enum(['situation', 'limit'])) }),
  errors: ['BranchNotFound', 'TooManyConflicts'],
  handle: async ({ body, principal }, deps) => {
    const { identifier, sealer, now } = deps;
    const upserted = await upsertCustomer(
      { customers: deps.stores.customers, identifier, sealer, now },
      principal,
      body,
    );
    return { ...(await customerOf(upserted.customer, deps)), ignored: [...upserted.ignored] };
  },
});
