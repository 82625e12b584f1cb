/** Owns `GET /webhook-endpoints`. */
import { z } from '@hono/zod-openapi';
import { seesEndpoint } from '../../usecases/webhook-endpoints';
import { route } from '../route';
import { webhookEndpointOf, webhookEndpointView } from '../views/webhook-view';

export const listWebhookEndpoints = route({
  method: 'get',
  path: '/webhook-endpoints',
  summary: 'All endpoints whose branches this caller sees; there are few',
  permission: 'webhooks:read',
  answer: z.object({ endpoints: z.array(webhookEndpointView) }),
  errors: [],
  handle: async ({ principal }, deps) => {
    const all = await deps.stores.webhookEndpoints.list();
    const seen = all.filter((endpoint) => seesEndpoint(principal, endpoint));
    return { endpoints: seen.map((endpoint) => webhookEndpointOf(endpoint, deps.now())) };
  },
});
