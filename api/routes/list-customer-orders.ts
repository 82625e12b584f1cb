/** Owns `GET /branches/{branch}/customers/{customerKey}/orders`: the tab *Pedidos*, with those that are over. */
import { z } from '@hono/zod-openapi';
import { pageQuery } from '../../contracts/primitives';
import { CrivoError } from '../../domain/errors';
import { fromCursor, toCursor } from '../cursor';
import { branchCustomerParams } from '../params';
import { route } from '../route';
import { currentOrder, orderView } from '../views/order-view';

const position = z.strictObject({ createdAt: z.iso.datetime(), order: z.string().max(100) });

export const listCustomerOrders = route({
  method: 'get',
  path: '/branches/{branch}/customers/{customerKey}/orders',
  summary: 'All orders of a customer at this branch, newest first: held, on their way, done, cancelled and expired',
  permission: 'orders:read',
  params: branchCustomerParams,
  query: pageQuery,
  answer: z.object({
    orders: z.array(orderView),
    heldAtSaveCents: z.int().openapi({
      description: 'What its orders held at save would take beside what is taken: of all branches, on term, in cents.',
    }),
    nextCursor: z.string().nullable(),
  }),
  errors: ['CustomerNotFound'],
  handle: async ({ params: { branch, customerKey }, query, principal }, { stores }) => {
    if ((await stores.customers.find(customerKey)) === null) throw new CrivoError('CustomerNotFound');
    const before = fromCursor(position, query.cursor);
    const asked = { branch, customerKey, limit: query.limit + 1, ...(before && { before }) };
    const [found, heldAtSaveCents] = await Promise.all([
      stores.orders.ofCustomer(asked),
      stores.orders.heldAtSaveCents(customerKey),
    ]);
    const page = found.slice(0, query.limit);
    const last = found.length > query.limit ? page.at(-1) : undefined;
    return {
      orders: page.map((record) => currentOrder(record, principal)),
      heldAtSaveCents,
      nextCursor: last ? toCursor({ createdAt: last.createdAt, order: last.order }) : null,
    };
  },
});
