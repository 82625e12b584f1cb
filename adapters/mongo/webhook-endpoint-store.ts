/** Owns the webhook endpoints' documents. Each change is written together with its audit entry. */
import type { AuditEntry } from '../../contracts/audit';
import type { WebhookEndpoint } from '../../contracts/webhook';
import { insertAudit, type StoredAudit } from './audit-store';
import type { Database } from './database';

/** As many as a company may have: each event is matched with all of them. */
export const MAX_ENDPOINTS = 50;

export interface WebhookEndpointStore {
  find(endpoint: string): Promise<WebhookEndpoint | null>;
  /** All of them, oldest first: there are at most `MAX_ENDPOINTS`, a few more when many were added at once. */
  list(): Promise<readonly WebhookEndpoint[]>;
  /** False when there are as many as there may be. */
  insert(record: WebhookEndpoint, audit: AuditEntry): Promise<boolean>;
  /** Writes the next revision over the one it was made from. False when that was changed meanwhile. */
  replace(record: WebhookEndpoint, audit: AuditEntry): Promise<boolean>;
}

type StoredEndpoint = Omit<WebhookEndpoint, 'endpoint'> & { readonly _id: string };

export function webhookEndpointStore(database: Database): WebhookEndpointStore {
  const endpoints = database.collection<StoredEndpoint>('webhookEndpoints');
  const audits = database.collection<StoredAudit>('audit');
  return {
    find: async (endpoint) => {
      const stored = await endpoints.findOne({ _id: endpoint });
      return stored && fromStored(stored);
    },
    list: async () => {
      const stored = await endpoints
        .find()
        .sort({ createdAt: 1, _id: 1 })
        .limit(2 * MAX_ENDPOINTS)
        .toArray();
      return stored.map(fromStored);
    },
    insert: (record, audit) =>
      database.transaction(async (session) => {
        if ((await endpoints.countDocuments({}, { session })) >= MAX_ENDPOINTS) return false;
        await endpoints.insertOne(toStored(record), { session });
        await insertAudit(audits, audit, session);
        return true;
      }),
    replace: (record, audit) =>
      database.transaction(async (session) => {
        const made = { _id: record.endpoint, revision: record.revision - 1 };
        const { _id, ...next } = toStored(record);
        const { modifiedCount } = await endpoints.updateOne(made, { $set: next }, { session });
        if (modifiedCount === 0) return false;
        await insertAudit(audits, audit, session);
        return true;
      }),
  };
}

function toStored({ endpoint, ...rest }: WebhookEndpoint): StoredEndpoint {
  return { _id: endpoint, ...rest };
}
function fromStored({ _id, ...rest }: StoredEndpoint): WebhookEndpoint {
  return { endpoint: _id, ...rest };
}
