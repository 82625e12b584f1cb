/** Owns the replay of a delivery by hand: a new round of attempts, under the same `webhook-id`. */
import type { WebhookDeliveryStore } from '../adapters/mongo/webhook-delivery-store';
import type { WebhookWorkflows } from '../adapters/temporal/webhook-workflows';
import type { WebhookDelivery, WebhookEndpoint } from '../contracts/webhook';
import { CrivoError } from '../domain/errors';
import { sees, type Principal } from '../domain/permissions';

export interface ReplayDeps {
  readonly deliveries: Pick<WebhookDeliveryStore, 'find' | 'beginRound'>;
  readonly workflows: WebhookWorkflows;
  readonly now: () => Date;
}

/**
 * One that is under way is not begun again; its workflow is started if it has none, so that a call that was cut off can
 * be repeated. Errors: `WebhookEndpointDisabled`, `WebhookDeliveryNotFound`, `Unavailable`.
 */
export async function replayWebhookDelivery(
  deps: ReplayDeps,
  principal: Principal,
  endpoint: WebhookEndpoint,
  delivery: string,
): Promise<WebhookDelivery> {
  if (endpoint.status === 'disabled') throw new CrivoError('WebhookEndpointDisabled');
  const known = await deps.deliveries.find(endpoint.endpoint, delivery);
  const branch = known?.entry.cause.branch;
  if (known === null || (branch && !sees(principal, branch))) throw new CrivoError('WebhookDeliveryNotFound');
  const at = deps.now().toISOString();
  const begun = await deps.deliveries.beginRound(endpoint.endpoint, delivery, principal.subject, at);
  const current = begun ?? known;
  const { entry, round } = current;
  await deps.workflows.restart({ endpoint: endpoint.endpoint, entry, round }, begun !== null);
  return current;
}
