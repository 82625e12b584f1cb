/** Owns one attempt to deliver an event to an endpoint, and the log of what came of it. */
import type { AttemptEnd, WebhookDeliveryStore } from '../adapters/mongo/webhook-delivery-store';
import type { WebhookEndpointStore } from '../adapters/mongo/webhook-endpoint-store';
import type { SendResult, WebhookSender } from '../adapters/webhooks/sender';
import type { DecisionStore } from '../adapters/mongo/decision-store';
import type { Announcement, DeliveryAttempt, WebhookDelivery, WebhookEndpoint } from '../contracts/webhook';
import { retryAfterMs, waitAfter, wants, type DeliveryFailure } from '../domain/webhooks';
import { auditOf, liveSecrets } from './webhook-endpoints';
import { webhookPayload } from './webhook-payload';

export interface DeliveryDeps {
  readonly endpoints: Pick<WebhookEndpointStore, 'find' | 'replace'>;
  readonly deliveries: Pick<WebhookDeliveryStore, 'ensure' | 'record'>;
  readonly decisions: Pick<DecisionStore, 'find'>;
  readonly sender: WebhookSender;
  readonly opener: { openText(sealed: string): string };
  /** How long the log keeps a delivery that has ended. */
  readonly keepMs: number;
  readonly now: () => Date;
}

/** Which event goes to which endpoint. */
export interface WebhookStart {
  readonly endpoint: string;
  readonly entry: Announcement;
  /** Rises with each replay by hand. */
  readonly round: number;
}

export interface DeliverWebhookInput extends WebhookStart {
  /** The first is 1. */
  readonly attempt: number;
}

export type DeliverWebhookResult =
  | { readonly kind: 'again'; readonly afterMs: number }
  | { readonly kind: 'ended'; readonly status: 'delivered' | 'failed'; readonly failure: DeliveryFailure | null };

interface Tried {
  readonly status: number | null;
  readonly failure: DeliveryFailure | null;
  readonly retryAfterMs: number | null;
}

/** Failures that waiting cannot mend. */
const FINAL: ReadonlySet<DeliveryFailure> = new Set(['gone', 'endpointDisabled', 'notSubscribed', 'eventForgotten']);
const GONE = 410;

/**
 * Sends once and records it. Repeated after it was recorded, it answers from the log and sends nothing; repeated
 * before, it sends the same message again, under the same `webhook-id`.
 */
export async function deliverWebhook(deps: DeliveryDeps, input: DeliverWebhookInput): Promise<DeliverWebhookResult> {
  const log = await deps.deliveries.ensure(newDelivery(input, deps.now()));
  const earlier = log.attempts.find(({ round, attempt }) => round === input.round && attempt === input.attempt);
  if (earlier !== undefined || log.round !== input.round || log.status !== 'pending') {
    return answerFrom(log, earlier?.failure ?? null, deps.now());
  }
  const startedAt = deps.now();
  const tried = await tryOnce(deps, input, startedAt);
  const endedAt = deps.now();
  const wait =
    tried.failure === null || FINAL.has(tried.failure)
      ? null
      : waitAfter({
          attempt: input.attempt,
          elapsedMs: endedAt.getTime() - Date.parse(log.roundSince),
          retryAfterMs: tried.retryAfterMs,
        });
  const attempt: DeliveryAttempt = {
    round: input.round,
    attempt: input.attempt,
    at: startedAt.toISOString(),
    durationMs: endedAt.getTime() - startedAt.getTime(),
    status: tried.status,
    failure: tried.failure,
  };
  await deps.deliveries.record(
    input.endpoint,
    input.entry.id,
    attempt,
    endOf(tried.failure, wait, endedAt, deps.keepMs),
  );
  if (wait !== null) return { kind: 'again', afterMs: wait };
  return { kind: 'ended', status: tried.failure === null ? 'delivered' : 'failed', failure: tried.failure };
}

async function tryOnce(deps: DeliveryDeps, input: DeliverWebhookInput, at: Date): Promise<Tried> {
  const { entry } = input;
  const unsent = (failure: DeliveryFailure): Tried => ({ status: null, failure, retryAfterMs: null });
  const endpoint = await deps.endpoints.find(input.endpoint);
  if (endpoint === null || endpoint.status === 'disabled') return unsent('endpointDisabled');
  if (!wants(endpoint, entry.event, entry.cause.branch)) return unsent('notSubscribed');
  const payload = await webhookPayload(deps.decisions, entry);
  if (payload === null) return unsent('eventForgotten');
  const secrets = liveSecrets(endpoint, at).map(({ sealed }) => deps.opener.openText(sealed));
  const body = JSON.stringify(payload);
  const result = await deps.sender.send({ url: endpoint.url, secrets, id: entry.id, at, body });
  const tried = triedOf(result, deps.now());
  if (tried.failure === 'gone') await disable(deps, endpoint);
  return tried;
}

function triedOf(result: SendResult, now: Date): Tried {
  if (result.kind === 'unanswered') return { status: null, failure: result.failure, retryAfterMs: null };
  const { status, retryAfter } = result;
  const failure = status >= 200 && status < 300 ? null : status === GONE ? 'gone' : 'notAcknowledged';
  return { status, failure, retryAfterMs: retryAfterMs(status, retryAfter, now.getTime()) };
}

/** Lost against a change made meanwhile: that change may have given it another address, which has said nothing yet. */
async function disable(deps: DeliveryDeps, before: WebhookEndpoint): Promise<void> {
  const updatedAt = deps.now().toISOString();
  const { revision } = before;
  const after: WebhookEndpoint = {
    ...before,
    status: 'disabled',
    disabledBy: 'gone',
    revision: revision + 1,
    updatedAt,
  };
  await deps.endpoints.replace(after, auditOf('crivo', before, after));
}

function endOf(failure: DeliveryFailure | null, wait: number | null, now: Date, keepMs: number): AttemptEnd {
  if (wait !== null) {
    return {
      status: 'pending',
      nextAttemptAt: new Date(now.getTime() + wait).toISOString(),
      expiresAt: null,
    };
  }
  const expiresAt = new Date(now.getTime() + keepMs);
  return { status: failure === null ? 'delivered' : 'failed', nextAttemptAt: null, expiresAt };
}

/** What the log says already: of this attempt, or of a round that has overtaken it. */
function answerFrom(log: WebhookDelivery, failure: DeliveryFailure | null, now: Date): DeliverWebhookResult {
  if (log.status !== 'pending') return { kind: 'ended', status: log.status, failure };
  if (log.nextAttemptAt === null) return { kind: 'ended', status: 'failed', failure };
  return { kind: 'again', afterMs: Math.max(0, Date.parse(log.nextAttemptAt) - now.getTime()) };
}

function newDelivery({ endpoint, entry, round }: DeliverWebhookInput, now: Date): WebhookDelivery {
  const at = now.toISOString();
  return {
    delivery: entry.id,
    endpoint,
    entry,
    status: 'pending',
    round,
    roundSince: at,
    attempts: [],
    nextAttemptAt: at,
    replayedBy: null,
    createdAt: at,
    updatedAt: at,
  };
}
