/** Owns how webhook endpoints and their deliveries look to callers: no secret, but the one just made. */
import { z } from '@hono/zod-openapi';
import { webhookEndpointBodySchema, type WebhookDelivery, type WebhookEndpoint } from '../../contracts/webhook';
import { DELIVERY_FAILURES, DELIVERY_STATUSES, WEBHOOK_EVENTS } from '../../domain/webhooks';
import type { WithSecret } from '../../usecases/webhook-endpoints';

const endpointShape = {
  endpoint: z.string(),
  url: z.string(),
  description: z.string().nullable(),
  branches: webhookEndpointBodySchema.shape.branches,
  events: webhookEndpointBodySchema.shape.events,
  status: z.enum(['enabled', 'disabled']),
  /** `gone`: it answered 410. */
  disabledBy: z.enum(['person', 'gone']).nullable(),
  /** Until when the secret before the current one signs too. */
  previousSecretUntil: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
};

export const webhookEndpointView = z.object(endpointShape).openapi('WebhookEndpoint');
/** The secret stands in this answer alone. */
export const webhookEndpointWithSecretView = z
  .object({ ...endpointShape, secret: z.string() })
  .openapi('WebhookEndpointWithSecret');

export function webhookEndpointOf(record: WebhookEndpoint, now: Date): z.input<typeof webhookEndpointView> {
  const { secrets, revision: _revision, branches, events, ...rest } = record;
  const ends = secrets.flatMap(({ until }) => (until !== null && Date.parse(until) > now.getTime() ? [until] : []));
  return {
    ...rest,
    branches: branches === '*' ? branches : [...branches],
    events: events === '*' ? events : [...events],
    previousSecretUntil: ends.sort().at(-1) ?? null,
  };
}

export function webhookEndpointWithSecretOf({ record, secret }: WithSecret, now: Date) {
  return { ...webhookEndpointOf(record, now), secret };
}

export const webhookDeliveryView = z
  .object({
    /** The `webhook-id` of what is sent. */
    delivery: z.string(),
    endpoint: z.string(),
    event: z.enum(WEBHOOK_EVENTS),
    branch: z.string().nullable(),
    /** What the event is of: an order, a run of the nightly sync, or a release. */
    order: z.string().nullable(),
    run: z.string().nullable(),
    release: z.string().nullable(),
    occurredAt: z.string(),
    status: z.enum(DELIVERY_STATUSES),
    round: z.number(),
    attempts: z.array(
      z.object({
        round: z.number(),
        attempt: z.number(),
        at: z.string(),
        durationMs: z.number(),
        status: z.number().nullable(),
        failure: z.enum(DELIVERY_FAILURES).nullable(),
      }),
    ),
    nextAttemptAt: z.string().nullable(),
    replayedBy: z.string().nullable(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('WebhookDelivery');

export function webhookDeliveryOf(record: WebhookDelivery): z.input<typeof webhookDeliveryView> {
  const { entry, roundSince: _roundSince, attempts, ...rest } = record;
  const { cause, event, at: occurredAt } = entry;
  const order = cause.kind === 'order' ? cause.order : null;
  const run = cause.kind === 'sync' ? cause.run : null;
  const release = cause.kind === 'release' ? cause.release : null;
  return { ...rest, event, branch: cause.branch, order, run, release, occurredAt, attempts: [...attempts] };
}
