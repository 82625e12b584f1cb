/** Owns `POST /groups`. */
import { z } from '@hono/zod-openapi';
import { text } from '../../contracts/primitives';
import * as grouping from '../../usecases/group-customers';
import { route } from '../route';

export const createGroup = route({
  method: 'post',
  path: '/groups',
  summary: 'Make a group by hand; CNPJs of one root form theirs by themselves',
  permission: 'groups:write',
  body: z.strictObject({ name: text(120) }),
  answer: z.object({ groupKey: z.string() }),
  errors: [],
  handle: async ({ body, principal }, deps) => {
    const { groups, customers } = deps.stores;
    const use = { groups, customers, now: deps.now };
    return { groupKey: await grouping.createGroup(use, principal.subject, body.name) };
  },
});
