/** Owns the company's reason codes: one document, each change with its audit entry. */
import type { AuditEntry } from '../../contracts/audit';
import { DEFAULT_REASON_CODES, type ReasonCode } from '../../domain/reason-codes';
import { insertAudit, type StoredAudit } from './audit-store';
import type { Database } from './database';

export interface ReasonCodeStore {
  /** The default ones until the company has set its own. */
  list(): Promise<readonly ReasonCode[]>;
  put(codes: readonly ReasonCode[], auditOf: (before: readonly ReasonCode[] | null) => AuditEntry): Promise<void>;
}

const COMPANY = 'company';

export function reasonCodeStore(database: Database): ReasonCodeStore {
  const settings = database.collection<{ readonly _id: string; readonly codes: readonly ReasonCode[] }>('reasonCodes');
  const audits = database.collection<StoredAudit>('audit');
  return {
    list: async () => (await settings.findOne({ _id: COMPANY }))?.codes ?? DEFAULT_REASON_CODES,
    put: (codes, auditOf) =>
      database.transaction(async (session) => {
        const before = await settings.findOneAndUpdate(
          { _id: COMPANY },
          { $set: { codes } },
          { upsert: true, returnDocument: 'before', session },
        );
        await insertAudit(audits, auditOf(before?.codes ?? null), session);
      }),
  };
}
