/** Owns what suites need of webhooks: deliveries that may reach this machine, and workflows that only note their starts. */
import type { Stores } from '../../adapters/mongo/stores';
import type { WebhookWorkflows } from '../../adapters/temporal/webhook-workflows';
import { createAddressGuard } from '../../adapters/outbound/address-guard';
import { webhookSender } from '../../adapters/webhooks/sender';
import type { WebhookEndpointBody } from '../../contracts/webhook';
import type { DeliveryDeps, WebhookStart } from '../../usecases/deliver-webhook';
import { addWebhookEndpoint, type WithSecret } from '../../usecases/webhook-endpoints';
import { ROLES } from '../../domain/permissions';
import { testKeyring } from './keys';

/** Lets receivers of this machine be called, as a development setting does. */
export const LOCAL_GUARD = createAddressGuard({ allowLoopback: true });

const KEEP_MS = 30 * 24 * 3_600_000;

/** Deliveries on these stores, sent over real sockets. */
export function deliveryDeps(stores: Stores, given: Partial<DeliveryDeps> = {}): DeliveryDeps {
  return {
    endpoints: stores.webhookEndpoints,
    deliveries: stores.webhookDeliveries,
    decisions: stores.decisions,
    sender: webhookSender({ guard: LOCAL_GUARD }),
    opener: testKeyring(),
    keepMs: KEEP_MS,
    now: () => new Date(),
    ...given,
  };
}

export interface NotedStart {
  readonly input: WebhookStart;
  /** `null` for a first start; else whether it replaces one of an earlier round. */
  readonly replaces: boolean | null;
}

/** Without Temporal: what would have been started. */
export function notingWorkflows(): { workflows: WebhookWorkflows; started: NotedStart[] } {
  const started: NotedStart[] = [];
  const note = async (input: WebhookStart, replaces: boolean | null) => void started.push({ input, replaces });
  return {
    started,
    workflows: { start: (input) => note(input, null), restart: (input, replaces) => note(input, replaces) },
  };
}

/** An endpoint at `url` that hears of everything. */
export function registered(
  stores: Pick<Stores, 'webhookEndpoints' | 'branches'>,
  given: Partial<WebhookEndpointBody> & Pick<WebhookEndpointBody, 'url'>,
): Promise<WithSecret> {
  const principal = { subject: 'test', userGroups: [], permissions: ROLES.administrator, branches: '*' } as const;
  const body = { description: null, branches: '*', events: '*', ...given } as const;
  const { webhookEndpoints: endpoints, branches } = stores;
  const deps = { endpoints, branches, guard: LOCAL_GUARD, sealer: testKeyring(), now: () => new Date() };
  return addWebhookEndpoint(deps, principal, body);
}
