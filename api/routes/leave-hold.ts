/** Owns `DELETE /holds/{branch}/{order}/presence`: the caller doesn't look at this order any more. */
import { z } from '@hono/zod-openapi';
import { CrivoError } from '../../domain/errors';
import { orderParams } from '../params';
import { route } from '../route';

export const leaveHold = route({
  method: 'delete',
  path: '/holds/{branch}/{order}/presence',
  summary: 'Say that the caller looks at this order no more',
  permission: 'holds:read',
  params: orderParams,
  answer: z.object({ left: z.literal(true).describe('Also where it was not looked at.') }),
  errors: ['OrderNotFound'],
  handle: async ({ params: { branch, order }, principal: { subject } }, { stores }) => {
    if ((await stores.orders.find(branch, order)) === null) throw new CrivoError('OrderNotFound');
    await stores.presences.leave({ subject, branch, order });
    return { left: true as const };
  },
});
