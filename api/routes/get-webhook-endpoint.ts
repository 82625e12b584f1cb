/** Owns `GET /webhook-endpoints/{endpoint}`. */
import { findWebhookEndpoint } from '../../usecases/webhook-endpoints';
import { webhookEndpointParams } from '../params';
import { route } from '../route';
import { webhookEndpointOf, webhookEndpointView } from '../views/webhook-view';
import { webhookEndpointDeps } from '../webhook-deps';

export const getWebhookEndpoint = route({
  method: 'get',
  path: '/webhook-endpoints/{endpoint}',
  summary: 'Read an endpoint',
  permission: 'webhooks:read',
  params: webhookEndpointParams,
  answer: webhookEndpointView,
  errors: ['WebhookEndpointNotFound'],
  handle: async ({ params, principal }, deps) =>
    webhookEndpointOf(await findWebhookEndpoint(webhookEndpointDeps(deps), principal, params.endpoint), deps.now()),
});
