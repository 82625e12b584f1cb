/** Owns how branches buy reports, one document a branch, and the company's own switch. Each change with its audit entry. */
import type { AuditEntry } from '../../contracts/audit';
import { PURCHASING_DEFAULT, type Purchasing } from '../../contracts/purchasing';
import { insertAudit, type StoredAudit } from './audit-store';
import type { Database } from './database';

export interface PurchasingStore {
  /** A branch that never said gets the defaults. */
  find(branch: string): Promise<Purchasing>;
  /** Writes it together with the audit entry that is made from what was there; answers what there is now. */
  put(branch: string, next: Purchasing, auditOf: (before: Purchasing | null) => AuditEntry): Promise<Purchasing>;
  /** Whether the company buys at all. */
  isEnabled(): Promise<boolean>;
  switchCompany(enabled: boolean, auditOf: (before: boolean) => AuditEntry): Promise<void>;
}

type Stored = { readonly _id: string; readonly purchasing: Purchasing };

/** No code of a branch begins with a star. */
const COMPANY = '*';

export function purchasingStore(database: Database): PurchasingStore {
  const settings = database.collection<Stored>('purchasing');
  const audits = database.collection<StoredAudit>('audit');
  const replace = (key: string, next: Purchasing, auditOf: (before: Purchasing | null) => AuditEntry) =>
    database.transaction(async (session) => {
      const change = { $set: { purchasing: next } };
      const before = await settings.findOneAndUpdate({ _id: key }, change, {
        upsert: true,
        returnDocument: 'before',
        session,
      });
      await insertAudit(audits, auditOf(before?.purchasing ?? null), session);
    });
  return {
    find: async (branch) => (await settings.findOne({ _id: branch }))?.purchasing ?? PURCHASING_DEFAULT,
    put: async (branch, next, auditOf) => {
      await replace(branch, next, auditOf);
      return next;
    },
    isEnabled: async () => (await settings.findOne({ _id: COMPANY }))?.purchasing.enabled ?? true,
    switchCompany: (enabled, auditOf) =>
      replace(COMPANY, { ...PURCHASING_DEFAULT, enabled }, (before) => auditOf(before?.enabled ?? true)),
  };
}
