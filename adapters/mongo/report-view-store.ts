/** Owns who has looked at what of a customer, when and why: inserted once, never changed. */
import type { AuditEntry } from '../../contracts/audit';
import type { ReportView } from '../../contracts/report-view';
import { insertAudit, type StoredAudit } from './audit-store';
import { anyOf, type Database } from './database';

/** A position in a customer's views. */
export interface ViewPosition {
  readonly at: string;
  readonly view: string;
}

export interface ReportViewStore {
  /** Durable when it answers; with its audit entry, where there is one, or not at all. */
  insert(view: ReportView, audit: AuditEntry | null): Promise<void>;
  /** Of a customer, newest first, older than `before`, at most `limit`. */
  page(query: { customerKey: string; limit: number; before?: ViewPosition }): Promise<readonly ReportView[]>;
}

/** A view as stored, under its own name. */
export type StoredView = Omit<ReportView, 'view'> & { readonly _id: string };

export function reportViewStore(database: Database): ReportViewStore {
  const views = database.collection<StoredView>('reportViews');
  const audits = database.collection<StoredAudit>('audit');
  return {
    insert: async ({ view, ...rest }, audit) => {
      const stored: StoredView = { _id: view, ...rest };
      if (audit === null) return void (await views.insertOne(stored));
      await database.transaction(async (session) => {
        await views.insertOne(stored, { session });
        await insertAudit(audits, audit, session);
      });
    },
    page: async ({ customerKey, limit, before }) => {
      const older = before && anyOf({ at: { $lt: before.at } }, { at: before.at, _id: { $lt: before.view } });
      const found = await views
        .find({ customerKey, ...older })
        .sort({ at: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return found.map(({ _id, ...rest }) => ({ view: _id, ...rest }));
    },
  };
}
