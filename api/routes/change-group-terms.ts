/** Owns `PATCH /groups/{groupKey}/credit-terms`. */
import { z } from '@hono/zod-openapi';
import { creditTermsChangeSchema } from '../../contracts/customer';
import * as terms from '../../usecases/change-credit-terms';
import { groupKeyText } from '../params';
import { route } from '../route';
import { groupOf, groupView } from '../views/group-view';

export const changeGroupTerms = route({
  method: 'patch',
  path: '/groups/{groupKey}/credit-terms',
  summary: "Change a group's limit, temporary limit or guarantees; what is left out stays",
  permission: 'limits:change',
  params: z.strictObject({ groupKey: groupKeyText }),
  body: creditTermsChangeSchema,
  answer: groupView,
  errors: ['GroupNotFound', 'AboveAuthority', 'TooManyConflicts'],
  handle: async ({ params, body, principal }, deps) => {
    const { groups, customers } = deps.stores;
    const use = { groups, customers, branches: deps.stores.branches, policies: deps.credit.policies, now: deps.now };
    return groupOf(await terms.changeGroupTerms(use, principal, params.groupKey, body), deps);
  },
});
