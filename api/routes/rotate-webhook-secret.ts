/** Owns `POST /webhook-endpoints/{endpoint}/rotate-secret`. */
import { rotateWebhookSecret as rotate } from '../../usecases/webhook-endpoints';
import { webhookEndpointParams } from '../params';
import { route } from '../route';
import { webhookEndpointWithSecretOf, webhookEndpointWithSecretView } from '../views/webhook-view';
import { webhookEndpointDeps } from '../webhook-deps';

export const rotateWebhookSecret = route({
  method: 'post',
  path: '/webhook-endpoints/{endpoint}/rotate-secret',
  summary: 'Make a new secret; the one before signs beside it for 24 hours',
  permission: 'webhooks:write',
  params: webhookEndpointParams,
  answer: webhookEndpointWithSecretView,
  errors: ['WebhookEndpointNotFound', 'TooManyConflicts'],
  handle: async ({ params, principal }, deps) =>
    webhookEndpointWithSecretOf(await rotate(webhookEndpointDeps(deps), principal, params.endpoint), deps.now()),
});
