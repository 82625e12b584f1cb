/** Owns what routes of webhook endpoints hand to their use cases. */
import type { WebhookEndpointDeps } from '../usecases/webhook-endpoints';
import type { ApiDeps } from './deps';

/** The stores and parts that changing an endpoint needs. */
export function webhookEndpointDeps({ stores, webhooks, sealer, now }: ApiDeps): WebhookEndpointDeps {
  return { endpoints: stores.webhookEndpoints, branches: stores.branches, guard: webhooks.guard, sealer, now };
}
