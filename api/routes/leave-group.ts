/** Owns `POST /customers/{customerKey}/leave-group`. */
import { z } from '@hono/zod-openapi';
import { text } from '../../contracts/primitives';
import * as grouping from '../../usecases/group-customers';
import { customerKeyText } from '../params';
import { route } from '../route';
import { customerOf, customerView } from '../views/customer-view';

export const leaveGroup = route({
  method: 'post',
  path: '/customers/{customerKey}/leave-group',
  summary: 'Take a customer out of its group, also out of its CNPJ root; from then on it is judged alone',
  permission: 'groups:write',
  permissionNote:
    "and, out of a group with a limit, a band of a policy that reaches what the customer's own terms allow",
  params: z.strictObject({ customerKey: customerKeyText }),
  body: z.strictObject({ note: text(500) }),
  answer: customerView,
  errors: ['CustomerNotFound', 'AboveAuthority', 'TooManyConflicts'],
  handle: async ({ params, body, principal }, deps) => {
    const use = { ...deps.stores, policies: deps.credit.policies, now: deps.now };
    const move = { principal, customerKey: params.customerKey, note: body.note };
    return customerOf(await grouping.leaveGroup(use, move), deps);
  },
});
