/** Owns the shapes of webhooks: endpoints, what is sent to them, and the log of what came of it. */
import { z } from 'zod';
import type { Exception } from './exception';
import type { Bureau, ReportStatus } from '../domain/bureau-report';
import type { OrderState } from '../domain/order';
import type { Outcome } from '../domain/outcome';
import { WEBHOOK_EVENTS, type DeliveryFailure, type DeliveryStatus, type Subscription } from '../domain/webhooks';
import type { WebhookEvent } from '../domain/webhooks';
import type { Restriction } from './judgement';
import type { SyncRun } from './receivables-sync';
import { branchCode, seenUpdatedAt, text } from './primitives';
import type { Release } from './release';

const unique = (values: readonly string[]) => new Set(values).size === values.length;
const UNIQUE = { message: 'must not repeat a value — send each once' };

const endpointFields = {
  /** Its address rules are those of the address guard, which also looks at it before each delivery. */
  url: z.string().min(1).max(2_000),
  description: text(200).nullable(),
  branches: z.union([z.literal('*'), z.array(branchCode).min(1).max(200).refine(unique, UNIQUE)]),
  events: z.union([z.literal('*'), z.array(z.enum(WEBHOOK_EVENTS)).min(1).refine(unique, UNIQUE)]),
};

/** Body of `POST /webhook-endpoints`. */
export const webhookEndpointBodySchema = z.strictObject({
  ...endpointFields,
  description: endpointFields.description.default(null),
  branches: endpointFields.branches.default('*'),
  events: endpointFields.events.default('*'),
});
export type WebhookEndpointBody = z.infer<typeof webhookEndpointBodySchema>;

/** Body of `PATCH /webhook-endpoints/{endpoint}`: what is not sent stays. */
export const webhookEndpointChangeSchema = z
  .strictObject({ ...endpointFields, status: z.enum(['enabled', 'disabled']) })
  .partial()
  .extend({ seenUpdatedAt });
export type WebhookEndpointChange = z.infer<typeof webhookEndpointChangeSchema>;

/** A signing secret, sealed. The current one stands first; others sign beside it `until` they end. */
export interface SealedSecret {
  readonly sealed: string;
  readonly until: string | null;
}

/** An endpoint as stored. */
export interface WebhookEndpoint extends Subscription {
  readonly endpoint: string;
  readonly url: string;
  readonly description: string | null;
  /** `gone`: it answered 410. */
  readonly disabledBy: 'person' | 'gone' | null;
  readonly secrets: readonly SealedSecret[];
  /** Rises with each change; a change names the one it was made from. */
  readonly revision: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** An order as the write that announces something left it. */
export interface OrderCause {
  readonly kind: 'order';
  readonly branch: string;
  readonly order: string;
  readonly customerKey: string;
  /** Of two events of one generation, the one of the greater revision is the later. */
  readonly generation: number;
  readonly revision: number;
  readonly state: OrderState;
}

/** A run of the nightly sync that failed, or could not send single customers. */
export interface SyncCause {
  readonly kind: 'sync';
  readonly branch: string;
  readonly run: string;
  readonly status: Extract<SyncRun['status'], 'failed' | 'incomplete'>;
  readonly reason: SyncRun['reason'];
  readonly customersFailed: number;
  readonly startedAt: string;
}

/** A report that was bought. */
export interface PurchaseCause {
  readonly kind: 'purchase';
  readonly branch: string;
  readonly customerKey: string;
  readonly purchase: string;
  readonly report: string;
  readonly bureau: Bureau;
  readonly product: string;
  readonly status: ReportStatus;
}

/** A release as the write that announces something left it. */
export interface ReleaseCause extends Pick<
  Release,
  'branch' | 'release' | 'customerKey' | 'scope' | 'status' | 'checks'
> {
  readonly kind: 'release';
}

/** An exception as the write that announces something left it. Endpoints of any branch hear of one of all branches. */
export interface ExceptionCause extends Pick<
  Exception,
  'exception' | 'branch' | 'scope' | 'check' | 'effect' | 'from' | 'to'
> {
  readonly kind: 'exception';
}

/** Something to tell the outside, kept in the document of its cause until it was handed on. */
export interface Announcement {
  /** Unique over all events; the `webhook-id` of what is sent. */
  readonly id: string;
  readonly event: WebhookEvent;
  readonly at: string;
  readonly decision: string | null;
  readonly cause: OrderCause | SyncCause | PurchaseCause | ReleaseCause | ExceptionCause;
}

/** One attempt. What the receiver answered beside its status is not kept. */
export interface DeliveryAttempt {
  readonly round: number;
  readonly attempt: number;
  readonly at: string;
  readonly durationMs: number;
  readonly status: number | null;
  readonly failure: DeliveryFailure | null;
}

/** One event × one endpoint, as the log keeps it. */
export interface WebhookDelivery {
  /** The event's id, which is also its `webhook-id`. */
  readonly delivery: string;
  readonly endpoint: string;
  readonly entry: Announcement;
  readonly status: DeliveryStatus;
  /** Rises with each replay by hand. */
  readonly round: number;
  readonly roundSince: string;
  /** The latest ones, oldest first. */
  readonly attempts: readonly DeliveryAttempt[];
  readonly nextAttemptAt: string | null;
  /** Who asked for the latest replay. */
  readonly replayedBy: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What is sent, as Standard Webhooks shapes it. Small: no documents, no names, no numbers of a customer. */
export interface WebhookPayload {
  readonly type: WebhookEvent;
  /** When it happened. */
  readonly timestamp: string;
  readonly data: OrderEventData | SyncEventData | ReportEventData | ReleaseEventData | ExceptionEventData;
}

export interface OrderEventData {
  readonly branch: string;
  readonly order: string;
  readonly customerKey: string;
  readonly generation: number;
  /** Deliveries may overtake each other: within a generation, the greater one is the later. */
  readonly sequence: number;
  readonly occurredAt: string;
  readonly status: OrderState['status'];
  readonly stage: OrderState['stage'];
  readonly hold: Pick<NonNullable<OrderState['hold']>, 'action' | 'since' | 'deadline'> | null;
  /** Held by a person; who and why is for those who may read the order. */
  readonly forcedHold: { readonly since: string } | null;
  /** `null` where nothing was judged: an order that was cancelled or has expired. */
  readonly decision: string | null;
  readonly outcome: Outcome | null;
  readonly restrictions: readonly Pick<
    Restriction,
    'check' | 'mode' | 'action' | 'result' | 'unverified' | 'waivedBy' | 'isNew' | 'seller'
  >[];
}

/** Who failed and why stands in the state of the branch's sync, for who may read it. */
export interface SyncEventData {
  readonly branch: string;
  readonly run: string;
  readonly startedAt: string;
  readonly occurredAt: string;
  readonly status: SyncCause['status'];
  /** Why the run as a whole failed; `null` where single customers did. */
  readonly reason: SyncCause['reason'];
  readonly customersFailed: number;
}

/** What it says is for who may read the report. */
export interface ReportEventData extends Omit<PurchaseCause, 'kind'> {
  readonly occurredAt: string;
}

/** Who asked and who decided is for those who may read the release. */
export interface ReleaseEventData extends Omit<ReleaseCause, 'kind'> {
  readonly occurredAt: string;
}

/** Why it was made, and by whom, is for those who may read the exception. */
export interface ExceptionEventData extends Omit<ExceptionCause, 'kind'> {
  readonly occurredAt: string;
}
