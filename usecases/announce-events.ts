/** Owns who hears of events: one delivery is started for each endpoint that asks for one. */
import type { WebhookEndpointStore } from '../adapters/mongo/webhook-endpoint-store';
import type { WebhookWorkflows } from '../adapters/temporal/webhook-workflows';
import type { Announcement } from '../contracts/webhook';
import { wants } from '../domain/webhooks';

const AT_ONCE = 20;

/**
 * Resolves when every delivery was started; starting one twice is the same. The endpoints are read after the events
 * were, so that an endpoint made before an event hears of it.
 */
export async function announceEvents(
  deps: {
    readonly webhookEndpoints: Pick<WebhookEndpointStore, 'list'>;
    readonly webhooks: Pick<WebhookWorkflows, 'start'>;
  },
  announcements: readonly Announcement[],
): Promise<void> {
  if (announcements.length === 0) return;
  const endpoints = await deps.webhookEndpoints.list();
  const starts = announcements.flatMap((entry) =>
    endpoints
      .filter((endpoint) => wants(endpoint, entry.event, entry.cause.branch))
      .map(({ endpoint }) => ({ endpoint, entry, round: 1 })),
  );
  for (let from = 0; from < starts.length; from += AT_ONCE) {
    await Promise.all(starts.slice(from, from + AT_ONCE).map((start) => deps.webhooks.start(start)));
  }
}
