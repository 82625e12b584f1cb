/** Owns the log of webhook deliveries: one document per event and endpoint, forgotten some time after its end. */
import type { DeliveryAttempt, WebhookDelivery } from '../../contracts/webhook';
import type { DeliveryStatus } from '../../domain/webhooks';
import { anyOf, type Database } from './database';

/** Older attempts of a delivery that was replayed again and again are dropped. */
const KEPT_ATTEMPTS = 30;

/** What an attempt came to. `expiresAt` is when the log may forget a delivery that has ended. */
export interface AttemptEnd {
  readonly status: DeliveryStatus;
  readonly nextAttemptAt: string | null;
  readonly expiresAt: Date | null;
}

export interface DeliveryPage {
  readonly endpoint: string;
  readonly branches: '*' | readonly string[];
  readonly status?: DeliveryStatus;
  readonly limit: number;
  readonly before?: { readonly createdAt: string; readonly delivery: string };
}

export interface WebhookDeliveryStore {
  find(endpoint: string, delivery: string): Promise<WebhookDelivery | null>;
  /** The delivery as it is there, or this one. */
  ensure(record: WebhookDelivery): Promise<WebhookDelivery>;
  /** Adds an attempt and what follows from it; a second time, or to a delivery of another round, changes nothing. */
  record(endpoint: string, delivery: string, attempt: DeliveryAttempt, end: AttemptEnd): Promise<void>;
  /** Begins the next round of a delivery that has ended. `null` when it is under way, or not there. */
  beginRound(endpoint: string, delivery: string, by: string, at: string): Promise<WebhookDelivery | null>;
  /** Newest first. */
  page(query: DeliveryPage): Promise<readonly WebhookDelivery[]>;
}

type StoredDelivery = WebhookDelivery & { readonly _id: string; readonly expiresAt: Date | null };

export function webhookDeliveryStore(database: Database): WebhookDeliveryStore {
  const deliveries = database.collection<StoredDelivery>('webhookDeliveries');
  return {
    find: async (endpoint, delivery) => {
      const stored = await deliveries.findOne({ _id: idOf(endpoint, delivery) });
      return stored && fromStored(stored);
    },
    ensure: async (record) => {
      const _id = idOf(record.endpoint, record.delivery);
      const stored = await deliveries.findOneAndUpdate(
        { _id },
        { $setOnInsert: { ...record, expiresAt: null } },
        { upsert: true, returnDocument: 'after' },
      );
      return stored === null ? record : fromStored(stored);
    },
    record: async (endpoint, delivery, attempt, end) => {
      const { round, attempt: number } = attempt;
      await deliveries.updateOne(
        {
          _id: idOf(endpoint, delivery),
          round,
          attempts: { $not: { $elemMatch: { round, attempt: number } } },
        },
        {
          $push: { attempts: { $each: [attempt], $slice: -KEPT_ATTEMPTS } },
          $set: { ...end, updatedAt: attempt.at },
        },
      );
    },
    beginRound: async (endpoint, delivery, by, at) => {
      const stored = await deliveries.findOneAndUpdate(
        { _id: idOf(endpoint, delivery), status: { $ne: 'pending' } },
        {
          $inc: { round: 1 },
          $set: {
            status: 'pending',
            roundSince: at,
            nextAttemptAt: at,
            replayedBy: by,
            updatedAt: at,
            expiresAt: null,
          },
        },
        { returnDocument: 'after' },
      );
      return stored && fromStored(stored);
    },
    page: async ({ endpoint, branches, status, limit, before }) => {
      const scope = branches === '*' ? {} : { 'entry.cause.branch': { $in: [...branches] } };
      const older =
        before &&
        anyOf(
          { createdAt: { $lt: before.createdAt } },
          { createdAt: before.createdAt, _id: { $lt: idOf(endpoint, before.delivery) } },
        );
      const stored = await deliveries
        .find({ endpoint, ...(status && { status }), ...scope, ...older })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return stored.map(fromStored);
    },
  };
}

function idOf(endpoint: string, delivery: string): string {
  return `${endpoint}/${delivery}`;
}

function fromStored({ _id, expiresAt, ...delivery }: StoredDelivery): WebhookDelivery {
  return delivery;
}
