/** Owns the audit trail. Entries are written inside the transaction of the change they tell of. */
import type { mongo } from 'mongoose';
import type { AuditEntry } from '../../contracts/audit';
import { anyOf, type Collection, type Database } from './database';

export interface AuditStore {
  /** Newest first, older than `before` (an entry's position), at most `limit`; of the company and these branches. */
  page(query: {
    branches: '*' | readonly string[];
    limit: number;
    before?: { at: string; id: string };
  }): Promise<readonly AuditEntry[]>;
}

export interface StoredAudit extends Omit<AuditEntry, 'id'> {
  readonly _id: string;
}

export function auditStore(database: Database): AuditStore {
  const audits = database.collection<StoredAudit>('audit');
  return {
    page: async ({ branches, limit, before }) => {
      const scope = branches === '*' ? {} : { branch: { $in: [null, ...branches] } };
      const older = before && anyOf({ at: { $lt: before.at } }, { at: before.at, _id: { $lt: before.id } });
      const stored = await audits
        .find({ ...scope, ...older })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return stored.map(({ _id, ...rest }) => ({ id: _id, ...rest }));
    },
  };
}

/** Part of the changing transaction, so that no change is without its entry and no entry without its change. */
export async function insertAudit(
  audits: Collection<StoredAudit>,
  entry: AuditEntry,
  session: mongo.ClientSession,
): Promise<void> {
  const { id, ...rest } = entry;
  await audits.insertOne({ _id: id, ...rest }, { session });
}
