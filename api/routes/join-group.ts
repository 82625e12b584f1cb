/** Owns `POST /groups/{groupKey}/members`. */
import { z } from '@hono/zod-openapi';
import { text } from '../../contracts/primitives';
import * as grouping from '../../usecases/group-customers';
import { customerKeyText, groupKeyText } from '../params';
import { route } from '../route';
import { customerOf, customerView } from '../views/customer-view';

export const joinGroup = route({
  method: 'post',
  path: '/groups/{groupKey}/members',
  summary: 'Put a customer into a group, with all it has taken; it leaves the group it was in',
  permission: 'groups:write',
  permissionNote:
    "and, out of a group with a limit, a band of a policy that reaches what the customer's own terms allow",
  params: z.strictObject({ groupKey: groupKeyText }),
  body: z.strictObject({ customerKey: customerKeyText, note: text(500) }),
  answer: customerView,
  errors: ['GroupNotFound', 'CustomerNotFound', 'GroupFull', 'AboveAuthority', 'TooManyConflicts'],
  handle: async ({ params, body, principal }, deps) => {
    const use = { ...deps.stores, policies: deps.credit.policies, now: deps.now };
    return customerOf(await grouping.joinGroup(use, params.groupKey, { principal, ...body }), deps);
  },
});
