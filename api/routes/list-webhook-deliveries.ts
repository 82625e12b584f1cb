/** Owns `GET /webhook-endpoints/{endpoint}/deliveries`: the log of what was sent and what came of it. */
import { z } from '@hono/zod-openapi';
import { pageQuery } from '../../contracts/primitives';
import { DELIVERY_STATUSES } from '../../domain/webhooks';
import { findWebhookEndpoint } from '../../usecases/webhook-endpoints';
import { fromCursor, toCursor } from '../cursor';
import { deliveryText, webhookEndpointParams } from '../params';
import { route } from '../route';
import { webhookDeliveryOf, webhookDeliveryView } from '../views/webhook-view';
import { webhookEndpointDeps } from '../webhook-deps';

const position = z.strictObject({ createdAt: z.iso.datetime(), delivery: deliveryText });

export const listWebhookDeliveries = route({
  method: 'get',
  path: '/webhook-endpoints/{endpoint}/deliveries',
  summary: 'Deliveries to an endpoint, newest first',
  permission: 'webhooks:read',
  params: webhookEndpointParams,
  query: pageQuery.extend({ status: z.enum(DELIVERY_STATUSES).optional() }),
  answer: z.object({ deliveries: z.array(webhookDeliveryView), nextCursor: z.string().nullable() }),
  errors: ['WebhookEndpointNotFound'],
  handle: async ({ params, query, principal }, deps) => {
    const { endpoint } = await findWebhookEndpoint(webhookEndpointDeps(deps), principal, params.endpoint);
    const before = fromCursor(position, query.cursor);
    const found = await deps.stores.webhookDeliveries.page({
      endpoint,
      branches: principal.branches,
      limit: query.limit + 1,
      ...(query.status && { status: query.status }),
      ...(before && { before }),
    });
    const page = found.slice(0, query.limit);
    const last = found.length > query.limit ? page.at(-1) : undefined;
    const nextCursor = last ? toCursor({ createdAt: last.createdAt, delivery: last.delivery }) : null;
    return { deliveries: page.map(webhookDeliveryOf), nextCursor };
  },
});
