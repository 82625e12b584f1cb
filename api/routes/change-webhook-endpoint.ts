/** Owns `PATCH /webhook-endpoints/{endpoint}`: address, subscription, on or off. */
import { webhookEndpointChangeSchema } from '../../contracts/webhook';
import { changeWebhookEndpoint as change } from '../../usecases/webhook-endpoints';
import { webhookEndpointParams } from '../params';
import { route } from '../route';
import { webhookEndpointOf, webhookEndpointView } from '../views/webhook-view';
import { webhookEndpointDeps } from '../webhook-deps';

export const changeWebhookEndpoint = route({
  method: 'patch',
  path: '/webhook-endpoints/{endpoint}',
  summary: 'Change an endpoint; what is not sent stays',
  permission: 'webhooks:write',
  params: webhookEndpointParams,
  body: webhookEndpointChangeSchema,
  answer: webhookEndpointView,
  errors: ['WebhookEndpointNotFound', 'BranchNotFound', 'SettingsChanged', 'TooManyConflicts'],
  handle: async ({ params, body, principal }, deps) =>
    webhookEndpointOf(await change(webhookEndpointDeps(deps), principal, params.endpoint, body), deps.now()),
});
