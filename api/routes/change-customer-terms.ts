/** Owns `PATCH /customers/{customerKey}/credit-terms`. */
import { z } from '@hono/zod-openapi';
import { customerTermsChangeSchema } from '../../contracts/customer';
import * as terms from '../../usecases/change-credit-terms';
import { customerKeyText } from '../params';
import { route } from '../route';
import { customerOf, customerView } from '../views/customer-view';

export const changeCustomerTerms = route({
  method: 'patch',
  path: '/customers/{customerKey}/credit-terms',
  summary: "Change a customer's situation, limit, temporary limit or guarantees; what is left out stays",
  permission: 'limits:change',
  params: z.strictObject({ customerKey: customerKeyText }),
  body: customerTermsChangeSchema,
  answer: customerView,
  errors: ['CustomerNotFound', 'AboveAuthority', 'TooManyConflicts'],
  handle: async ({ params, body, principal }, deps) => {
    const use = {
      customers: deps.stores.customers,
      branches: deps.stores.branches,
      policies: deps.credit.policies,
      now: deps.now,
    };
    return customerOf(await terms.changeCustomerTerms(use, principal, params.customerKey, body), deps);
  },
});
