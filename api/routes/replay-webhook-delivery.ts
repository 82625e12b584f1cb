/** Owns `POST /webhook-endpoints/{endpoint}/deliveries/{delivery}/replay`. */
import { findWebhookEndpoint } from '../../usecases/webhook-endpoints';
import { replayWebhookDelivery as replay } from '../../usecases/replay-webhook-delivery';
import { webhookDeliveryParams } from '../params';
import { route } from '../route';
import { webhookDeliveryOf, webhookDeliveryView } from '../views/webhook-view';
import { webhookEndpointDeps } from '../webhook-deps';

export const replayWebhookDelivery = route({
  method: 'post',
  path: '/webhook-endpoints/{endpoint}/deliveries/{delivery}/replay',
  summary: 'Send an event again, under the same webhook-id; one that is under way stays so',
  permission: 'webhooks:write',
  params: webhookDeliveryParams,
  answer: webhookDeliveryView,
  errors: ['WebhookEndpointNotFound', 'WebhookEndpointDisabled', 'WebhookDeliveryNotFound'],
  handle: async ({ params, principal }, deps) => {
    const endpoint = await findWebhookEndpoint(webhookEndpointDeps(deps), principal, params.endpoint);
    const { workflows } = deps.webhooks;
    const parts = { deliveries: deps.stores.webhookDeliveries, workflows, now: deps.now };
    return webhookDeliveryOf(await replay(parts, principal, endpoint, params.delivery));
  },
});
