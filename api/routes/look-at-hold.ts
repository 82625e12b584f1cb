/** Owns `PUT /holds/{branch}/{order}/presence`: the caller looks at this order, and learns who else does. */
import { z } from '@hono/zod-openapi';
import { CrivoError } from '../../domain/errors';
import { orderParams } from '../params';
import { route } from '../route';

/** Forgotten after so long without another word. */
const LASTS_SECONDS = 45;
const MOST_READ = 1_000;
const MOST_TOLD = 20;

export const lookAtHold = route({
  method: 'put',
  path: '/holds/{branch}/{order}/presence',
  summary: 'Say that the caller looks at this order, and at no other one any more; forgotten by itself',
  permission: 'holds:read',
  params: orderParams,
  query: z.strictObject({
    stays: z
      .enum(['true'])
      .optional()
      .describe('Said again: nothing changes where the caller looks at another order by now, in another window.'),
  }),
  answer: z.object({
    people: z.array(z.string()).describe('The names of the others who look at it now.'),
    lastsSeconds: z.int().describe('To be said again within so long.'),
  }),
  errors: ['OrderNotFound'],
  handle: async ({ params: { branch, order }, query, principal: { subject }, context }, { stores, now }) => {
    if ((await stores.orders.find(branch, order)) === null) throw new CrivoError('OrderNotFound');
    const name = context.get('signedIn')?.user.name ?? (await stores.users.find(subject))?.name ?? subject;
    const at = now();
    const expiresAt = new Date(at.getTime() + LASTS_SECONDS * 1_000).toISOString();
    const seen = { subject, name, branch, order, expiresAt };
    await (query.stays ? stores.presences.stay(seen, at.toISOString()) : stores.presences.look(seen));
    const all = await stores.presences.standing(at.toISOString(), MOST_READ);
    const others = all.filter((one) => one.branch === branch && one.order === order && one.subject !== subject);
    return { people: others.slice(0, MOST_TOLD).map((one) => one.name), lastsSeconds: LASTS_SECONDS };
  },
});
