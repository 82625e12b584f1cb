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
  params: z.strictObject({ groupKey: groupKeyText }),
  body: z.strictObject({ customerKey: customerKeyText, note: text(500) }),
  answer: customerView,
  errors: ['GroupNotFound', 'CustomerNotFound', 'GroupFull', 'TooManyConflicts'],
  handle: async ({ params, body, principal }, deps) => {
    const { groups, customers } = deps.stores;
    const use = { groups, customers, now: deps.now };
    return customerOf(await grouping.joinGroup(use, params.groupKey, { subject: principal.subject, ...body }), deps);
  },
});
