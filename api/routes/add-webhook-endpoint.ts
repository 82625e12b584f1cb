/** Owns `POST /webhook-endpoints`: who is told of events from now on. */
import { webhookEndpointBodySchema } from '../../contracts/webhook';
import { addWebhookEndpoint as add } from '../../usecases/webhook-endpoints';
import { route } from '../route';
import { webhookEndpointWithSecretOf, webhookEndpointWithSecretView } from '../views/webhook-view';
import { webhookEndpointDeps } from '../webhook-deps';

export const addWebhookEndpoint = route({
  method: 'post',
  path: '/webhook-endpoints',
  summary: 'Register an endpoint for events; its secret is told in this answer only',
  permission: 'webhooks:write',
  body: webhookEndpointBodySchema,
  answer: webhookEndpointWithSecretView,
  errors: ['BranchNotFound', 'TooManyWebhookEndpoints'],
  handle: async ({ body, principal }, deps) =>
    webhookEndpointWithSecretOf(await add(webhookEndpointDeps(deps), principal, body), deps.now()),
});
